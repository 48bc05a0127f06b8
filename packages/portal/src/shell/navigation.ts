import type { Role } from '@mosis/api'
import {
  Activity,
  Archive,
  Ban,
  Flag,
  Gauge,
  HardDrive,
  Inbox,
  KeyRound,
  LayoutDashboard,
  LayoutGrid,
  ListChecks,
  ScrollText,
  Settings,
  ShieldAlert,
  Smartphone,
  Sparkles,
  Users,
  UsersRound,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

export interface NavigationGroup {
  name?: 'reviewing' | 'administration'
  items: readonly { to: string; name: ItemName; icon: LucideIcon; isExact?: true }[]
}

type ItemName =
  | 'dashboard'
  | 'apps'
  | 'keys'
  | 'teams'
  | 'queue'
  | 'reports'
  | 'quarantines'
  | 'overview'
  | 'accounts'
  | 'allApps'
  | 'featured'
  | 'jobs'
  | 'rules'
  | 'blocks'
  | 'storage'
  | 'backups'
  | 'audit'
  | 'settings'

const everybody: NavigationGroup = {
  items: [
    { to: '/dashboard', name: 'dashboard', icon: LayoutDashboard },
    { to: '/apps', name: 'apps', icon: Smartphone },
    { to: '/keys', name: 'keys', icon: KeyRound },
    { to: '/teams', name: 'teams', icon: UsersRound },
  ],
}

const reviewers: NavigationGroup = {
  name: 'reviewing',
  items: [
    { to: '/review', name: 'queue', icon: Inbox, isExact: true },
    { to: '/review/reports', name: 'reports', icon: Flag },
    { to: '/review/quarantines', name: 'quarantines', icon: ShieldAlert },
  ],
}

const admins: NavigationGroup = {
  name: 'administration',
  items: [
    { to: '/admin', name: 'overview', icon: Gauge, isExact: true },
    { to: '/admin/accounts', name: 'accounts', icon: Users },
    { to: '/admin/apps', name: 'allApps', icon: LayoutGrid },
    { to: '/admin/featured', name: 'featured', icon: Sparkles },
    { to: '/admin/jobs', name: 'jobs', icon: Activity },
    { to: '/admin/rules', name: 'rules', icon: ListChecks },
    { to: '/admin/blocks', name: 'blocks', icon: Ban },
    { to: '/admin/storage', name: 'storage', icon: HardDrive },
    { to: '/admin/backups', name: 'backups', icon: Archive },
    { to: '/admin/audit', name: 'audit', icon: ScrollText },
    { to: '/admin/settings', name: 'settings', icon: Settings },
  ],
}

/** The pages that a role sees in the rail. */
export function navigationFor(role: Role): readonly NavigationGroup[] {
  if (role === 'admin') return [everybody, reviewers, admins]
  return role === 'reviewer' ? [everybody, reviewers] : [everybody]
}

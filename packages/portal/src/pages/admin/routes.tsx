import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { adminRoute } from '../../layouts.tsx'
import { oneOf, search, text } from '../../search.ts'
import {
  accountSorts,
  accountStates,
  allAppSorts,
  appStates,
  auditPeriods,
  blockKinds,
  jobStates,
  roles,
  ruleKinds,
} from './choices.ts'

/** What the operator of a portal looks at. */
export const adminRoutes = [
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin',
    component: lazyRouteComponent(() => import('./overview.tsx'), 'AdminOverview'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/accounts',
    validateSearch: search({
      q: text,
      role: oneOf(roles),
      state: oneOf(accountStates),
      sort: oneOf(accountSorts),
      cursor: text,
      account: text,
    }),
    component: lazyRouteComponent(() => import('./accounts.tsx'), 'Accounts'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/apps',
    validateSearch: search({ q: text, state: oneOf(appStates), sort: oneOf(allAppSorts), cursor: text }),
    component: lazyRouteComponent(() => import('./all-apps.tsx'), 'AllApps'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/featured',
    component: lazyRouteComponent(() => import('./featured.tsx'), 'Featured'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/jobs',
    validateSearch: search({ state: oneOf(jobStates), name: text, cursor: text }),
    component: lazyRouteComponent(() => import('./jobs.tsx'), 'Jobs'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/rules',
    validateSearch: search({ q: text, show: oneOf(ruleKinds) }),
    component: lazyRouteComponent(() => import('./rules.tsx'), 'Rules'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/blocks',
    validateSearch: search({ kind: oneOf(blockKinds), cursor: text }),
    component: lazyRouteComponent(() => import('./blocks.tsx'), 'Blocks'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/storage',
    component: lazyRouteComponent(() => import('./storage.tsx'), 'Storage'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/backups',
    component: lazyRouteComponent(() => import('./backups.tsx'), 'Backups'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/audit',
    validateSearch: search({ actor: text, subject: text, action: text, since: oneOf(auditPeriods), cursor: text }),
    component: lazyRouteComponent(() => import('./audit.tsx'), 'Audit'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/settings',
    component: lazyRouteComponent(() => import('./settings.tsx'), 'Settings'),
  }),
  createRoute({
    getParentRoute: () => adminRoute,
    path: '/admin/reports',
    beforeLoad() {
      throw redirect({ to: '/review/reports', replace: true })
    },
  }),
] as const

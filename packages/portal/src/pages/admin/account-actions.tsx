import type { PortalAccount } from '@mosis/api'
import { MoreHorizontal } from 'lucide-react'
import { Menu, MenuItem, MenuLink } from '../../parts/menu.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { accountActsTexts } from './account-acts.texts.ts'
import { accountsTexts } from './accounts.texts.ts'
import { adminTexts } from './admin.texts.ts'

/** What can be done to the account of somebody else. */
export type AccountAct = 'lock' | 'unlock' | 'factor'

interface AccountActionsProps {
  account: PortalAccount
  onAct: (act: AccountAct) => void
}

/** The menu of an account in the list. To the own account only others do these things. */
export function AccountActions({ account, onAct }: AccountActionsProps) {
  const t = useTexts(accountActsTexts)
  const list = useTexts(accountsTexts)
  const common = useTexts(adminTexts)
  const { id: ownId } = useAccount()
  const { id, name, locked_at, authenticator_app } = account
  const isOwn = id === ownId
  return (
    <Menu label={common.actionsOf(name)} trigger={<MoreHorizontal size={20} strokeWidth={1.5} aria-hidden />}>
      <MenuLink to="/admin/audit" search={{ actor: id }}>
        {list.log}
      </MenuLink>
      {!isOwn && authenticator_app && (
        <MenuItem kind="danger" onAction={() => onAct('factor')}>
          {t.factor}
        </MenuItem>
      )}
      {!isOwn && (
        <MenuItem
          kind={locked_at === null ? 'danger' : undefined}
          onAction={() => onAct(locked_at === null ? 'lock' : 'unlock')}
        >
          {locked_at === null ? t.lock : t.unlock}
        </MenuItem>
      )}
    </Menu>
  )
}

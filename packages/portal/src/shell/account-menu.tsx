import type { Account } from '@mosis/api'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { LogOut, UserRound } from 'lucide-react'
import { contract } from 'virtual:contract'
import { call } from '../call.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Menu, MenuItem } from '../parts/menu.tsx'
import { useTexts } from '../texts.ts'
import { shellTexts } from './shell.texts.ts'

/** The account of whoever has signed in, and the way out. */
export function AccountMenu({ account }: { account: Account }) {
  const t = useTexts(shellTexts)
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Menu label={t.accountMenu(account.name)} trigger={<Avatar name={account.name} />}>
      <MenuItem icon={UserRound} onAction={() => void navigate({ to: '/account' })}>
        {t.account}
      </MenuItem>
      <MenuItem icon={LogOut} onAction={() => void signOut()}>
        {t.signOut}
      </MenuItem>
    </Menu>
  )
}

function useSignOut() {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await call(contract.accounts.logout, {})
    // Nothing of the account stays in this page's memory.
    queryClient.clear()
    await navigate({ to: '/auth/sign-in', search: { done: 'signed-out' } })
  }
}

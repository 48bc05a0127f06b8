import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { PortalError } from '../../call.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { linkQuery } from '../../queries/links.ts'
import { signUp } from '../../queries/sign-in.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { BrokenLink } from './broken-link.tsx'
import { WaitForLink, isBroken } from './mailed-link.tsx'
import { NewAccountForm } from './new-account-form.tsx'
import type { NewAccount } from './new-account-form.tsx'
import { setupTexts } from './setup.texts.ts'

const route = getRouteApi('/public/setup')

/** What the one-time admin link leads to: the account that everything on this portal begins with. */
export function Setup() {
  const t = useTexts(setupTexts)
  const shared = useTexts(authTexts)
  const { token = '' } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const link = useQuery(linkQuery('set_up', token))
  const creating = useMutation({
    mutationFn: (account: NewAccount) => signUp(queryClient, { ...account, setup_token: token }),
    onSuccess: () => navigate({ to: '/setup/done', replace: true }),
  })
  const isUsed = creating.error instanceof PortalError && creating.error.code === 'account.wrong_setup_token'
  if (isBroken(link.error) || isUsed) {
    return (
      <BrokenLink why={t.broken}>
        <LinkButton to="/" kind="primary" size="large" isWide>
          {shared.toFrontPage}
        </LinkButton>
      </BrokenLink>
    )
  }
  return (
    <WaitForLink query={link} title={t.title}>
      {() => (
        <AuthPage title={t.title} lead={t.lead}>
          <NewAccountForm
            button={t.create}
            failed={t.failed}
            error={creating.error}
            isPending={creating.isPending}
            onSubmit={creating.mutate}
          />
        </AuthPage>
      )}
    </WaitForLink>
  )
}

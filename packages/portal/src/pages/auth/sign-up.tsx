import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import { portalQuery } from '../../queries/portal.ts'
import { signUp } from '../../queries/sign-in.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage, Beside } from './auth-page.tsx'
import { OtherWays } from '../../shell/identity/other-ways.tsx'
import { NewAccountForm } from './new-account-form.tsx'
import type { NewAccount } from './new-account-form.tsx'
import { ProviderButtons } from '../../shell/identity/provider-buttons.tsx'
import { providersOf } from '../../shell/identity/provider-names.ts'
import { signUpTexts } from './sign-up.texts.ts'
import { home } from './use-go-on.ts'

const route = getRouteApi('/public/auth/sign-up')

/** Making an account. */
export function SignUp() {
  const t = useTexts(signUpTexts)
  const { return_to } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { data: portal } = useQuery(portalQuery)
  const providers = providersOf(portal)
  const creating = useMutation({
    mutationFn: (body: NewAccount) => signUp(queryClient, body),
    onSuccess: () => navigate({ to: '/auth/check-mail', search: { return_to }, replace: true }),
  })
  return (
    <AuthPage title={t.title} lead={t.lead}>
      <NewAccountForm
        button={t.create}
        failed={t.failed}
        error={creating.error}
        isPending={creating.isPending}
        onSubmit={creating.mutate}
      />
      {providers.length > 0 && (
        <OtherWays>
          <ProviderButtons providers={providers} returnTo={return_to ?? home} />
        </OtherWays>
      )}
      <Beside>
        <Link to="/auth/sign-in" search={{ return_to }}>
          {t.signInInstead}
        </Link>
      </Beside>
    </AuthPage>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi } from '@tanstack/react-router'
import { identityTexts } from '../../shell/identity/identity.texts.ts'
import { ProveIdentity } from '../../shell/identity/prove-identity.tsx'
import { safeLocalPath } from '../../local-path.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage, Beside } from './auth-page.tsx'
import { home, useGoOn } from './use-go-on.ts'

const route = getRouteApi('/public/auth/confirm')

/** Asks again who is there, before something that somebody at a forgotten screen must not do. */
export function Confirm() {
  const t = useTexts(identityTexts)
  const { return_to } = route.useSearch()
  const { email } = useAccount()
  const queryClient = useQueryClient()
  const goOn = useGoOn()
  const proved = () => {
    // What was refused a moment ago may be asked again.
    void queryClient.invalidateQueries()
    goOn(return_to)
  }
  return (
    <AuthPage title={t.title} lead={t.lead(email)}>
      <ProveIdentity onProved={proved} returnTo={safeLocalPath(return_to) ?? home} />
      <Beside>
        <Link to={home}>{t.notNow}</Link>
      </Beside>
    </AuthPage>
  )
}

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { signIn } from '../../queries/sign-in.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage, Beside } from './auth-page.tsx'
import { OtherWays } from '../../shell/identity/other-ways.tsx'
import { authTexts } from './auth.texts.ts'
import { fieldOf } from '../../field-of.ts'
import { PasskeyButton } from '../../shell/identity/passkey-button.tsx'
import { describeProblem } from '../../shell/identity/problem-words.ts'
import { problemTexts } from '../../shell/identity/problem.texts.ts'
import { ProviderButtons } from '../../shell/identity/provider-buttons.tsx'
import { providersOf } from '../../shell/identity/provider-names.ts'
import { signInTexts } from './sign-in.texts.ts'
import { home, useGoOn } from './use-go-on.ts'
import { usePasskeySignIn } from './use-passkey-sign-in.ts'

const route = getRouteApi('/public/auth/sign-in')

/** Signing in with a password, a passkey, or an account at GitHub or Google. */
export function SignIn() {
  const t = useTexts(signInTexts)
  const shared = useTexts(authTexts)
  const { return_to, done, ...said } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const goOn = useGoOn()
  const { data: portal } = useQuery(portalQuery)
  const providers = providersOf(portal)
  const hasPasskeys = portal?.sign_in.passkey === true
  const signingIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => signIn(queryClient, body),
    async onSuccess(outcome) {
      if (!('ticket' in outcome)) return goOn(return_to)
      await navigate({ to: '/auth/second-factor', search: { return_to }, state: { waitingSignIn: outcome } })
    },
  })
  const passkey = usePasskeySignIn({ offersAutofill: hasPasskeys, onDone: () => goOn(return_to) })
  const problem = describeProblem(useTexts(problemTexts), said)
  const doneTexts: Readonly<Record<string, string>> = t.done
  const isDone = done !== undefined && Object.hasOwn(doneTexts, done)
  // What came before says nothing about this try.
  const isFresh = signingIn.error === null && passkey.error === null
  return (
    <AuthPage title={t.title}>
      {isDone && isFresh && <Notice kind="good">{doneTexts[done]}</Notice>}
      {problem !== undefined && isFresh && <Notice kind="bad">{problem}</Notice>}
      <Form
        error={signingIn.error}
        failed={t.failed}
        onSubmit={(data) => signingIn.mutate({ email: fieldOf(data, 'email'), password: fieldOf(data, 'password') })}
      >
        <TextField
          label={shared.email}
          name="email"
          type="email"
          pointer="/email"
          autoComplete={hasPasskeys ? 'username webauthn' : 'username'}
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          autoFocus
        />
        <PasswordField label={shared.password} name="password" pointer="/password" autoComplete="current-password" />
        <Button type="submit" kind="primary" size="large" isWide isPending={signingIn.isPending}>
          {shared.signIn}
        </Button>
      </Form>
      {(hasPasskeys || providers.length > 0) && (
        <OtherWays>
          {hasPasskeys && <PasskeyButton onPress={passkey.start} isPending={passkey.isPending} error={passkey.error} />}
          <ProviderButtons providers={providers} returnTo={return_to ?? home} />
        </OtherWays>
      )}
      <Beside>
        <Link to="/auth/sign-up" search={{ return_to }}>
          {shared.signUp}
        </Link>
        <Link to="/auth/forgot">{t.forgot}</Link>
      </Beside>
    </AuthPage>
  )
}

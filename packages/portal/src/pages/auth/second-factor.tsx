import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, getRouteApi, useRouterState } from '@tanstack/react-router'
import { PortalError } from '../../call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { finishSignIn } from '../../queries/sign-in.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { AuthPage, Beside } from './auth-page.tsx'
import { OtherWays } from '../../shell/identity/other-ways.tsx'
import { authTexts } from './auth.texts.ts'
import { PasskeyButton } from '../../shell/identity/passkey-button.tsx'
import { secondFactorTexts } from './second-factor.texts.ts'
import { useGoOn } from './use-go-on.ts'
import { usePasskeySignIn } from './use-passkey-sign-in.ts'

const route = getRouteApi('/public/auth/second-factor')

/** The step after the password, or after GitHub and Google, for accounts that ask for a code too. */
export function SecondFactorPage() {
  const t = useTexts(secondFactorTexts)
  const shared = useTexts(authTexts)
  const { return_to } = route.useSearch()
  const waiting = useRouterState({ select: ({ location }) => location.state.waitingSignIn })
  const queryClient = useQueryClient()
  const goOn = useGoOn()
  const { data: portal } = useQuery(portalQuery)
  const finishing = useMutation({
    mutationFn: (code: string) => finishSignIn(queryClient, { ticket: waiting?.ticket, code }),
    onSuccess: () => goOn(return_to),
  })
  const error = useErrorAt(finishing.error, places)
  const passkey = usePasskeySignIn({ offersAutofill: false, onDone: () => goOn(return_to) })
  if (finishing.error instanceof PortalError && finishing.error.code === 'auth.invalid_ticket') {
    return (
      <AuthPage title={t.expired} lead={t.expiredLead}>
        <LinkButton to="/auth/sign-in" search={{ return_to }} kind="primary" size="large" isWide>
          {t.again}
        </LinkButton>
      </AuthPage>
    )
  }
  // What waits says which ways there are; what GitHub or Google began says nothing of that here.
  const hasPasskeys = portal?.sign_in.passkey === true && (waiting?.methods.includes('passkey') ?? true)
  return (
    <AuthPage title={t.title} lead={t.lead}>
      <Form error={error} failed={t.failed} onSubmit={(data) => finishing.mutate(fieldOf(data, 'code'))}>
        <TextField
          label={shared.code}
          hint={t.hint}
          name="code"
          pointer="/code"
          autoComplete="one-time-code"
          isCode
          maxLength={64}
          autoFocus
        />
        <Button type="submit" kind="primary" size="large" isWide isPending={finishing.isPending}>
          {shared.signIn}
        </Button>
      </Form>
      {hasPasskeys && (
        <OtherWays>
          <PasskeyButton onPress={passkey.start} isPending={passkey.isPending} error={passkey.error} />
        </OtherWays>
      )}
      <Beside>
        <Link to="/auth/sign-in" search={{ return_to }}>
          {t.again}
        </Link>
      </Beside>
    </AuthPage>
  )
}

const places = { 'auth.wrong_code': '/code' }

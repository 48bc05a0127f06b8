import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage, Beside } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { mailTexts } from './mail.texts.ts'

const route = getRouteApi('/public/auth/forgot')

/** A link for a new password, by mail. */
export function Forgot() {
  const { done } = route.useSearch()
  return done === 'sent' ? <Sent /> : <AskForLink isUndone={done === 'undone'} />
}

function AskForLink({ isUndone }: { isUndone: boolean }) {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  const navigate = useNavigate()
  const asking = useMutation({
    mutationFn: (email: string) => call(contract.accounts.forgotPassword, { body: { email } }),
    onSuccess: () => navigate({ to: '/auth/forgot', search: { done: 'sent' } }),
  })
  return (
    <AuthPage title={t.forgotTitle} lead={t.forgotLead}>
      {isUndone && <Notice kind="good">{t.undone}</Notice>}
      <Form error={asking.error} failed={t.linkFailed} onSubmit={(data) => asking.mutate(fieldOf(data, 'email'))}>
        <TextField
          label={shared.email}
          name="email"
          type="email"
          pointer="/email"
          autoComplete="username"
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
          autoFocus
        />
        <Button type="submit" kind="primary" size="large" isWide isPending={asking.isPending}>
          {t.sendLink}
        </Button>
      </Form>
      <Beside>
        <Link to="/auth/sign-in">{shared.backToSignIn}</Link>
      </Beside>
    </AuthPage>
  )
}

/** The same for an address with an account and one without: this page tells nobody who has one. */
function Sent() {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  const { data: portal } = useQuery(portalQuery)
  return (
    <AuthPage title={t.checkTitle} lead={portal === undefined ? '' : portal.sends_mail ? t.sentLead : t.sentNoServer}>
      <Beside>
        <Link to="/auth/sign-in">{shared.backToSignIn}</Link>
      </Beside>
    </AuthPage>
  )
}

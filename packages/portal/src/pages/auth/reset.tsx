import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../../call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { PasswordField } from '../../parts/password-field.tsx'
import { linkQuery } from '../../queries/links.ts'
import { sessionQuery } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { AuthPage } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { BrokenLink } from './broken-link.tsx'
import { mailTexts } from './mail.texts.ts'
import { WaitForLink, isBroken } from './mailed-link.tsx'

const route = getRouteApi('/public/auth/reset')

/** A new password, with the link of the mail. */
export function Reset() {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  const { token = '' } = route.useSearch()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const link = useQuery(linkQuery('reset_password', token))
  const setting = useMutation({
    mutationFn: (password: string) => call(contract.accounts.resetPassword, { body: { token, password } }),
    async onSuccess() {
      // Every session has ended, this browser's too.
      await queryClient.fetchQuery({ ...sessionQuery, staleTime: 0 })
      await navigate({ to: '/auth/sign-in', search: { done: 'new-password' }, replace: true })
    },
  })
  const error = useErrorAt(setting.error, places)
  if (isBroken(link.error) || isUsedUp(setting.error)) {
    return (
      <BrokenLink why={t.resetBroken}>
        <LinkButton to="/auth/forgot" kind="primary" size="large" isWide>
          {t.resetAgain}
        </LinkButton>
      </BrokenLink>
    )
  }
  return (
    <WaitForLink query={link} title={t.resetTitle}>
      {({ email }) => (
        <AuthPage title={t.resetTitle} lead={t.resetLead(email ?? '')}>
          <Form error={error} failed={t.resetFailed} onSubmit={(data) => setting.mutate(fieldOf(data, 'password'))}>
            {/* So that a password manager knows whose password it keeps. */}
            <input type="hidden" name="username" autoComplete="username" value={email ?? ''} />
            <PasswordField
              label={shared.newPassword}
              hint={shared.passwordHint}
              name="password"
              pointer="/password"
              autoComplete="new-password"
              autoFocus
            />
            <Button type="submit" kind="primary" size="large" isWide isPending={setting.isPending}>
              {t.reset}
            </Button>
          </Form>
        </AuthPage>
      )}
    </WaitForLink>
  )
}

/** The link ended while the page was open; a password that is not taken is said at its field. */
function isUsedUp(failure: unknown): boolean {
  return failure instanceof PortalError && failure.code === 'account.invalid_link'
}

const places = { 'account.weak_password': '/password' }

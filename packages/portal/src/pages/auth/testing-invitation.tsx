import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CopyField } from '../../parts/copy-field.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { testingQuery } from '../../queries/links.ts'
import { Soft } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { AuthPage, Stack } from './auth-page.tsx'
import { authTexts } from './auth.texts.ts'
import { BrokenLink } from './broken-link.tsx'
import { WaitForLink, isBroken } from './mailed-link.tsx'
import { testingInvitationTexts } from './testing-invitation.texts.ts'

const route = getRouteApi('/public/testing')

/** What the link for testers shows in a browser: which app it is, and that it belongs on a device. */
export function TestingInvitation() {
  const t = useTexts(testingInvitationTexts)
  const shared = useTexts(authTexts)
  const { token = '' } = route.useSearch()
  const testing = useQuery(testingQuery(token))
  if (isBroken(testing.error)) {
    return (
      <BrokenLink why={t.broken}>
        <LinkButton to="/" kind="primary" size="large" isWide>
          {shared.toFrontPage}
        </LinkButton>
      </BrokenLink>
    )
  }
  return (
    <WaitForLink query={testing} title={t.waitingTitle}>
      {({ app_name }) => (
        <AuthPage title={t.title(app_name)} lead={t.lead(app_name)}>
          <Stack>
            <CopyField label={t.give} value={location.href} />
            <Soft>{t.secret}</Soft>
          </Stack>
        </AuthPage>
      )}
    </WaitForLink>
  )
}

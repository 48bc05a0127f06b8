import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { Button } from '../../parts/button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { portalQuery } from '../../queries/portal.ts'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { AuthPage, Stack } from './auth-page.tsx'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { authTexts } from './auth.texts.ts'
import { mailTexts } from './mail.texts.ts'
import { useGoOn } from './use-go-on.ts'

const route = getRouteApi('/public/auth/check-mail')

/** Says that a mail proves the address, and sends it once more. */
export function CheckMail() {
  const t = useTexts(mailTexts)
  const shared = useTexts(authTexts)
  const { return_to } = route.useSearch()
  const { email, email_verified } = useAccount()
  const { data: portal } = useQuery(portalQuery)
  const goOn = useGoOn()
  const sending = useMutation({ mutationFn: () => call(contract.accounts.sendVerification, {}) })
  if (portal === undefined) return <AuthPage title={t.checkTitle} />
  const lead = email_verified ? t.verified : portal.sends_mail ? t.checkLead(email) : t.noServer(email)
  return (
    <AuthPage title={t.checkTitle} lead={lead}>
      <Stack>
        {!email_verified && !portal.sends_mail && <p>{t.noServerWait}</p>}
        {sending.isSuccess && (
          <Notice kind="good" isNew>
            {t.sentAgain}
          </Notice>
        )}
        <Button kind="primary" size="large" isWide onPress={() => goOn(return_to)}>
          {shared.continue}
        </Button>
        {!email_verified && (
          <Button size="large" isWide isPending={sending.isPending} onPress={() => sending.mutate()}>
            {t.sendAgain}
          </Button>
        )}
        <Fault error={sending.error} failed={t.sendFailed} />
      </Stack>
    </AuthPage>
  )
}

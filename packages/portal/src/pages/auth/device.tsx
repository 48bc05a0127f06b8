import type { DeviceLogin } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router'
import { contract, words } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Form } from '../../parts/form.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { Time } from '../../parts/time.tsx'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { deviceLoginQuery } from '../../queries/device-login.ts'
import { useAccount } from '../../session.ts'
import { ConfirmIdentity } from '../../shell/confirm-identity.tsx'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { AuthPage, Stack } from './auth-page.tsx'
import columns from './auth-page.module.css'
import { authTexts } from './auth.texts.ts'
import styles from './device.module.css'
import { deviceTexts } from './device.texts.ts'
import { WaitForLink } from './mailed-link.tsx'

const route = getRouteApi('/public/auth/device')

/** Where a person approves the sign-in of a machine (RFC 8628, 3.3). */
export function DeviceLoginPage() {
  const { user_code, done } = route.useSearch()
  if (done === 'approve') return <Approved />
  if (done === 'deny') return <Denied />
  return user_code === undefined ? <AskForCode /> : <Look key={user_code} userCode={user_code} />
}

function AskForCode({ typed = '', error }: { typed?: string; error?: unknown }) {
  const t = useTexts(deviceTexts)
  const navigate = useNavigate()
  const shown = useErrorAt(error, places)
  return (
    <AuthPage title={t.askTitle} lead={t.askLead}>
      <Form
        error={shown}
        failed={t.failed}
        onSubmit={(data) => {
          const code = fieldOf(data, 'user_code').trim()
          // The page that says what is asked comes first.
          if (code !== '') void navigate({ to: '/auth/device', search: { user_code: code } })
        }}
      >
        <TextField
          label={t.code}
          hint={t.codeHint}
          name="user_code"
          pointer="/user_code"
          autoComplete="off"
          autoCapitalize="characters"
          isCode
          maxLength={32}
          defaultValue={typed}
          autoFocus={error === undefined}
        />
        <Button type="submit" kind="primary" size="large" isWide>
          {t.continue}
        </Button>
      </Form>
    </AuthPage>
  )
}

function Look({ userCode }: { userCode: string }) {
  const t = useTexts(deviceTexts)
  const login = useQuery(deviceLoginQuery(userCode))
  if (login.error) return <AskForCode typed={userCode} error={login.error} />
  return (
    <WaitForLink query={login} title={t.askTitle} waiting={t.waiting}>
      {(login) =>
        login.state === 'pending' ? <Question login={login} /> : login.state === 'approved' ? <Approved /> : <Denied />
      }
    </WaitForLink>
  )
}

function Question({ login }: { login: DeviceLogin & { your_address: string } }) {
  const t = useTexts(deviceTexts)
  const { email } = useAccount()
  const navigate = useNavigate()
  const { user_code, client, address, your_address, scopes, created_at } = login
  const deciding = useMutation({
    mutationFn: (decision: 'approve' | 'deny') => {
      const sent = { params: { user_code }, body: {} }
      return decision === 'approve'
        ? callConfirmed(contract.deviceLogin.approveDeviceLogin, sent)
        : call(contract.deviceLogin.denyDeviceLogin, sent)
    },
    onSuccess: (_, decision) => navigate({ to: '/auth/device', search: { done: decision }, replace: true }),
  })
  return (
    <AuthPage title={t.title}>
      <Stack>
        <p className={styles.code}>
          <VisuallyHidden>{t.code}</VisuallyHidden>
          {user_code}
        </p>
        <Notice kind="warn" title={t.warning}>
          {t.warningText}
        </Notice>
        <dl className={styles.facts}>
          <dt>{t.program}</dt>
          <dd>{client}</dd>
          <dt>{t.from}</dt>
          <dd>
            {address}
            {address !== your_address && <div className={styles.soft}>{t.notHere(your_address)}</div>}
          </dd>
          <dt>{t.at}</dt>
          <dd>
            <Time value={created_at} />
          </dd>
          <dt>{t.as}</dt>
          <dd>{email}</dd>
        </dl>
        <div>
          <h2>{t.able}</h2>
          <ul className={styles.list}>
            {(scopes ?? words.scopes).map((scope) => (
              <li key={scope}>{t.rights[scope]}</li>
            ))}
            {scopes === null && <li>{t.everything}</li>}
          </ul>
        </div>
        <Fault error={deciding.error} failed={t.decideFailed} />
        <div className={columns.pair}>
          <Button size="large" isPending={isDeciding(deciding, 'deny')} onPress={() => deciding.mutate('deny')}>
            {t.deny}
          </Button>
          <Button
            kind="primary"
            size="large"
            isPending={isDeciding(deciding, 'approve')}
            onPress={() => deciding.mutate('approve')}
          >
            {t.approve}
          </Button>
        </div>
      </Stack>
      <ConfirmIdentity />
    </AuthPage>
  )
}

const isDeciding = (
  { isPending, variables }: { isPending: boolean; variables: string | undefined },
  decision: string,
) => isPending && variables === decision

function Approved() {
  const t = useTexts(deviceTexts)
  return (
    <AuthPage title={t.approvedTitle} lead={t.approvedLead}>
      <p className={styles.soft}>
        {t.mistake} <Link to="/account/sessions">{t.sessions}</Link>
      </p>
    </AuthPage>
  )
}

function Denied() {
  const t = useTexts(deviceTexts)
  const shared = useTexts(authTexts)
  return (
    <AuthPage title={t.deniedTitle} lead={t.deniedLead}>
      <Stack>
        <LinkButton to="/account" size="large" isWide>
          {shared.toAccount}
        </LinkButton>
        <Link to="/auth/device">{t.another}</Link>
      </Stack>
    </AuthPage>
  )
}

const places = { 'device_login.not_found': '/user_code' }

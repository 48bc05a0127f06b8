import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { fieldOf } from '../../field-of.ts'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { accountKeys, emailQuery } from '../../queries/account.ts'
import { portalQuery } from '../../queries/portal.ts'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import styles from './account.module.css'
import { profileTexts } from './profile.texts.ts'

/** The e-mail address, what waits to take its place, and the way to another one. */
export function EmailSection() {
  const t = useTexts(profileTexts)
  const email = useQuery(emailQuery)
  return (
    <Card title={t.email} lead={t.emailLead} level={2}>
      <Loaded query={email} waiting={t.loading} failed={t.failed}>
        {({ email, email_verified, pending }) => (
          <div className={styles.stack}>
            <p className={styles.address}>
              <strong>{email}</strong>
              <Badge kind={email_verified ? 'good' : 'warn'}>{email_verified ? t.confirmed : t.notConfirmed}</Badge>
            </p>
            {!email_verified && <Unconfirmed />}
            {pending && <Pending email={pending.email} ends={pending.expires_at} />}
            <ChangeEmail />
          </div>
        )}
      </Loaded>
    </Card>
  )
}

function Unconfirmed() {
  const t = useTexts(profileTexts)
  const toasts = useToasts()
  const { data: portal } = useQuery(portalQuery)
  const sending = useMutation({
    mutationFn: () => call(contract.accounts.sendVerification, {}),
    onSuccess: () => toasts.good(t.sent),
    onError: (failure) => toasts.bad(`${t.sendFailed}: ${failure.message}`),
  })
  return (
    <Notice
      kind="warn"
      actions={
        <Button size="small" isPending={sending.isPending} onPress={() => sending.mutate()}>
          {t.sendAgain}
        </Button>
      }
    >
      {portal?.sends_mail === false ? t.notConfirmedNoMail : t.notConfirmedText}
    </Notice>
  )
}

function Pending({ email, ends }: { email: string; ends: string }) {
  const t = useTexts(profileTexts)
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const { ago } = useFormat()
  const givingUp = useMutation({
    mutationFn: () => call(contract.accounts.dropEmailChange, {}),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: accountKeys.email })
      toasts.good(t.givenUp)
    },
    onError: (failure) => toasts.bad(failure.message),
  })
  return (
    <Notice
      title={t.pending(email)}
      actions={
        <Button size="small" isPending={givingUp.isPending} onPress={() => givingUp.mutate()}>
          {t.giveUp}
        </Button>
      }
    >
      {t.pendingText(ago(ends))}
    </Notice>
  )
}

function ChangeEmail() {
  const t = useTexts(profileTexts)
  const queryClient = useQueryClient()
  const toasts = useToasts()
  const form = useRef<HTMLDivElement>(null)
  const changing = useMutation({
    mutationFn: (email: string) => callConfirmed(contract.accounts.changeEmail, { body: { email } }),
    async onSuccess(_, email) {
      form.current?.querySelector('form')?.reset()
      await queryClient.invalidateQueries({ queryKey: accountKeys.email })
      toasts.good(t.asked(email))
    },
  })
  const error = useErrorAt(changing.error, places)
  return (
    <div ref={form} className={styles.form}>
      <Form isNarrow error={error} failed={t.changeFailed} onSubmit={(data) => changing.mutate(fieldOf(data, 'email'))}>
        <TextField
          label={t.newEmail}
          hint={t.newEmailHint}
          name="email"
          type="email"
          pointer="/email"
          autoComplete="email"
          inputMode="email"
          spellCheck={false}
          autoCapitalize="none"
          maxLength={254}
        />
        <FormActions>
          <Button type="submit" isPending={changing.isPending}>
            {t.change}
          </Button>
        </FormActions>
      </Form>
    </div>
  )
}

const places = { 'account.same_email': '/email' }

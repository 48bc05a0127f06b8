import type { SecondFactor } from '@mosis/api'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { factorsQuery } from '../../queries/account.ts'
import { Fault } from '../../shell/identity/other-ways.tsx'
import { useTexts } from '../../texts.ts'
import styles from './account.module.css'
import { RecoveryCodes } from './recovery-codes.tsx'
import { securityTexts } from './security.texts.ts'
import { SetUpTotp } from './set-up-totp.tsx'
import { useForgetFactors } from './use-forget-factors.ts'

/** The authenticator app and its recovery codes. */
export function TotpSection() {
  const t = useTexts(securityTexts)
  const factors = useQuery(factorsQuery)
  const isOn = factors.data?.totp_confirmed_at != null
  const title = (
    <span className={styles.name}>
      {t.app}
      {factors.data && <Badge kind={isOn ? 'good' : 'plain'}>{isOn ? t.on : t.off}</Badge>}
    </span>
  )
  return (
    <Card title={title} lead={t.appLead} level={2}>
      <Loaded query={factors} waiting={t.appLoading} failed={t.appFailed}>
        {(factors) =>
          factors.totp_confirmed_at === null ? <Off /> : <On factors={factors} since={factors.totp_confirmed_at} />
        }
      </Loaded>
    </Card>
  )
}

interface Started {
  secret: string
  otpauth_url: string
}

function Off() {
  const t = useTexts(securityTexts)
  const [started, setStarted] = useState<Started>()
  const starting = useMutation({
    mutationFn: () => callConfirmed(contract.secondFactor.startTotp, {}),
    onSuccess: setStarted,
  })
  return (
    <div className={styles.stack}>
      <p>{t.offText}</p>
      <Fault error={starting.error} failed={t.setUpFailed} />
      <Button isPending={starting.isPending} onPress={() => starting.mutate()}>
        {t.setUp}
      </Button>
      {started && <SetUpTotp {...started} onClose={() => setStarted(undefined)} />}
    </div>
  )
}

function On({ factors, since }: { factors: SecondFactor; since: string }) {
  const t = useTexts(securityTexts)
  const toasts = useToasts()
  const forget = useForgetFactors()
  const [isAsking, setIsAsking] = useState(false)
  const [codes, setCodes] = useState<readonly string[]>()
  const replacing = useMutation({
    mutationFn: () => callConfirmed(contract.secondFactor.replaceRecoveryCodes, {}),
    async onSuccess({ recovery_codes }) {
      setCodes(recovery_codes)
      await forget()
    },
  })
  const dropping = useMutation({
    mutationFn: () => callConfirmed(contract.secondFactor.dropTotp, {}),
    async onSuccess() {
      setIsAsking(false)
      toasts.good(t.switchedOff)
      await forget()
    },
  })
  return (
    <div className={styles.stack}>
      <p>
        {t.since} <Time value={since} kind="date" />
        {' · '}
        {t.codesLeft(factors.recovery_codes_left)}
      </p>
      <p className={styles.soft}>{t.codesText}</p>
      <Fault error={replacing.error} failed={t.newCodesFailed} />
      <div className={styles.tools}>
        <Button isPending={replacing.isPending} onPress={() => replacing.mutate()}>
          {t.newCodes}
        </Button>
        <Button onPress={() => setIsAsking(true)}>{t.switchOff}</Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          dropping.reset()
          setIsAsking(false)
        }}
        title={t.offTitle}
        act={t.switchOff}
        onConfirm={dropping.mutate}
        isPending={dropping.isPending}
        error={dropping.error}
      >
        {t.offWarning}
      </ConfirmDialog>
      {codes && (
        <Dialog isOpen isDismissable={false} onClose={() => setCodes(undefined)} title={t.codesTitle}>
          <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />
        </Dialog>
      )}
    </div>
  )
}

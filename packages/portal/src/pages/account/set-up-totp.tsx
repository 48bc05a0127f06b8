import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { CopyField } from '../../parts/copy-field.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useTexts } from '../../texts.ts'
import { useErrorAt } from '../../use-error-at.ts'
import { QrCode } from './qr-code.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { securityTexts } from './security.texts.ts'
import styles from './set-up-totp.module.css'
import { useForgetFactors } from './use-forget-factors.ts'

interface SetUpTotpProps {
  secret: string
  otpauth_url: string
  onClose: () => void
}

/** The picture for the app, the code that proves it was read, and then the recovery codes: in one dialog, one after the other. */
export function SetUpTotp({ secret, otpauth_url, onClose }: SetUpTotpProps) {
  const t = useTexts(securityTexts)
  const forget = useForgetFactors()
  const [codes, setCodes] = useState<readonly string[]>()
  const close = () => {
    onClose()
    if (codes) void forget()
  }
  const confirming = useMutation({
    mutationFn: (code: string) => callConfirmed(contract.secondFactor.confirmTotp, { body: { code } }),
    onSuccess: ({ recovery_codes }) => setCodes(recovery_codes),
  })
  const error = useErrorAt(confirming.error, places)
  if (codes) {
    return (
      <Dialog isOpen isDismissable={false} onClose={close} title={t.codesTitle}>
        <RecoveryCodes codes={codes} onKept={close} />
      </Dialog>
    )
  }
  return (
    <Dialog isOpen onClose={close} isDismissable={!confirming.isPending} title={t.setUpTitle}>
      <div className={styles.step}>
        <h3>{t.step1}</h3>
        <QrCode text={otpauth_url} label={t.qr} />
        <CopyField label={t.noCamera} value={secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
      </div>
      <div className={styles.step}>
        <h3>{t.step2}</h3>
        <Form error={error} failed={t.confirmFailed} onSubmit={(data) => confirming.mutate(fieldOf(data, 'code'))}>
          <TextField
            label={t.code}
            hint={t.codeHint}
            name="code"
            pointer="/code"
            autoComplete="one-time-code"
            inputMode="numeric"
            isCode
            maxLength={16}
          />
          <FormActions>
            <Button onPress={close} isDisabled={confirming.isPending}>
              {t.cancel}
            </Button>
            <Button type="submit" kind="primary" isPending={confirming.isPending}>
              {t.switchOn}
            </Button>
          </FormActions>
        </Form>
      </div>
    </Dialog>
  )
}

const places = { 'auth.wrong_code': '/code' }

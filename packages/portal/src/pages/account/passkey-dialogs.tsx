import type { Passkey } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { call } from '../../call.ts'
import { callConfirmed } from '../../confirmed-call.ts'
import { fieldOf } from '../../field-of.ts'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useTexts } from '../../texts.ts'
import { explainPasskeyFailure, makePasskey } from '../../webauthn.ts'
import { passkeyFailureTexts } from '../../webauthn.texts.ts'
import { securityTexts } from './security.texts.ts'
import { useForgetFactors } from './use-forget-factors.ts'

/** Asks for a name, then has the device make the passkey. */
export function AddPasskey({ onClose }: { onClose: () => void }) {
  const t = useTexts(securityTexts)
  const failures = useTexts(passkeyFailureTexts)
  const toasts = useToasts()
  const forget = useForgetFactors()
  const adding = useMutation({
    async mutationFn(name: string) {
      const options = await callConfirmed(contract.passkeys.startPasskey, {})
      const response = await makePasskey(options)
      return callConfirmed(contract.passkeys.addPasskey, { body: { name, response } })
    },
    async onSuccess() {
      onClose()
      await forget()
      toasts.good(t.addedNow)
    },
  })
  const failure = explainPasskeyFailure(adding.error)
  return (
    <Dialog isOpen onClose={onClose} isDismissable={!adding.isPending} title={t.addPasskey}>
      {failure !== undefined && (
        <Notice kind="bad" isNew title={t.addFailed}>
          {failures[failure]}
        </Notice>
      )}
      <NameForm
        error={failure === undefined ? adding.error : null}
        failed={t.addFailed}
        name={t.passkeyNameDefault}
        act={t.make}
        isPending={adding.isPending}
        onSubmit={adding.mutate}
        onClose={onClose}
      />
    </Dialog>
  )
}

export function RenamePasskey({ passkey: { id, name }, onClose }: { passkey: Passkey; onClose: () => void }) {
  const t = useTexts(securityTexts)
  const toasts = useToasts()
  const forget = useForgetFactors()
  const renaming = useMutation({
    mutationFn: (name: string) => call(contract.passkeys.renamePasskey, { params: { passkey_id: id }, body: { name } }),
    async onSuccess() {
      onClose()
      await forget()
      toasts.good(t.renamed)
    },
  })
  return (
    <Dialog isOpen onClose={onClose} isDismissable={!renaming.isPending} title={t.renameTitle(name)}>
      <NameForm
        error={renaming.error}
        failed={t.renameFailed}
        name={name}
        act={t.save}
        isPending={renaming.isPending}
        onSubmit={renaming.mutate}
        onClose={onClose}
      />
    </Dialog>
  )
}

interface NameFormProps {
  error: unknown
  failed: string
  name: string
  act: string
  isPending: boolean
  onSubmit: (name: string) => void
  onClose: () => void
}

function NameForm({ error, failed, name, act, isPending, onSubmit, onClose }: NameFormProps) {
  const t = useTexts(securityTexts)
  return (
    <Form error={error} failed={failed} onSubmit={(data) => onSubmit(fieldOf(data, 'name'))}>
      <TextField
        label={t.passkeyName}
        hint={t.passkeyNameHint}
        name="name"
        pointer="/name"
        autoComplete="off"
        maxLength={60}
        defaultValue={name}
        autoFocus
      />
      <FormActions>
        <Button onPress={onClose} isDisabled={isPending}>
          {t.cancel}
        </Button>
        <Button type="submit" kind="primary" isPending={isPending}>
          {act}
        </Button>
      </FormActions>
    </Form>
  )
}

import type { PortalAccount } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { contract } from 'virtual:contract'
import { callConfirmed } from '../../confirmed-call.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Notice } from '../../parts/notice.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { adminKey } from '../../queries/admin.ts'
import { useTexts } from '../../texts.ts'
import { accountActsTexts } from './account-acts.texts.ts'
import type { AccountAct } from './account-actions.tsx'
import styles from './admin.module.css'

const longestReason = 300

interface AccountActDialogProps {
  account: PortalAccount
  act: AccountAct
  onClose: () => void
}

/** Says what will happen to an account, asks why, and does it. */
export function AccountActDialog({ account, act, onClose }: AccountActDialogProps) {
  switch (act) {
    case 'lock':
      return <LockDialog account={account} onClose={onClose} />
    case 'unlock':
      return <UnlockDialog account={account} onClose={onClose} />
    case 'factor':
      return <FactorDialog account={account} onClose={onClose} />
  }
}

type OneProps = Omit<AccountActDialogProps, 'act'>

function LockDialog({ account: { id, name, email }, onClose }: OneProps) {
  const t = useTexts(accountActsTexts)
  const toasts = useToasts()
  const refresh = useRefresh()
  const unlock = useUnlock()
  const lock = useMutation({
    mutationFn: (reason: string) =>
      callConfirmed(contract.people.lockAccount, { params: { account_id: id }, body: { reason } }),
    async onSuccess() {
      await refresh()
      toasts.good(t.locked(name), { label: t.undo, onPress: () => unlock.mutate({ id, name }) })
      onClose()
    },
  })
  return (
    <ReasonDialog
      title={t.lockTitle(name)}
      effects={t.lockEffects(email)}
      hint={t.lockReasonHint}
      act={t.lock}
      error={lock.error}
      isPending={lock.isPending}
      onAct={lock.mutate}
      onClose={onClose}
    />
  )
}

function UnlockDialog({ account: { id, name, email }, onClose }: OneProps) {
  const t = useTexts(accountActsTexts)
  const unlock = useUnlock()
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.unlockTitle(name)}
      act={t.unlock}
      kind="primary"
      isPending={unlock.isPending}
      error={unlock.error}
      onConfirm={() => unlock.mutate({ id, name }, { onSuccess: onClose })}
    >
      <Effects lines={t.unlockEffects(email)} />
    </ConfirmDialog>
  )
}

function FactorDialog({ account: { id, name, email }, onClose }: OneProps) {
  const t = useTexts(accountActsTexts)
  const toasts = useToasts()
  const refresh = useRefresh()
  const remove = useMutation({
    mutationFn: (reason: string) =>
      callConfirmed(contract.people.removeSecondFactor, { params: { account_id: id }, body: { reason } }),
    async onSuccess() {
      await refresh()
      toasts.good(t.factorGone(name))
      onClose()
    },
  })
  return (
    <ReasonDialog
      title={t.factorTitle(name)}
      effects={t.factorEffects(email)}
      hint={t.factorReasonHint}
      act={t.factorAct}
      error={remove.error}
      isPending={remove.isPending}
      onAct={remove.mutate}
      onClose={onClose}
    >
      <Notice kind="warn" title={t.factorWarning}>
        {t.factorWarningText}
      </Notice>
    </ReasonDialog>
  )
}

interface ReasonDialogProps {
  title: string
  effects: string
  /** Who reads the reason. */
  hint: string
  act: string
  error: unknown
  isPending: boolean
  onAct: (reason: string) => void
  onClose: () => void
  children?: ReactNode
}

function ReasonDialog({ title, effects, hint, act, error, isPending, onAct, onClose, children }: ReasonDialogProps) {
  const t = useTexts(accountActsTexts)
  const [reason, setReason] = useState('')
  return (
    <Dialog isOpen onClose={onClose} title={title}>
      {children}
      <Effects lines={effects} />
      <Form onSubmit={() => onAct(reason)} error={error} failed={t.failed}>
        <TextArea
          label={t.reason}
          hint={hint}
          pointer="/reason"
          rows={2}
          maxLength={longestReason}
          value={reason}
          onChange={setReason}
        />
        <FormActions>
          <Button type="submit" kind="danger" isPending={isPending}>
            {act}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

function Effects({ lines }: { lines: string }) {
  const t = useTexts(accountActsTexts)
  return (
    <ul className={styles.effects} aria-label={t.happens}>
      {lines.split('\n').map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function useRefresh() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: adminKey })
}

/** Also the way back from a lock, from the message that says that it is there. */
function useUnlock() {
  const t = useTexts(accountActsTexts)
  const toasts = useToasts()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id }: { id: string; name: string }) =>
      callConfirmed(contract.people.unlockAccount, { params: { account_id: id } }),
    async onSuccess(_account, { name }) {
      await refresh()
      toasts.good(t.unlocked(name))
    },
  })
}

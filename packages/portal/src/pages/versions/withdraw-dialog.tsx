import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { withdrawVersion } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { versionTexts } from './version.texts.ts'
import styles from './draft-step.module.css'

/** Withdraws a version for good, after asking once and for its name. */
export function WithdrawDialog({ version, onClose }: { version: Version; onClose: () => void }) {
  const t = useTexts(versionTexts)
  const toasts = useToasts()
  const changed = useAppChanged()
  const [reason, setReason] = useState('')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => withdrawVersion(version, reason),
    async onSuccess() {
      await changed(version.app_id)
      onClose()
      toasts.good(t.withdrawn(version.version))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.withdrawTitle(version.version)}
      act={t.withdraw}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
      typed={version.version}
    >
      <div className={styles.fields}>
        <p>{t.withdrawLead}</p>
        <TextField label={t.withdrawWhy} hint={t.withdrawWhyHint} isOptional value={reason} onChange={setReason} />
      </div>
    </ConfirmDialog>
  )
}

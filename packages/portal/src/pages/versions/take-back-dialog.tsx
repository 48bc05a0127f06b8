import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { cancelVersion } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { versionTexts } from './version.texts.ts'

/** Takes a submitted version back to draft, after asking once. */
export function TakeBackDialog({ version, onClose }: { version: Version; onClose: () => void }) {
  const t = useTexts(versionTexts)
  const toasts = useToasts()
  const changed = useAppChanged()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => cancelVersion(version),
    async onSuccess() {
      await changed(version.app_id)
      onClose()
      toasts.good(t.tookBack(version.version))
    },
  })
  return (
    <ConfirmDialog
      isOpen
      kind="primary"
      onClose={onClose}
      title={t.takeBackTitle(version.version)}
      act={t.takeBack}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
    >
      {t.takeBackLead}
    </ConfirmDialog>
  )
}

import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged, useMayInApp } from '../../queries/apps.ts'
import { deleteVersion } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { draftTexts } from './draft.texts.ts'

/** Deletes a draft, after asking once. */
export function DeleteDraft({ version }: { version: Version }) {
  const t = useTexts(draftTexts)
  const toasts = useToasts()
  const navigate = useNavigate()
  const changed = useAppChanged()
  const [isOpen, setIsOpen] = useState(false)
  const mayDelete = useMayInApp(version.app_id, 'version.delete')
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => deleteVersion(version),
    async onSuccess() {
      await navigate({ to: '/apps/$appId/versions', params: { appId: version.app_id } })
      await changed(version.app_id)
      toasts.good(t.deleted(version.version))
    },
  })
  if (!mayDelete) return null
  return (
    <>
      <Button kind="quiet" onPress={() => setIsOpen(true)}>
        {t.delete}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title={t.deleteTitle(version.version)}
        act={t.delete}
        onConfirm={() => mutate()}
        isPending={isPending}
        error={error}
      >
        {t.deleteLead}
      </ConfirmDialog>
    </>
  )
}

import type { Version } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useAppChanged } from '../../queries/apps.ts'
import { appealQuarantine, appealVersion } from '../../queries/versions.ts'
import { useTexts } from '../../texts.ts'
import { versionTexts } from './version.texts.ts'

/** Appeals against a rejection or a quarantine. */
export function AppealDialog({ version, onClose }: { version: Version; onClose: () => void }) {
  const t = useTexts(versionTexts)
  const toasts = useToasts()
  const changed = useAppChanged()
  const [text, setText] = useState('')
  const isQuarantine = version.state === 'quarantined'
  const { mutate, isPending, error } = useMutation({
    async mutationFn() {
      await (isQuarantine ? appealQuarantine(version, text) : appealVersion(version, text))
    },
    async onSuccess() {
      await changed(version.app_id)
      onClose()
      toasts.good(t.appealed)
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      isDismissable={!isPending}
      title={isQuarantine ? t.quarantineAppealTitle(version.version) : t.appealTitle(version.version)}
      lead={isQuarantine ? t.quarantineAppealLead : t.appealLead}
    >
      <Form onSubmit={() => mutate()} error={error}>
        <TextArea
          label={t.appealText}
          pointer="/text"
          rows={6}
          maxLength={4000}
          value={text}
          onChange={setText}
          autoFocus
        />
        <FormActions>
          <Button type="submit" kind="primary" isPending={isPending}>
            {t.appealSend}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

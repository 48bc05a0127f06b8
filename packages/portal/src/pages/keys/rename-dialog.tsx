import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { TextField } from '../../parts/text-field.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useTexts } from '../../texts.ts'
import { keysTexts } from './keys.texts.ts'

interface RenameDialogProps {
  name: string
  rename: UseMutationResult<unknown, Error, string>
  onClose: () => void
}

/** Asks for another name. */
export function RenameDialog({ name, rename, onClose }: RenameDialogProps) {
  const t = useTexts(keysTexts)
  const toasts = useToasts()
  const [typed, setTyped] = useState(name)
  const save = () =>
    rename.mutate(typed, {
      onSuccess() {
        toasts.good(t.saved)
        onClose()
      },
    })
  return (
    <Dialog isOpen onClose={onClose} title={t.renameTitle(name)}>
      <Form onSubmit={save} error={rename.error}>
        <TextField label={t.name} pointer="/name" value={typed} onChange={setTyped} autoFocus autoComplete="off" />
        <FormActions>
          <Button type="submit" kind="primary" isPending={rename.isPending}>
            {t.save}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

import { useState } from 'react'
import type { ReactNode } from 'react'
import { useTexts } from '../texts.ts'
import { useErrorWords } from '../words/use-words.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { dialogTexts } from './dialog.texts.ts'
import { Notice } from './notice.tsx'
import { TextField } from './text-field.tsx'

export interface ConfirmDialogProps {
  isOpen: boolean
  onClose: () => void
  title: ReactNode
  /** What will happen, and what of it can be undone. */
  children: ReactNode
  /** Says the act: "Delete Weather", never "OK". */
  act: string
  onConfirm: () => void
  kind?: 'danger' | 'primary'
  isPending?: boolean
  /** Why the last try failed. */
  error?: unknown
  /** Has to be typed first, where nothing can be undone: the app's id. */
  typed?: string
}

/** Asks once before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  // What was typed goes with the dialog.
  return props.isOpen && <OpenConfirmDialog {...props} />
}

function OpenConfirmDialog({
  onClose,
  title,
  children,
  act,
  onConfirm,
  kind = 'danger',
  isPending,
  error,
  typed,
}: ConfirmDialogProps) {
  const t = useTexts(dialogTexts)
  const [text, setText] = useState('')
  const { message, fix, lang } = useErrorWords()(error)
  const isReady = typed === undefined || text.trim() === typed
  return (
    <Dialog
      isOpen
      role="alertdialog"
      onClose={onClose}
      isDismissable={!isPending}
      title={title}
      actions={
        <>
          <Button onPress={onClose} isDisabled={isPending} data-autofocus={typed === undefined || undefined}>
            {t.cancel}
          </Button>
          <Button kind={kind} onPress={onConfirm} isPending={isPending} isDisabled={!isReady}>
            {act}
          </Button>
        </>
      }
    >
      {error != null && (
        <Notice kind="bad" isNew title={<span lang={lang}>{message}</span>}>
          <span lang={lang}>{fix}</span>
        </Notice>
      )}
      <div>{children}</div>
      {typed !== undefined && (
        <TextField
          label={t.typed(typed)}
          value={text}
          onChange={setText}
          isCode
          autoComplete="off"
          onKeyDown={({ key }) => key === 'Enter' && isReady && !isPending && onConfirm()}
        />
      )}
    </Dialog>
  )
}

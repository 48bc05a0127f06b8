import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog } from '../parts/confirm-dialog.tsx'
import { defineTexts, useTexts } from '../texts.ts'

const texts = defineTexts({
  en: {
    title: 'Leave without saving?',
    lead: 'What you changed on this page is not saved.',
    leave: 'Leave without saving',
  },
  de: {
    title: 'Ohne Speichern verlassen?',
    lead: 'Die Änderungen auf dieser Seite sind nicht gespeichert.',
    leave: 'Ohne Speichern verlassen',
  },
})

/** Asks once before a page is left while something on it is not saved; closing the window is asked by the browser. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const t = useTexts(texts)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      isOpen={status === 'blocked'}
      onClose={() => reset?.()}
      title={t.title}
      act={t.leave}
      onConfirm={() => proceed?.()}
    >
      <p>{t.lead}</p>
    </ConfirmDialog>
  )
}

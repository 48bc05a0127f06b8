import type { Tester } from '@mosis/api'
import { useMutation } from '@tanstack/react-query'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { removeTester, useTestersChanged } from '../../queries/testers.ts'
import { useTexts } from '../../texts.ts'
import { testersTexts } from './testers.texts.ts'

interface RemoveTesterProps {
  appId: string
  tester: Tester
  onClose: () => void
}

/** Takes a tester out, or an invitation back, after saying what that means. */
export function RemoveTester({ appId, tester: { id, email, state }, onClose }: RemoveTesterProps) {
  const t = useTexts(testersTexts)
  const toasts = useToasts()
  const changed = useTestersChanged(appId)
  const isOpen = state === 'invited'
  const who = email ?? t.someTester
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => removeTester(appId, id),
    async onSuccess() {
      await changed()
      onClose()
      toasts.good(isOpen ? t.tookBack : t.removed)
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={isOpen ? t.takeBackTitle(who) : t.removeTitle(who)}
      act={isOpen ? t.takeBackAct : t.removeAct}
      onConfirm={() => mutate()}
      isPending={isPending}
      error={error}
    >
      <p>{isOpen ? t.takeBackLead : t.removeLead}</p>
    </ConfirmDialog>
  )
}

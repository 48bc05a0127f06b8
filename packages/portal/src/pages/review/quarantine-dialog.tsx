import type { Quarantine } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { confirmQuarantine, liftQuarantine, quarantineKey, upholdQuarantine } from '../../queries/quarantines.ts'
import { reviewSummaryQuery } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { JudgementDialog } from './judgement-dialog.tsx'
import { quarantineTexts } from './quarantines.texts.ts'

/** What can be done about a quarantine. */
export type QuarantineStep = 'confirm' | 'lift' | 'uphold'

interface QuarantineDialogProps {
  quarantine: Quarantine
  step: QuarantineStep
  onClose: () => void
}

/** Says what a step does, asks for its reasons, and takes it. */
export function QuarantineDialog({ quarantine, step, onClose }: QuarantineDialogProps) {
  const t = useTexts(quarantineTexts)
  const refresh = useRefresh()
  const name = `${quarantine.app_name} ${quarantine.version}`
  if (step === 'confirm') return <Confirm quarantine={quarantine} name={name} onClose={onClose} />
  if (step === 'lift') {
    return (
      <JudgementDialog
        title={t.liftTitle(name)}
        lead={t.liftLead}
        act={t.liftAct}
        kind="primary"
        code="resolved"
        done={t.lifted(name)}
        onJudge={async (judgement) => {
          await liftQuarantine(quarantine, judgement)
          await refresh()
        }}
        onClose={onClose}
      />
    )
  }
  return (
    <JudgementDialog
      title={t.upholdTitle(name)}
      lead={t.upholdLead}
      act={t.uphold}
      kind="danger"
      done={t.upheld(name)}
      onJudge={async (judgement) => {
        await upholdQuarantine(quarantine, judgement)
        await refresh()
      }}
      onClose={onClose}
    />
  )
}

function Confirm({ quarantine, name, onClose }: { quarantine: Quarantine; name: string; onClose: () => void }) {
  const t = useTexts(quarantineTexts)
  const toasts = useToasts()
  const refresh = useRefresh()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => confirmQuarantine(quarantine),
    async onSuccess() {
      await refresh()
      toasts.good(t.confirmed(name))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t.confirmTitle(name)}
      act={t.confirm}
      isPending={isPending}
      error={error}
      onConfirm={() => mutate()}
    >
      {t.confirmLead}
    </ConfirmDialog>
  )
}

function useRefresh(): () => Promise<unknown> {
  const queryClient = useQueryClient()
  const changed = [quarantineKey, reviewSummaryQuery.queryKey]
  return () => Promise.all(changed.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
}

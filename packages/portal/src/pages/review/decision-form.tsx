import type { Review } from '@mosis/api'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Form } from '../../parts/form.tsx'
import { RadioGroup } from '../../parts/radio-group.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { decideReview, reviewKey, reviewQuery } from '../../queries/reviews.ts'
import type { Outcome } from '../../queries/reviews.ts'
import { useTexts } from '../../texts.ts'
import { checklist as checklistWords } from '../../words/reviews.ts'
import { useOptions } from '../../words/use-words.ts'
import { DecisionChecklist } from './decision-checklist.tsx'
import { findFaults } from './decision-draft.ts'
import type { DecisionDraft } from './decision-draft.ts'
import { DecisionReasons } from './decision-reasons.tsx'
import { decisionTexts } from './decision.texts.ts'
import { useTakeNext } from './take-next.tsx'
import styles from './decision.module.css'

const longestText = 4000
const outcomes = ['approve', 'request_changes', 'reject', 'escalate'] as const satisfies readonly Outcome[]

interface DecisionFormProps {
  review: Review
  draft: DecisionDraft
  onChange: (draft: DecisionDraft) => void
  onDecided: () => void
}

/** What becomes of the version, with everything that the choice wants to be said. */
export function DecisionForm({ review, draft, onChange, onDecided }: DecisionFormProps) {
  const t = useTexts(decisionTexts)
  const items = useOptions(checklistWords)
  const [faults, setFaults] = useState<ReturnType<typeof findFaults>>([])
  const [isAsking, setIsAsking] = useState(false)
  const decide = useDecide(review, onDecided)
  const { outcome } = draft
  const set = (change: Partial<DecisionDraft>) => {
    setFaults([])
    onChange({ ...draft, ...change })
  }
  const send = () => {
    if (outcome !== '') decide.mutate({ ...draft, outcome })
  }
  const submit = () => {
    const found = findFaults(
      draft,
      items.map(({ id }) => id),
      t,
    )
    setFaults(found)
    if (found.length > 0) return
    if (outcome === 'reject') setIsAsking(true)
    else send()
  }
  // One object for as long as the faults are the same: the summary takes the focus with each new one.
  const ownError = useMemo(() => (faults.length > 0 ? { errors: faults } : undefined), [faults])
  const isRefusal = outcome === 'reject' || outcome === 'request_changes'
  return (
    <Form onSubmit={submit} error={ownError ?? (isAsking ? undefined : decide.error)} failed={t.failed}>
      <RadioGroup<Outcome>
        label={t.outcome}
        pointer="/outcome"
        value={outcome}
        options={outcomes
          .filter((each) => each !== 'escalate' || review.escalation === null)
          .map((value) => ({ value, label: t.outcomes[value], ...(value === outcome && { hint: t.hints[value] }) }))}
        onChange={(chosen) => set({ outcome: chosen })}
      />
      {outcome === 'approve' && (
        <DecisionChecklist ticked={draft.checklist} onChange={(checklist) => set({ checklist })} />
      )}
      {isRefusal && <DecisionReasons chosen={draft.reason_codes} onChange={(reason_codes) => set({ reason_codes })} />}
      {outcome !== '' && (
        <TextArea
          label={outcome === 'escalate' ? t.why : t.text}
          hint={outcome === 'escalate' ? t.whyHint : outcome === 'approve' ? t.textApproveHint : t.textHint}
          pointer="/reason"
          isOptional={outcome !== 'escalate'}
          rows={outcome === 'approve' ? 2 : 5}
          maxLength={longestText}
          value={draft.reason}
          onChange={(reason) => set({ reason })}
        />
      )}
      <div className={styles.send}>
        <Button type="submit" kind={outcome === 'reject' ? 'danger' : 'primary'} isWide isPending={decide.isPending}>
          {outcome === '' ? t.decide : t.outcomes[outcome]}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t.rejectTitle(`${review.app_name} ${review.version}`)}
        act={t.outcomes.reject}
        isPending={decide.isPending}
        error={decide.error}
        onConfirm={send}
      >
        {t.rejectLead}
      </ConfirmDialog>
    </Form>
  )
}

function useDecide(review: Review, onDecided: () => void) {
  const t = useTexts(decisionTexts)
  const toasts = useToasts()
  const queryClient = useQueryClient()
  const { take } = useTakeNext()
  return useMutation({
    mutationFn: (decision: DecisionDraft & { outcome: Outcome }) => decideReview(review.id, decision),
    onSuccess(decided, { outcome }) {
      onDecided()
      queryClient.setQueryData(reviewQuery(review.id).queryKey, decided)
      toasts.good(t.done[outcome](`${review.app_name} ${review.version}`), { label: t.next, onPress: take })
      return queryClient.invalidateQueries({ queryKey: reviewKey })
    },
    // Somebody else may have decided: the page should say so.
    onError: () => queryClient.invalidateQueries({ queryKey: reviewQuery(review.id).queryKey }),
  })
}

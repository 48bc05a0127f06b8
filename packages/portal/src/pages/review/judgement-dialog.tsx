import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../../parts/button.tsx'
import { Dialog } from '../../parts/dialog.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Select } from '../../parts/select.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { useToasts } from '../../parts/toast.tsx'
import type { Judgement } from '../../queries/quarantines.ts'
import { useTexts } from '../../texts.ts'
import { safetyReasons } from '../../words/safety.ts'
import { useOptions } from '../../words/use-words.ts'
import { judgementTexts } from './judgement.texts.ts'

const longestReason = 4000
const longestPublicReason = 500

interface JudgementDialogProps {
  title: string
  /** What will happen. */
  lead: string
  act: string
  kind: 'primary' | 'danger'
  /** The reason that is likely; none where the answer has no code. */
  code?: Judgement['reason_code']
  done: string
  onJudge: (judgement: Judgement) => Promise<unknown>
  onClose: () => void
  /** Fields before the reasons. */
  children?: ReactNode
}

/** Asks for the reasons of a decision about something published: for its team, and for everybody. */
export function JudgementDialog(props: JudgementDialogProps) {
  const { title, lead, act, kind, code: firstCode, done, onJudge, onClose, children } = props
  const t = useTexts(judgementTexts)
  const toasts = useToasts()
  const reasons = useOptions(safetyReasons)
  const [code, setCode] = useState<Judgement['reason_code']>(firstCode ?? 'other')
  const [reason, setReason] = useState('')
  const [publicReason, setPublicReason] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => onJudge({ reason_code: code, reason, public_reason: publicReason }),
    onSuccess() {
      toasts.good(done)
      onClose()
    },
  })
  return (
    <Dialog isOpen onClose={onClose} title={title} lead={lead}>
      <Form onSubmit={() => mutate()} error={error} failed={t.failed}>
        {children}
        {firstCode !== undefined && (
          <Select
            label={t.why}
            pointer="/reason_code"
            value={code}
            options={reasons.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setCode}
          />
        )}
        <TextArea
          label={firstCode === undefined ? t.forAnswer : t.forTeam}
          pointer="/reason"
          maxLength={longestReason}
          value={reason}
          onChange={setReason}
        />
        <TextArea
          label={t.forAll}
          hint={t.forAllHint}
          pointer="/public_reason"
          rows={2}
          maxLength={longestPublicReason}
          value={publicReason}
          onChange={setPublicReason}
        />
        <FormActions>
          <Button type="submit" kind={kind} isPending={isPending}>
            {act}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  )
}

import type { Review } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { KeyValues } from '../../parts/key-values.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { reviewReasonNames, reviewStates } from '../../words/reviews.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useWords } from '../../words/use-words.ts'
import { decisionTexts } from './decision.texts.ts'
import { reviewLooks } from './review-looks.ts'
import { TakeNext } from './take-next.tsx'
import styles from './decision.module.css'

/** What was decided and why, and the way to the next review. */
export function Decided({ review }: { review: Review }) {
  const t = useTexts(decisionTexts)
  const { number, list } = useFormat()
  const sayState = useWords(reviewStates)
  const sayReason = useWords(reviewReasonNames)
  const sayNote = useNotes()
  const { state, decided_at, reason, reason_note, reason_codes, checklist } = review
  return (
    <>
      <p>
        <StatusPill {...reviewLooks[state]} label={sayState(state)} />
      </p>
      <KeyValues
        items={[
          ...(decided_at === null ? [] : [{ label: t.decidedAt, value: <Time value={decided_at} /> }]),
          ...(reason_codes.length === 0 ? [] : [{ label: t.reasons, value: list(reason_codes.map(sayReason)) }]),
        ]}
      />
      {reason !== null && reason !== '' && (
        <div className={styles.quote}>
          <RichText text={showHidden(sayNote(reason, reason_note))} />
        </div>
      )}
      {checklist.length > 0 && <p className={styles.soft}>{t.lookedAt(checklist.length, number(checklist.length))}</p>}
      <TakeNext kind="primary" isWide />
    </>
  )
}

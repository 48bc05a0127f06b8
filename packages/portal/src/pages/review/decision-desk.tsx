import type { Review } from '@mosis/api'
import { useState } from 'react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Drawer } from '../../parts/drawer.tsx'
import { useTexts } from '../../texts.ts'
import { ClaimBox } from './claim-box.tsx'
import { Decided } from './decided.tsx'
import { emptyDraft } from './decision-draft.ts'
import type { DecisionDraft } from './decision-draft.ts'
import { DecisionForm } from './decision-form.tsx'
import { decisionTexts } from './decision.texts.ts'
import { reviewTexts } from './review.texts.ts'
import { useClaim } from './use-claim.ts'
import styles from './decision.module.css'

/**
 * The decision, always in view: beside what is read, or on a narrow window behind a button at its foot. What was chosen and
 * typed stays when the view, the claim or the window changes.
 */
export function DecisionDesk({ review }: { review: Review }) {
  const t = useTexts(decisionTexts)
  const claimTexts = useTexts(reviewTexts)
  const claiming = useClaim(review)
  const { holder } = claiming
  const [draft, setDraft] = useState<DecisionDraft>(emptyDraft)
  const [isOpen, setIsOpen] = useState(false)
  const finish = () => {
    setIsOpen(false)
    setDraft(emptyDraft)
  }
  const isOpenReview = review.state === 'open'
  const content = isOpenReview ? (
    <>
      <ClaimBox review={review} claiming={claiming} />
      {holder === 'me' && <DecisionForm review={review} draft={draft} onChange={setDraft} onDecided={finish} />}
    </>
  ) : (
    <Decided review={review} />
  )
  return (
    <>
      <aside className={styles.aside} aria-label={t.title}>
        <Card title={isOpenReview ? t.title : t.decidedTitle} level={2}>
          <div className={styles.stack}>{content}</div>
        </Card>
      </aside>
      <div className={styles.bar}>
        <span className={styles.soft}>
          {holder === 'me' ? claimTexts.yours : isOpenReview ? claimTexts.claimTitle : ''}
        </span>
        <Button kind="primary" onPress={() => setIsOpen(true)}>
          {isOpenReview ? t.decide : t.decidedTitle}
        </Button>
      </div>
      <Drawer isOpen={isOpen} onClose={() => setIsOpen(false)} title={isOpenReview ? t.title : t.decidedTitle}>
        <div className={styles.stack}>{content}</div>
      </Drawer>
    </>
  )
}

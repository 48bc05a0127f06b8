import type { Review } from '@mosis/api'
import { useState } from 'react'
import { useFormat } from '../../format.ts'
import { Button } from '../../parts/button.tsx'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Time } from '../../parts/time.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { useErrorWords } from '../../words/use-words.ts'
import { decisionTexts } from './decision.texts.ts'
import { reviewTexts } from './review.texts.ts'
import type { Claiming } from './use-claim.ts'
import styles from './decision.module.css'

const warnMs = 3 * 60_000

interface ClaimBoxProps {
  review: Review
  claiming: Claiming
}

/** Who works on the review, for how long, and the way to take it, keep it and give it back. */
export function ClaimBox({ review, claiming }: ClaimBoxProps) {
  const say = useErrorWords()
  const { holder, error } = claiming
  const { message, fix, lang } = say(error)
  return (
    <div className={styles.claim}>
      {error != null && (
        <Notice kind="bad" isNew title={<span lang={lang}>{message}</span>}>
          <span lang={lang}>{fix}</span>
        </Notice>
      )}
      {holder === 'me' && <Mine claiming={claiming} />}
      {holder === 'other' && <Others review={review} claiming={claiming} />}
      {holder === 'nobody' && <Free review={review} claiming={claiming} />}
    </div>
  )
}

function Mine({ claiming: { leftMs, claim, giveBack, isClaiming, isGivingBack } }: { claiming: Claiming }) {
  const t = useTexts(reviewTexts)
  const { duration } = useFormat()
  const left = duration(leftMs)
  const buttons = (
    <>
      <Button size="small" onPress={claim} isPending={isClaiming} aria-label={t.extendLong}>
        {t.extend}
      </Button>
      <Button size="small" kind="quiet" onPress={giveBack} isPending={isGivingBack}>
        {t.giveBack}
      </Button>
    </>
  )
  if (leftMs < warnMs) {
    return (
      <Notice kind="warn" isNew title={t.endsSoon(left)} actions={buttons}>
        {t.endsSoonLead}
      </Notice>
    )
  }
  return (
    <div className={styles.mine}>
      <p>
        <span className={styles.strong}>{t.yours}</span> <span className={styles.soft}>{t.left(left)}</span>
      </p>
      <div className={styles.buttons}>{buttons}</div>
    </div>
  )
}

function Others({ review, claiming }: { review: Review; claiming: Claiming }) {
  const t = useTexts(reviewTexts)
  const { role } = useAccount()
  const [isAsking, setIsAsking] = useState(false)
  const { claim } = review
  if (claim === null) return null
  const { name } = claim.by
  return (
    <>
      <Notice
        title={t.claimedBy(name)}
        actions={
          role === 'admin' && (
            <Button size="small" onPress={() => setIsAsking(true)}>
              {t.takeOver}
            </Button>
          )
        }
      >
        <p>{t.claimedLead}</p>
        <p>
          {t.claimedUntil} <Time value={claim.until} />
        </p>
      </Notice>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t.takeOverTitle(name)}
        act={t.takeOver}
        kind="primary"
        isPending={claiming.isClaiming}
        error={claiming.error}
        onConfirm={claiming.takeOver}
      >
        {t.takeOverLead(name)}
      </ConfirmDialog>
    </>
  )
}

function Free({ review, claiming }: ClaimBoxProps) {
  const t = useTexts(reviewTexts)
  const decision = useTexts(decisionTexts)
  const { role } = useAccount()
  if (review.escalation !== null && role !== 'admin') {
    return <Notice title={decision.adminOnly}>{decision.adminOnlyLead}</Notice>
  }
  return (
    <>
      {claiming.hasLapsed ? (
        <Notice kind="warn" isNew title={t.ended}>
          {t.endedLead}
        </Notice>
      ) : (
        <div>
          <p className={styles.strong}>{t.claimTitle}</p>
          <p className={styles.soft}>{t.claimLead}</p>
        </div>
      )}
      <Button kind="primary" isWide onPress={claiming.claim} isPending={claiming.isClaiming}>
        {t.claim}
      </Button>
    </>
  )
}

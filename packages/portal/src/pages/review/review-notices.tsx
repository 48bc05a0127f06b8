import type { Review } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../parts/notice.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { riskReasons } from '../../words/reviews.ts'
import { useManualReasons, useWords } from '../../words/use-words.ts'
import { reviewTexts } from './review.texts.ts'
import styles from './review.module.css'

/** What a reviewer must know before anything else: an appeal, who left it to an admin, why it is here. */
export function ReviewNotices({ review }: { review: Review }) {
  const t = useTexts(reviewTexts)
  const sayRisk = useWords(riskReasons)
  const sayManual = useManualReasons()
  const { appeal, escalation, risk_reasons, manual_reasons, state } = review
  return (
    <>
      {appeal !== null && (
        <Notice
          kind="warn"
          title={t.appealTitle}
          actions={
            <Link to="/review/$reviewId" params={{ reviewId: appeal.review_id }} search={{ tab: 'history' }}>
              {t.appealLink}
            </Link>
          }
        >
          <RichText text={showHidden(appeal.text)} />
        </Notice>
      )}
      {state === 'open' && escalation !== null && (
        <Notice kind="warn" title={t.escalationTitle(escalation.by.name)}>
          <RichText text={showHidden(escalation.reason)} />
        </Notice>
      )}
      {(risk_reasons.length > 0 || manual_reasons.length > 0) && (
        <details className={styles.why}>
          <summary>{risk_reasons.length > 0 ? t.risk : t.manualTitle}</summary>
          <ul>
            {risk_reasons.map(({ code, details }) => (
              <li key={code}>
                {sayRisk(code)}
                {details.length > 0 && <span className={styles.soft}> {details.map(showHidden).join(' · ')}</span>}
              </li>
            ))}
            {risk_reasons.length === 0 &&
              manual_reasons.map((reason) => {
                const said = sayManual(reason)
                return (
                  <li key={reason} lang={said.lang}>
                    {said.text}
                  </li>
                )
              })}
          </ul>
        </details>
      )}
    </>
  )
}

import type { Review } from '@mosis/api'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../parts/notice.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { permissions } from '../../words/permissions.ts'
import { behaviourChanges, behaviourEndings, riskReasons } from '../../words/reviews.ts'
import { useManualReasons } from '../../words/use-notes.ts'
import { useFindingWords, useWords } from '../../words/use-words.ts'
import { reviewTexts } from './review.texts.ts'
import styles from './review.module.css'

type Risk = Review['risk_reasons'][number]

/** What a risk is about, in the language of the page where it is more than a name. */
function useRiskDetails({ behaviour, behaviour_changes, findings }: Review): (risk: Risk) => readonly string[] {
  const sayChange = useWords(behaviourChanges)
  const sayEnding = useWords(behaviourEndings)
  const sayPermission = useWords(permissions)
  const sayFinding = useFindingWords()
  return ({ code, details }) => {
    if (code === 'dangerous_permission') return details.map((name) => sayPermission(name))
    if (code === 'behaviour') {
      const ending = behaviour === null || behaviour.ended === 'finished' ? [] : [sayEnding(behaviour.ended)]
      const changes = (behaviour_changes ?? []).filter(({ kind }) => kind !== 'end')
      return [...ending, ...changes.map(({ kind, what }) => `${sayChange(kind)} ${what}`)]
    }
    if (code !== 'warnings') return details
    return details.map((rule) => {
      const found = findings.find((finding) => finding.code === rule)
      return found ? sayFinding(found).message.text : rule
    })
  }
}

/** What a reviewer must know before anything else: an appeal, who left it to an admin, why it is here. */
export function ReviewNotices({ review }: { review: Review }) {
  const t = useTexts(reviewTexts)
  const sayRisk = useWords(riskReasons)
  const sayManual = useManualReasons()
  const detailsOf = useRiskDetails(review)
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
            {risk_reasons.map((reason) => {
              const details = detailsOf(reason)
              return (
                <li key={reason.code}>
                  {sayRisk(reason.code)}
                  {details.length > 0 && <span className={styles.soft}> {details.map(showHidden).join(' · ')}</span>}
                </li>
              )
            })}
            {risk_reasons.length === 0 &&
              sayManual(review).map(({ text, lang }) => (
                <li key={text} lang={lang}>
                  {showHidden(text)}
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  )
}

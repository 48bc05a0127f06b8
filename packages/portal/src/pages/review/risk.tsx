import type { Review } from '@mosis/api'
import { useFormat } from '../../format.ts'
import { Badge } from '../../parts/badge.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { VisuallyHidden } from '../../parts/visually-hidden.tsx'
import { useTexts } from '../../texts.ts'
import { riskReasonNames } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { queueTexts } from './queue.texts.ts'
import styles from './queue.module.css'

const high = 60
const some = 30

interface RiskProps {
  review: Pick<Review, 'risk' | 'risk_reasons'>
  /** Says in sight what the number is: where no column does. */
  isNamed?: boolean
}

/** How risky a version is, and why in a few words. */
export function Risk({ review: { risk, risk_reasons }, isNamed = false }: RiskProps) {
  const t = useTexts(queueTexts)
  const { number } = useFormat()
  const say = useWords(riskReasonNames)
  const level = risk >= high ? styles.isHigh : risk >= some ? styles.isSome : undefined
  return (
    <span className={styles.risk}>
      <span className={joinClasses(styles.score, level)}>
        <VisuallyHidden>{t.riskOf(number(risk))}</VisuallyHidden>
        <span aria-hidden>
          {isNamed && `${t.columns.risk} `}
          {number(risk)}
        </span>
      </span>
      {risk_reasons.map(({ code }) => (
        <Badge key={code}>{say(code)}</Badge>
      ))}
    </span>
  )
}

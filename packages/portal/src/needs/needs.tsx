import type { Need } from '@mosis/api'
import { CircleCheck } from 'lucide-react'
import { Suspense, lazy, useId, useState } from 'react'
import { useFormat } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Icon } from '../parts/icon.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { LinkButton } from '../parts/link-button.tsx'
import { Section } from '../parts/section.tsx'
import { useTexts } from '../texts.ts'
import { teamRoles } from '../words/teams.ts'
import { useWords } from '../words/use-words.ts'
import { describeNeed } from './describe-need.ts'
import type { NeedLine, OfferNeed } from './need-line.ts'
import { needsTexts } from './needs.texts.ts'
import styles from './needs.module.css'
import { SendVerification } from './send-verification.tsx'

// Few are ever answered here; their dialog comes when it is opened.
const AnswerOffer = lazy(async () => ({ default: (await import('./answer-offer.tsx')).AnswerOffer }))

const shownAtFirst = 5

/** What waits for the person, the most urgent first: what happened, and the one thing to do about it. */
export function Needs({ needs }: { needs: readonly Need[] }) {
  const t = useTexts(needsTexts)
  const [isWhole, setIsWhole] = useState(false)
  const [offer, setOffer] = useState<OfferNeed>()
  const lines = useLines(needs)
  const shown = isWhole ? lines : lines.slice(0, shownAtFirst)
  const hidden = lines.length - shownAtFirst
  return (
    <Section title={t.title}>
      <Card isFlush>
        {lines.length === 0 && <NothingWaits />}
        {lines.length > 0 && (
          <ul>
            {shown.map(({ need, line }) => (
              <NeedItem key={line.key} need={need} line={line} onAnswer={setOffer} />
            ))}
          </ul>
        )}
        {hidden > 0 && (
          <div className={styles.more}>
            <Button kind="quiet" size="small" aria-expanded={isWhole} onPress={() => setIsWhole(!isWhole)}>
              {isWhole ? t.less : t.more(hidden)}
            </Button>
          </div>
        )}
      </Card>
      {offer && (
        <Suspense>
          <AnswerOffer offer={offer} onClose={() => setOffer(undefined)} />
        </Suspense>
      )}
    </Section>
  )
}

function useLines(needs: readonly Need[]) {
  const t = useTexts(needsTexts)
  const format = useFormat()
  const roleWord = useWords(teamRoles)
  return needs.flatMap((need) => {
    const line = describeNeed(need, { t, format, roleWord })
    return line ? [{ need, line }] : []
  })
}

interface NeedItemProps {
  need: Need
  line: NeedLine
  onAnswer: (offer: OfferNeed) => void
}

function NeedItem({ need, line, onAnswer }: NeedItemProps) {
  const titleId = useId()
  return (
    <li className={styles.item}>
      <span className={joinClasses(styles.picture, styles[line.tone])}>
        <Icon of={line.icon} />
      </span>
      <div className={styles.words}>
        <p id={titleId} className={styles.title}>
          {line.title}
        </p>
        {line.lead !== undefined && <p className={styles.lead}>{line.lead}</p>}
      </div>
      <div className={styles.action}>
        {line.link && (
          <LinkButton size="small" aria-describedby={titleId} {...line.link}>
            {line.action}
          </LinkButton>
        )}
        {need.kind === 'verify_email' && <SendVerification email={need.email} />}
        {(need.kind === 'invitation' || need.kind === 'transfer') && (
          <Button size="small" aria-describedby={titleId} aria-haspopup="dialog" onPress={() => onAnswer(need)}>
            {line.action}
          </Button>
        )}
      </div>
    </li>
  )
}

function NothingWaits() {
  const t = useTexts(needsTexts)
  return (
    <div className={styles.item}>
      <span className={joinClasses(styles.picture, styles.good)}>
        <Icon of={CircleCheck} />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{t.none}</p>
        <p className={styles.lead}>{t.noneLead}</p>
      </div>
    </div>
  )
}

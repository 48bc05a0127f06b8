import type { Review } from '@mosis/api'
import { useMemo } from 'react'
import { Badge } from '../../parts/badge.tsx'
import { Dotted } from '../../parts/dotted.tsx'
import type { Column } from '../../parts/table.tsx'
import { Named } from '../../parts/named.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Time } from '../../parts/time.tsx'
import { useAccount } from '../../session.ts'
import { useTexts } from '../../texts.ts'
import { reviewStates } from '../../words/reviews.ts'
import { useWords } from '../../words/use-words.ts'
import { queueTexts } from './queue.texts.ts'
import { Risk } from './risk.tsx'
import { useNow } from './use-now.ts'
import { reviewLooks } from './review-looks.ts'
import styles from './queue.module.css'

/** The columns of the queue; of what was decided, the decision takes the place of the claim. */
export function useQueueColumns(isDecided: boolean): readonly Column<Review>[] {
  const t = useTexts(queueTexts)
  const sayState = useWords(reviewStates)
  const { id: me } = useAccount()
  return useMemo(() => {
    const all: readonly Column<Review>[] = [
      {
        key: 'app',
        label: t.columns.app,
        cell: ({ app_name, version, app_id }) => (
          <span className={styles.app}>
            <Named note={<Dotted text={app_id} />}>
              {app_name} <span className={styles.version}>{version}</span>
            </Named>
          </span>
        ),
      },
      { key: 'risk', label: t.columns.risk, cell: (review) => <Risk review={review} /> },
      {
        key: 'waiting',
        label: t.columns.waiting,
        isNarrow: true,
        isSpare: true,
        cell: ({ created_at }) => <Time value={created_at} />,
      },
    ]
    const decided: readonly Column<Review>[] = [
      {
        key: 'decided',
        label: t.columns.decided,
        isNarrow: true,
        cell: ({ state, decided_at }) => (
          <span className={styles.lines}>
            <StatusPill {...reviewLooks[state]} label={sayState(state)} />
            {decided_at !== null && <Time value={decided_at} />}
          </span>
        ),
      },
    ]
    const open: readonly Column<Review>[] = [
      { key: 'due', label: t.columns.due, isNarrow: true, cell: ({ due_at }) => <Due at={due_at} /> },
      {
        key: 'claim',
        label: t.columns.claim,
        isNarrow: true,
        cell: ({ claim, escalation }) => (
          <span className={styles.lines}>
            {claim === null ? (
              <span className={styles.soft}>{t.nobody}</span>
            ) : (
              <>
                <span>{claim.by.id === me ? t.you : claim.by.name}</span>
                <span className={styles.soft}>
                  {t.until} <Time value={claim.until} />
                </span>
              </>
            )}
            {escalation !== null && <Badge kind="warn">{t.escalated}</Badge>}
          </span>
        ),
      },
    ]
    return [...all, ...(isDecided ? decided : open)]
  }, [t, sayState, me, isDecided])
}

const everyMs = 60_000

function Due({ at }: { at: string | null }) {
  const t = useTexts(queueTexts)
  const now = useNow(everyMs)
  if (at === null) return <span className={styles.soft}>{t.noDue}</span>
  const isLate = Date.parse(at) < now
  return (
    <span className={styles.lines}>
      <Time value={at} />
      {isLate && <Badge kind="bad">{t.overdue}</Badge>}
    </span>
  )
}

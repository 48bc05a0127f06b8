import type { Review } from '@mosis/api'
import { useQuery } from '@tanstack/react-query'
import { ArrowUpRight, Inbox } from 'lucide-react'
import { useMemo } from 'react'
import { useFormat } from '../../format.ts'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { RichText } from '../../parts/rich-text.tsx'
import { Section } from '../../parts/section.tsx'
import { StatusPill } from '../../parts/status.tsx'
import { Table } from '../../parts/table.tsx'
import type { Column } from '../../parts/table.tsx'
import { Time } from '../../parts/time.tsx'
import { Timeline } from '../../parts/timeline.tsx'
import type { TimelineEvent } from '../../parts/timeline.tsx'
import { appReviewsQuery } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { reviewReasonNames, reviewStates } from '../../words/reviews.ts'
import { useNotes } from '../../words/use-notes.ts'
import { useWords } from '../../words/use-words.ts'
import { historyTexts } from './history.texts.ts'
import { reviewLooks } from './review-looks.ts'

const idOf = ({ id }: Review) => id

/** What happened to this review, and how earlier versions of the app were judged. */
export function HistoryTab({ review }: { review: Review }) {
  const t = useTexts(historyTexts)
  const query = useQuery(appReviewsQuery(review.app_id))
  const columns = useColumns()
  const events = useEvents(review)
  return (
    <>
      <Card title={t.this} level={2}>
        <Timeline label={t.this} events={events} />
      </Card>
      <Section title={t.earlier} lead={t.earlierLead}>
        <Loaded
          query={query}
          failed={t.failed}
          isEmpty={(all) => all.every(({ id }) => id === review.id)}
          empty={<EmptyState title={t.emptyTitle}>{t.empty}</EmptyState>}
        >
          {(all) => (
            <Table
              label={t.earlier}
              density="compact"
              columns={columns}
              rows={all.filter(({ id }) => id !== review.id)}
              rowKey={idOf}
              rowLink={({ id }) => ({ to: '/review/$reviewId', params: { reviewId: id } })}
            />
          )}
        </Loaded>
      </Section>
    </>
  )
}

function useEvents(review: Review): readonly TimelineEvent[] {
  const t = useTexts(historyTexts)
  const sayState = useWords(reviewStates)
  const sayNote = useNotes()
  return useMemo(() => {
    const { created_at, escalation, state, decided_at, reason, reason_note } = review
    const events: TimelineEvent[] = [{ key: 'in', icon: Inbox, title: t.handedIn, time: created_at }]
    if (escalation !== null) {
      events.push({
        key: 'escalated',
        icon: ArrowUpRight,
        kind: 'warn',
        title: t.escalated(escalation.by.name),
        time: escalation.at,
        body: <RichText text={showHidden(escalation.reason)} />,
      })
    }
    if (decided_at !== null) {
      events.push({
        key: 'decided',
        icon: reviewLooks[state].icon,
        kind: state === 'approved' ? 'good' : state === 'rejected' ? 'bad' : 'info',
        title: t.decided(sayState(state)),
        time: decided_at,
        ...(reason !== null && reason !== '' && { body: <RichText text={showHidden(sayNote(reason, reason_note))} /> }),
      })
    }
    return events
  }, [review, t, sayState, sayNote])
}

function useColumns(): readonly Column<Review>[] {
  const t = useTexts(historyTexts)
  const { list } = useFormat()
  const sayState = useWords(reviewStates)
  const sayReason = useWords(reviewReasonNames)
  return useMemo(
    () => [
      { key: 'version', label: t.columns.version, cell: ({ version }) => version },
      {
        key: 'state',
        label: t.columns.state,
        cell: ({ state }) => <StatusPill {...reviewLooks[state]} label={sayState(state)} />,
      },
      {
        key: 'reasons',
        label: t.columns.reasons,
        cell: ({ reason_codes, decided_by }) =>
          reason_codes.length > 0 ? list(reason_codes.map(sayReason)) : decided_by === null ? t.automatic : '',
      },
      {
        key: 'at',
        label: t.columns.at,
        isNarrow: true,
        cell: ({ decided_at }) => (decided_at === null ? '' : <Time value={decided_at} />),
      },
    ],
    [t, list, sayState, sayReason],
  )
}

import type { Review } from '@mosis/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { Badge } from '../../parts/badge.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { reviewThreadQuery, writeToDeveloper } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { Talk } from '../../talk/talk.tsx'
import { useTexts } from '../../texts.ts'
import { deskTalkTexts } from './desk-talk.texts.ts'

/** What the team of the app and the reviewers wrote to each other. */
export function ThreadTab({ review }: { review: Review }) {
  const t = useTexts(deskTalkTexts)
  const query = useInfiniteQuery(reviewThreadQuery(review.id))
  return (
    <Talk
      title={t.threadTitle}
      lead={t.threadLead}
      query={query}
      entriesOf={({ messages }) =>
        messages.map(({ id, from, author, text, created_at }) => ({
          id,
          author: (
            <>
              {from === 'reviewer' && <Badge kind="info">{t.reviewer}</Badge>} {showHidden(author ?? '')}
            </>
          ),
          text,
          at: created_at,
          isOwn: from === 'reviewer',
        }))
      }
      empty={
        <EmptyState icon={MessageSquare} title={t.threadEmptyTitle}>
          {t.threadEmpty}
        </EmptyState>
      }
      write={{
        label: t.threadText,
        hint: t.threadHint,
        act: t.threadSend,
        done: t.threadSent,
        onSend: (text) => writeToDeveloper(review.id, text),
      }}
    />
  )
}

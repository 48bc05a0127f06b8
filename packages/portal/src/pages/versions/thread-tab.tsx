import type { Version } from '@mosis/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { Badge } from '../../parts/badge.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { useMayInApp } from '../../queries/apps.ts'
import { threadQuery, writeToThread } from '../../queries/thread.ts'
import { showHidden } from '../../show-hidden.ts'
import { Talk } from '../../talk/talk.tsx'
import { useTexts } from '../../texts.ts'
import { threadTexts } from './thread.texts.ts'

/** What the team and the reviewers wrote to each other about a version. */
export function ThreadTab({ version }: { version: Version }) {
  const t = useTexts(threadTexts)
  const query = useInfiniteQuery(threadQuery(version.app_id, version.id))
  const mayWrite = useMayInApp(version.app_id, 'review.write')
  if (version.review === null) {
    return (
      <EmptyState icon={MessageSquare} title={t.notReviewedTitle}>
        {t.notReviewed}
      </EmptyState>
    )
  }
  return (
    <Talk
      title={t.title}
      lead={t.lead}
      query={query}
      entriesOf={({ messages }) =>
        messages.map(({ id, from, author, text, created_at }) => ({
          id,
          author: from === 'reviewer' ? <Badge kind="info">{t.reviewer}</Badge> : showHidden(author ?? ''),
          text,
          at: created_at,
          isOwn: from === 'team',
        }))
      }
      empty={
        <EmptyState icon={MessageSquare} title={t.emptyTitle}>
          {t.empty}
        </EmptyState>
      }
      write={
        mayWrite
          ? {
              label: t.text,
              hint: t.hint,
              act: t.send,
              done: t.sent,
              onSend: (text) => writeToThread(version, text),
            }
          : t.forbidden
      }
    />
  )
}

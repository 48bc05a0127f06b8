import type { Review } from '@mosis/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { NotebookPen } from 'lucide-react'
import { EmptyState } from '../../parts/empty-state.tsx'
import { addReviewNote, reviewNotesQuery } from '../../queries/reviews.ts'
import { useAccount } from '../../session.ts'
import { showHidden } from '../../show-hidden.ts'
import { Talk } from '../../talk/talk.tsx'
import { useTexts } from '../../texts.ts'
import { deskTalkTexts } from './desk-talk.texts.ts'

/** What reviewers tell each other and no developer reads. */
export function NotesTab({ review }: { review: Review }) {
  const t = useTexts(deskTalkTexts)
  const { id: me } = useAccount()
  const query = useInfiniteQuery(reviewNotesQuery(review.id))
  return (
    <Talk
      title={t.notesTitle}
      lead={t.notesLead}
      query={query}
      entriesOf={({ notes }) =>
        notes.map(({ id, author, text, created_at }) => ({
          id,
          author: showHidden(author.name),
          text,
          at: created_at,
          isOwn: author.id === me,
        }))
      }
      empty={
        <EmptyState icon={NotebookPen} title={t.notesEmptyTitle}>
          {t.notesEmpty}
        </EmptyState>
      }
      write={{
        label: t.notesText,
        act: t.notesSend,
        done: t.notesSent,
        onSend: (text) => addReviewNote(review.id, text),
      }}
    />
  )
}

import type { Review } from '@mosis/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { NotebookPen } from 'lucide-react'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { addReviewNote, reviewNotesQuery } from '../../queries/reviews.ts'
import { useAccount } from '../../session.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { Said, Write } from './talk.tsx'
import { talkTexts } from './talk.texts.ts'
import styles from './talk.module.css'

/** What reviewers tell each other and no developer reads. */
export function NotesTab({ review }: { review: Review }) {
  const t = useTexts(talkTexts)
  const { id: me } = useAccount()
  const query = useInfiniteQuery(reviewNotesQuery(review.id))
  return (
    <Card title={t.notesTitle} lead={t.notesLead} level={2}>
      <div className={styles.stack}>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          isEmpty={({ pages }) => pages.every(({ notes }) => notes.length === 0)}
          empty={
            <EmptyState icon={NotebookPen} title={t.notesEmptyTitle}>
              {t.notesEmpty}
            </EmptyState>
          }
        >
          {({ pages }) => (
            <>
              <ol className={styles.messages} aria-label={t.messages} aria-live="polite">
                {pages.flatMap(({ notes }) =>
                  notes.map(({ id, author, text, created_at }) => (
                    <Said
                      key={id}
                      author={showHidden(author.name)}
                      text={text}
                      at={created_at}
                      isOwn={author.id === me}
                    />
                  )),
                )}
              </ol>
              {query.hasNextPage && (
                <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                  {t.more}
                </Button>
              )}
            </>
          )}
        </Loaded>
        <Write
          label={t.notesText}
          act={t.notesSend}
          done={t.notesSent}
          onSend={(text) => addReviewNote(review.id, text)}
          onSent={query.refetch}
        />
      </div>
    </Card>
  )
}

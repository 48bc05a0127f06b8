import type { Review } from '@mosis/api'
import { useInfiniteQuery } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { reviewThreadQuery, writeToDeveloper } from '../../queries/reviews.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { Said, Write } from './talk.tsx'
import { talkTexts } from './talk.texts.ts'
import styles from './talk.module.css'

/** What the team of the app and the reviewers wrote to each other. */
export function ThreadTab({ review }: { review: Review }) {
  const t = useTexts(talkTexts)
  const query = useInfiniteQuery(reviewThreadQuery(review.id))
  return (
    <Card title={t.threadTitle} lead={t.threadLead} level={2}>
      <div className={styles.stack}>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          isEmpty={({ pages }) => pages.every(({ messages }) => messages.length === 0)}
          empty={
            <EmptyState icon={MessageSquare} title={t.threadEmptyTitle}>
              {t.threadEmpty}
            </EmptyState>
          }
        >
          {({ pages }) => (
            <>
              <ol className={styles.messages} aria-label={t.messages} aria-live="polite">
                {pages.flatMap(({ messages }) =>
                  messages.map(({ id, from, author, text, created_at }) => (
                    <Said
                      key={id}
                      author={
                        from === 'team' ? (
                          showHidden(author ?? '')
                        ) : (
                          <>
                            <Badge kind="info">{t.reviewer}</Badge> {author !== null && showHidden(author)}
                          </>
                        )
                      }
                      text={text}
                      at={created_at}
                      isOwn={from === 'reviewer'}
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
          label={t.threadText}
          hint={t.threadHint}
          act={t.threadSend}
          done={t.threadSent}
          onSend={(text) => writeToDeveloper(review.id, text)}
          onSent={query.refetch}
        />
      </div>
    </Card>
  )
}

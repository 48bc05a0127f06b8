import type { ThreadMessage, Version } from '@mosis/api'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { MessageSquare } from 'lucide-react'
import { useState } from 'react'
import { Badge } from '../../parts/badge.tsx'
import { Button } from '../../parts/button.tsx'
import { EmptyState } from '../../parts/empty-state.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { Loaded } from '../../parts/loaded.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { RichText } from '../../parts/rich-text.tsx'
import { Card } from '../../parts/card.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { useMayInApp } from '../../queries/apps.ts'
import { threadQuery, writeToThread } from '../../queries/thread.ts'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { threadTexts } from './thread.texts.ts'
import styles from './thread.module.css'

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
    <Card title={t.title} lead={t.lead}>
      <div className={styles.thread}>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          isEmpty={({ pages }) => pages.every(({ messages }) => messages.length === 0)}
          empty={
            <EmptyState icon={MessageSquare} title={t.emptyTitle}>
              {t.empty}
            </EmptyState>
          }
        >
          {({ pages }) => (
            <>
              <ol className={styles.messages} aria-label={t.messages} aria-live="polite">
                {pages.flatMap(({ messages }) =>
                  messages.map((message) => <Message key={message.id} message={message} />),
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
        {mayWrite ? (
          <Write version={version} onSent={() => query.refetch()} />
        ) : (
          <p className={styles.soft}>{t.forbidden}</p>
        )}
      </div>
    </Card>
  )
}

function Message({ message: { from, author, text, created_at } }: { message: ThreadMessage }) {
  const t = useTexts(threadTexts)
  return (
    <li className={joinClasses(styles.message, from === 'team' && styles.isOwn)}>
      <p className={styles.head}>
        {from === 'reviewer' ? (
          <Badge kind="info">{t.reviewer}</Badge>
        ) : (
          <span className={styles.author}>{showHidden(author ?? '')}</span>
        )}
        <span className={styles.soft}>
          <Time value={created_at} kind="dateTime" />
        </span>
      </p>
      <RichText text={showHidden(text)} />
    </li>
  )
}

function Write({ version, onSent }: { version: Version; onSent: () => Promise<unknown> }) {
  const t = useTexts(threadTexts)
  const toasts = useToasts()
  const [text, setText] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => writeToThread(version, text),
    async onSuccess() {
      await onSent()
      setText('')
      toasts.good(t.sent)
    },
  })
  return (
    <Form onSubmit={() => mutate()} error={error} failed={t.sendFailed}>
      <TextArea
        label={t.text}
        hint={t.hint}
        pointer="/text"
        rows={4}
        maxLength={4000}
        value={text}
        onChange={setText}
      />
      <FormActions>
        <Button type="submit" kind="primary" isPending={isPending}>
          {t.send}
        </Button>
      </FormActions>
    </Form>
  )
}

import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { Form, FormActions } from '../parts/form.tsx'
import { joinClasses } from '../parts/join-classes.ts'
import { Loaded } from '../parts/loaded.tsx'
import { RichText } from '../parts/rich-text.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { Time } from '../parts/time.tsx'
import { useToasts } from '../parts/toast.tsx'
import { showHidden } from '../show-hidden.ts'
import { useTexts } from '../texts.ts'
import { talkTexts } from './talk.texts.ts'
import styles from './talk.module.css'

const longest = 4000

/** One thing that somebody wrote. */
export interface Entry {
  id: string
  author: ReactNode
  text: string
  at: string
  /** From the side of whoever reads it. */
  isOwn: boolean
}

/** What a new entry is called and where it goes. */
interface Writing {
  label: string
  hint?: string
  act: string
  done: string
  onSend: (text: string) => Promise<unknown>
}

interface TalkProps<Page> {
  title: string
  lead: string
  query: UseInfiniteQueryResult<InfiniteData<Page>>
  entriesOf: (page: Page) => readonly Entry[]
  empty: ReactNode
  /** What is written here, or why nothing can be. */
  write: Writing | string
}

/** What people wrote to each other, the oldest first, and the field for more. */
export function Talk<Page>({ title, lead, query, entriesOf, empty, write }: TalkProps<Page>) {
  const t = useTexts(talkTexts)
  return (
    <Card title={title} lead={lead} level={2}>
      <div className={styles.stack}>
        <Loaded
          query={query}
          waiting={t.waiting}
          failed={t.failed}
          isEmpty={({ pages }) => pages.every((page) => entriesOf(page).length === 0)}
          empty={empty}
        >
          {({ pages }) => (
            <>
              <ol className={styles.messages} aria-label={t.messages} aria-live="polite">
                {pages.flatMap(entriesOf).map((entry) => (
                  <Said key={entry.id} entry={entry} />
                ))}
              </ol>
              {query.hasNextPage && (
                <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
                  {t.more}
                </Button>
              )}
            </>
          )}
        </Loaded>
        {typeof write === 'string' ? (
          <p className={styles.soft}>{write}</p>
        ) : (
          <Write {...write} onSent={query.refetch} />
        )}
      </div>
    </Card>
  )
}

function Said({ entry: { author, text, at, isOwn } }: { entry: Entry }) {
  return (
    <li className={joinClasses(styles.message, isOwn && styles.isOwn)}>
      <p className={styles.head}>
        <span className={styles.author}>{author}</span>
        <span className={styles.soft}>
          <Time value={at} kind="dateTime" />
        </span>
      </p>
      <RichText text={showHidden(text)} />
    </li>
  )
}

function Write({ label, hint, act, done, onSend, onSent }: Writing & { onSent: () => Promise<unknown> }) {
  const t = useTexts(talkTexts)
  const toasts = useToasts()
  const [text, setText] = useState('')
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => onSend(text),
    async onSuccess() {
      await onSent()
      setText('')
      toasts.good(done)
    },
  })
  return (
    <Form onSubmit={() => mutate()} error={error} failed={t.sendFailed}>
      <TextArea
        label={label}
        hint={hint}
        pointer="/text"
        rows={4}
        maxLength={longest}
        value={text}
        onChange={setText}
      />
      <FormActions>
        <Button type="submit" isPending={isPending}>
          {act}
        </Button>
      </FormActions>
    </Form>
  )
}

import { useState } from 'react'
import type { ReactNode } from 'react'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../parts/button.tsx'
import { Form, FormActions } from '../../parts/form.tsx'
import { joinClasses } from '../../parts/join-classes.ts'
import { RichText } from '../../parts/rich-text.tsx'
import { TextArea } from '../../parts/text-area.tsx'
import { Time } from '../../parts/time.tsx'
import { useToasts } from '../../parts/toast.tsx'
import { showHidden } from '../../show-hidden.ts'
import { useTexts } from '../../texts.ts'
import { talkTexts } from './talk.texts.ts'
import styles from './talk.module.css'

const longest = 4000

interface SaidProps {
  author: ReactNode
  text: string
  at: string
  /** From the reviewers' side. */
  isOwn: boolean
}

/** One thing that somebody wrote. */
export function Said({ author, text, at, isOwn }: SaidProps) {
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

interface WriteProps {
  label: string
  hint?: string
  act: string
  done: string
  onSend: (text: string) => Promise<unknown>
  /** Shows what was written. */
  onSent: () => Promise<unknown>
}

/** The field under what was written. */
export function Write({ label, hint, act, done, onSend, onSent }: WriteProps) {
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

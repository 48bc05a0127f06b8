import { h } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { PhoneView } from '../../protocol.ts'
import { store } from '../store.ts'
import { AppIcon } from './app-icon.ts'

interface PermissionDialogProps {
  phone: PhoneView
  question: NonNullable<PhoneView['question']>
}

/** Asks the person; the answer is remembered. */
export function PermissionDialog({ phone, question }: PermissionDialogProps) {
  const first = useRef<HTMLButtonElement>(null)
  // Not the button that allows: a key pressed for something else must not say yes.
  useEffect(() => first.current?.focus(), [question.id])
  const answer = (answer: 'allow' | 'deny') => () => store.do('answer', { id: question.id, answer })
  return h(
    'div',
    { class: 'cover asking' },
    h(
      'div',
      {
        class: 'dialog',
        role: 'alertdialog',
        'aria-modal': 'true',
        'aria-labelledby': 'asked',
        'aria-describedby': 'asked-what',
      },
      h(AppIcon, { app: phone.app, size: 'small' }),
      h('h2', { id: 'asked' }, `${question.app} asks to do this:`),
      h('p', { id: 'asked-what' }, question.description),
      h('p', { class: 'quiet code' }, question.permission),
      h(
        'div',
        { class: 'dialog-buttons' },
        h('button', { type: 'button', class: 'phone-button', ref: first, onClick: answer('deny') }, 'Don’t allow'),
        h('button', { type: 'button', class: 'phone-button main', onClick: answer('allow') }, 'Allow'),
      ),
    ),
  )
}

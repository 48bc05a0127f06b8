import { h } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ProblemView } from '../../protocol.ts'
import { Icon } from '../icons.ts'
import { Excerpt } from './excerpt.ts'

/** A mistake over the last good screen, which goes on behind it; it leaves as soon as the mistake is mended. */
export function ProblemOverlay({ problem }: { problem: ProblemView }) {
  const [isOpen, setIsOpen] = useState(true)
  // Another mistake is shown again.
  useEffect(() => setIsOpen(true), [problem.message, problem.line])
  if (!isOpen) {
    return h(
      'button',
      { type: 'button', class: 'problem-chip', onClick: () => setIsOpen(true) },
      'Not reloaded: show why',
    )
  }
  return h(
    'div',
    { class: 'cover problem', role: 'alert' },
    h(
      'div',
      { class: 'problem-card' },
      h('h2', { class: 'with-icon' }, h(Icon, { name: 'warning', size: 24 }), 'Not reloaded'),
      h(Excerpt, { problem }),
      h(
        'p',
        { class: 'quiet' },
        'Behind this is the last version that worked. It is replaced as soon as the mistake is mended.',
      ),
      h('button', { type: 'button', class: 'phone-button', onClick: () => setIsOpen(false) }, 'Hide'),
    ),
  )
}

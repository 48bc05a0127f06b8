import { h } from 'preact'
import type { ProblemView } from '../../protocol.ts'

/** A mistake: what it is, where, and the lines around it. */
export function Excerpt({ problem }: { problem: ProblemView }) {
  const { message, path, line, column, excerpt } = problem
  const place = [path, line, column].filter((part) => part !== null).join(':')
  return h(
    'div',
    { class: 'excerpt' },
    h('p', { class: 'excerpt-message' }, message),
    place !== '' && h('p', { class: 'code place' }, place),
    excerpt.length > 0 &&
      h(
        'ol',
        { class: 'lines', start: excerpt[0]?.number },
        excerpt.map(({ number, text, isFault }) =>
          h(
            'li',
            { key: number, class: isFault ? 'fault' : undefined },
            h('span', { class: 'line-number' }, String(number)),
            h('code', null, text === '' ? ' ' : text),
          ),
        ),
      ),
  )
}

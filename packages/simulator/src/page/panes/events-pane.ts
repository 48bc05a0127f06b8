import { h } from 'preact'
import { useState } from 'preact/hooks'
import { useInspect } from '../store.ts'
import { Empty, Head, Unanswered, time } from './parts.ts'

const eventsMs = 500

/** What happened on the screen, newest first. */
export function EventsPane() {
  const { value: events, problem } = useInspect({ kind: 'events' }, eventsMs)
  const [isQuiet, setIsQuiet] = useState(true)
  if (!events) return h(Unanswered, { problem })
  const shown = events.filter(({ handlers }) => !isQuiet || handlers > 0)
  return h(
    'div',
    { class: 'events' },
    h(
      'div',
      { class: 'pane-bar' },
      h(
        'label',
        { class: 'check' },
        h('input', { type: 'checkbox', checked: isQuiet, onChange: () => setIsQuiet(!isQuiet) }),
        'Only events that the app handles',
      ),
    ),
    shown.length === 0
      ? h(Empty, { title: 'No events yet' }, 'Press something on the phone.')
      : h(
          'div',
          { class: 'scroll' },
          h(
            'table',
            null,
            h(Head, { names: ['Time', 'Event', 'Element', 'Handlers'] }),
            h(
              'tbody',
              null,
              shown
                .toReversed()
                .map(({ atMs, type, target, handlers, isStopped }, index) =>
                  h(
                    'tr',
                    { key: shown.length - index },
                    h('td', { class: 'code' }, time(atMs)),
                    h('td', { class: 'code' }, type),
                    h('td', { class: 'code wide' }, target),
                    h('td', { class: 'figure' }, `${handlers}${isStopped ? ', stopped' : ''}`),
                  ),
                ),
            ),
          ),
        ),
  )
}

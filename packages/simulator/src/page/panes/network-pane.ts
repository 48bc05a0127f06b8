import type { NetworkEntry } from '@mosis/device'
import { h } from 'preact'
import { useInspect } from '../store.ts'
import { Empty, Head, Unanswered, duration, hiddenText, size, time } from './parts.ts'
import type { PaneProps } from './panes.ts'

const networkMs = 700

/** What the app asked of the internet. */
export function NetworkPane({ phone }: PaneProps) {
  const { value: entries, problem } = useInspect({ kind: 'network' }, networkMs)
  if (!entries) return h(Unanswered, { problem })
  if (entries.length === 0) {
    const isDeclared = phone.permissions.some(({ name }) => name.startsWith('network.'))
    const hint = isDeclared
      ? 'Requests and sockets stand here as soon as the app makes some.'
      : 'The manifest asks for no network permission, so the app cannot reach it.'
    return h(Empty, { title: 'No requests yet' }, hint)
  }
  return h(
    'div',
    { class: 'scroll' },
    h(
      'table',
      null,
      h(Head, { names: ['Time', 'Method', 'Address', 'Status', 'Size', 'Took'] }),
      h(
        'tbody',
        null,
        entries.toReversed().map((entry) => h(RequestRow, { entry, key: entry.number })),
      ),
    ),
  )
}

function RequestRow({ entry }: { entry: NetworkEntry }) {
  const { method, kind, url, status, sizeBytes, tookMs, problem } = entry
  const isBad = problem !== undefined || (status ?? 0) >= 400
  return h(
    'tr',
    { class: isBad ? 'bad' : undefined },
    h('td', { class: 'code' }, time(entry.atMs)),
    h('td', null, kind === 'socket' ? 'socket' : method),
    h(
      'td',
      { class: 'code wide' },
      url,
      problem && h('p', { class: 'reason' }, hiddenText('Refused: '), `${problem.message} (${problem.code})`),
    ),
    h(
      'td',
      null,
      problem
        ? 'failed'
        : status === undefined
          ? kind === 'socket' && tookMs === undefined
            ? 'open'
            : 'waiting'
          : String(status),
    ),
    h('td', { class: 'figure' }, size(sizeBytes)),
    h('td', { class: 'figure' }, tookMs === undefined ? '…' : duration(tookMs)),
  )
}

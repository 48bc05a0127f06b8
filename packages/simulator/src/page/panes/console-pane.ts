import { h } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { ConsoleEntry } from '../../protocol.ts'
import { store, useStore } from '../store.ts'
import { IconButton } from '../toolbar.ts'
import { Empty, Place, hiddenText, time } from './parts.ts'

const filters = { all: 'All', error: 'Errors', warning: 'Warnings', log: 'Log' } as const
type Filter = keyof typeof filters

/** What the app says, what went wrong, and a prompt into it. */
export function ConsolePane() {
  const entries = useStore((state) => state.console)
  const [filter, setFilter] = useState<Filter>('all')
  const [words, setWords] = useState('')
  const shown = entries.filter((entry) => isWanted(entry, filter, words))
  const list = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  useEffect(() => {
    const rows = list.current
    if (rows && isAtEnd.current) rows.scrollTop = rows.scrollHeight
  }, [shown.at(-1)?.number, shown.length])
  const noteScroll = () => {
    const rows = list.current
    // Whoever reads further up is left there.
    if (rows) isAtEnd.current = rows.scrollHeight - rows.scrollTop - rows.clientHeight < 24
  }
  return h(
    'div',
    { class: 'console' },
    h(
      'div',
      { class: 'pane-bar' },
      h(
        'div',
        { class: 'segments', role: 'group', 'aria-label': 'Show' },
        Object.entries(filters).map(([name, label]) =>
          h(
            'button',
            // The table has exactly these names.
            { type: 'button', key: name, 'aria-pressed': filter === name, onClick: () => setFilter(name as Filter) },
            label,
          ),
        ),
      ),
      h('input', {
        type: 'search',
        placeholder: 'Filter',
        'aria-label': 'Filter the console',
        value: words,
        onInput: (event: Event) => setWords((event.currentTarget as HTMLInputElement).value),
      }),
      h(IconButton, { icon: 'trash', label: 'Clear the console', twin: 'log --clear', onPress: clear }),
    ),
    h(
      'div',
      { class: 'entries', role: 'log', 'aria-label': 'Console', ref: list, onScroll: noteScroll, tabIndex: 0 },
      shown.length === 0
        ? h(
            Empty,
            { title: entries.length === 0 ? 'Nothing was said yet' : 'Nothing fits the filter' },
            entries.length === 0 && 'What the app prints stands here, and what goes wrong in it.',
          )
        : shown.map((entry) => h(Entry, { entry, key: entry.number })),
    ),
    h(Prompt, null),
  )
}

function clear() {
  store.do('clear-log')
  store.set({ console: [] })
}

function isWanted({ kind, text, path }: ConsoleEntry, filter: Filter, words: string): boolean {
  if (filter !== 'all' && kind !== filter) return false
  return words === '' || `${text} ${path ?? ''}`.toLowerCase().includes(words.toLowerCase())
}

const kindWords: Partial<Record<ConsoleEntry['kind'], string>> = {
  error: 'Error: ',
  warning: 'Warning: ',
  reload: 'Reload: ',
  input: 'You: ',
  answer: 'Answer: ',
}

function Entry({ entry }: { entry: ConsoleEntry }) {
  const { kind, text, path, line, trace, code } = entry
  const hasMore = trace !== undefined && trace !== ''
  const head = [
    h('span', { class: 'entry-time', key: 'time' }, time(entry.atMs)),
    h('span', { class: 'entry-text', key: 'text' }, hiddenText(kindWords[kind] ?? ''), text),
    h(Place, { path, line, key: 'place' }),
  ]
  if (!hasMore) return h('div', { class: `entry ${kind}` }, head)
  return h(
    'details',
    { class: `entry ${kind}` },
    h('summary', null, head),
    h('pre', null, code === undefined ? trace : `${code}\n${trace}`),
  )
}

/** Lua for the app; the arrows bring back what was written before. */
function Prompt() {
  const [code, setCode] = useState('')
  const history = useRef<string[]>([])
  const at = useRef(0)
  const run = (event: Event) => {
    event.preventDefault()
    if (code.trim() === '') return
    history.current = [...history.current.filter((line) => line !== code), code]
    at.current = history.current.length
    store.do('eval', { code })
    setCode('')
  }
  const onKey = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (step === 0 || (step === -1 && at.current === 0)) return
    event.preventDefault()
    at.current = Math.min(at.current + step, history.current.length)
    setCode(history.current[at.current] ?? '')
  }
  return h(
    'form',
    { class: 'prompt', onSubmit: run },
    h('label', { for: 'prompt', 'aria-hidden': 'true' }, '›'),
    h('input', {
      id: 'prompt',
      type: 'text',
      class: 'code',
      value: code,
      placeholder: 'Lua in the app: getCurrentScreen()',
      'aria-label': 'Run Lua in the app',
      autocomplete: 'off',
      spellcheck: false,
      onInput: (event: Event) => setCode((event.currentTarget as HTMLInputElement).value),
      onKeyDown: onKey,
    }),
  )
}

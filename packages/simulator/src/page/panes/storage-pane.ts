import type { DatabaseSummary, FileAnswer } from '@mosis/device'
import { h } from 'preact'
import { useState } from 'preact/hooks'
import { store, useInspect } from '../store.ts'
import { Empty, Meter, Unanswered, number, rows, size } from './parts.ts'

const storageMs = 1200

type Chosen = { file: string } | { database: string; table: string } | null

/** What the app keeps: files and databases. */
export function StoragePane() {
  const { value: storage, problem } = useInspect({ kind: 'storage' }, storageMs)
  const { value: databases } = useInspect({ kind: 'databases' }, storageMs)
  const [chosen, setChosen] = useState<Chosen>(null)
  if (!storage) return h(Unanswered, { problem })
  const isEmpty = storage.files.length === 0 && (databases ?? []).length === 0
  return h(
    'div',
    { class: 'storage' },
    h(
      'div',
      { class: 'pane-bar' },
      h(Quota, { label: 'Kept', value: storage.keptBytes, limit: storage.keptLimitBytes }),
      h(Quota, { label: 'Cache', value: storage.cacheBytes, limit: storage.cacheLimitBytes }),
      h('span', { class: 'space' }),
      h('button', { type: 'button', class: 'button', onClick: clear, title: 'mosis sim clear-data' }, 'Clear data …'),
    ),
    isEmpty &&
      h(Empty, { title: 'The app keeps nothing' }, 'Files of storage.write and databases of database.open stand here.'),
    !isEmpty &&
      h(
        'div',
        { class: 'split' },
        h(
          'div',
          { class: 'scroll list' },
          storage.files.map((file) =>
            h(
              'button',
              {
                type: 'button',
                key: file.path,
                class: 'item',
                'aria-pressed': isFile(chosen, file.path),
                onClick: () => setChosen({ file: file.path }),
              },
              h('span', { class: 'code' }, file.path),
              h('span', { class: 'figure quiet' }, size(file.sizeBytes)),
            ),
          ),
          storage.isCut && h('p', { class: 'quiet' }, 'There are more files.'),
          (databases ?? []).map((database) => h(Database, { database, chosen, choose: setChosen, key: database.name })),
        ),
        h(
          'div',
          { class: 'scroll detail' },
          chosen === null && h(Empty, { title: 'Choose a file or a table' }),
          chosen !== null && 'file' in chosen && h(FileHead, { path: chosen.file, key: chosen.file }),
          chosen !== null && 'table' in chosen && h(Rows, { ...chosen, key: `${chosen.database}/${chosen.table}` }),
        ),
      ),
  )
}

function clear() {
  if (globalThis.confirm('Remove everything that the app keeps on this phone, and start it again?'))
    store.do('clear-data')
}

const isFile = (chosen: Chosen, path: string) => chosen !== null && 'file' in chosen && chosen.file === path

function Quota({ label, value, limit }: { label: string; value: number; limit: number }) {
  return h(
    'div',
    { class: 'quota' },
    h('span', null, `${label} ${size(value)}`),
    h(Meter, { value, limit, label }),
    h('span', { class: 'quiet' }, `of ${size(limit)}`),
  )
}

function Database({
  database,
  chosen,
  choose,
}: {
  database: DatabaseSummary
  chosen: Chosen
  choose: (chosen: Chosen) => void
}) {
  const { name, sizeBytes, tables, problem } = database
  return h(
    'div',
    { class: 'database' },
    h(
      'div',
      { class: 'item head' },
      h('span', { class: 'code' }, name),
      h('span', { class: 'figure quiet' }, size(sizeBytes)),
    ),
    problem && h('p', { class: 'reason' }, problem),
    tables.map((table) =>
      h(
        'button',
        {
          type: 'button',
          key: table.name,
          class: 'item inner',
          'aria-pressed':
            chosen !== null && 'table' in chosen && chosen.database === name && chosen.table === table.name,
          onClick: () => choose({ database: name, table: table.name }),
        },
        h('span', { class: 'code' }, table.name),
        h('span', { class: 'figure quiet' }, rows(table.rows)),
      ),
    ),
  )
}

function FileHead({ path }: { path: string }) {
  const { value, problem } = useInspect({ kind: 'file', path }, storageMs)
  if (value === undefined) return h(Unanswered, { problem })
  if (value === null) return h(Empty, { title: 'The file is gone' })
  return h(
    'div',
    null,
    h('h2', { class: 'code' }, path),
    h('pre', null, value.isText ? pretty(value) : value.head),
    value.isCut && h('p', { class: 'quiet' }, `Only the beginning of ${size(value.sizeBytes)}.`),
  )
}

/** JSON on one line is hard to read. */
function pretty({ path, head, isCut }: FileAnswer): string {
  if (isCut || !path.endsWith('.json')) return head
  try {
    return JSON.stringify(JSON.parse(head), null, 2)
  } catch {
    // It only has the name of JSON.
    return head
  }
}

const pageRows = 50

function Rows({ database, table }: { database: string; table: string }) {
  const [offset, setOffset] = useState(0)
  const question = { kind: 'rows', database, table, offset, limit: pageRows } as const
  const { value, problem } = useInspect(question, storageMs)
  if (value === undefined) return h(Unanswered, { problem })
  if (value === null) return h(Empty, { title: 'The table cannot be read now' })
  const last = Math.min(offset + pageRows, value.total)
  return h(
    'div',
    null,
    h(
      'div',
      { class: 'pane-bar' },
      h('h2', { class: 'code' }, `${database} · ${table}`),
      h('span', { class: 'space' }),
      h('span', { class: 'quiet' }, value.total === 0 ? 'no rows' : `${offset + 1}–${last} of ${number(value.total)}`),
      h(
        'button',
        {
          type: 'button',
          class: 'button',
          disabled: offset === 0,
          onClick: () => setOffset(Math.max(0, offset - pageRows)),
        },
        'Before',
      ),
      h(
        'button',
        { type: 'button', class: 'button', disabled: last >= value.total, onClick: () => setOffset(offset + pageRows) },
        'Next',
      ),
    ),
    h(
      'table',
      null,
      h(
        'thead',
        null,
        h(
          'tr',
          null,
          value.columns.map((name) => h('th', { key: name, scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        null,
        value.rows.map((row, index) =>
          h(
            'tr',
            { key: offset + index },
            row.map((cell, at) => h('td', { key: at, class: cell === null ? 'quiet code' : 'code' }, cell ?? 'NULL')),
          ),
        ),
      ),
    ),
  )
}

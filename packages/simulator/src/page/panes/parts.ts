import { h } from 'preact'
import type { ComponentChildren } from 'preact'

/** What stands where nothing is yet, and how to get something there. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return h(
    'div',
    { class: 'empty' },
    h('p', { class: 'empty-title' }, title),
    children && h('p', { class: 'quiet' }, children),
  )
}

/** Something was asked and is not there: not yet, or never. */
export function Unanswered({ problem }: { problem: string | undefined }) {
  return problem === undefined
    ? h('div', { class: 'empty', 'aria-busy': 'true' })
    : h(Empty, { title: 'Nothing to look into' }, problem)
}

const figures = new Set(['Size', 'Took', 'Runs', 'Instructions', 'Handlers'])

/** The names of the columns; those of figures stand over their last digit. */
export function Head({ names }: { names: readonly string[] }) {
  const cells = names.map((name) =>
    h('th', { key: name, scope: 'col', class: figures.has(name) ? 'figure' : undefined }, name),
  )
  return h('thead', null, h('tr', null, cells))
}

/** A share of a limit. */
export function Meter({ value, limit, label }: { value: number; limit: number; label: string }) {
  const share = limit === 0 ? 0 : Math.min(1, value / limit)
  return h('meter', {
    min: 0,
    max: 1,
    low: 0.5,
    high: 0.8,
    optimum: 0,
    value: share,
    'aria-label': `${label}: ${percent(share)}`,
    title: percent(share),
  })
}

export const percent = (share: number) => `${share > 0 && share < 0.01 ? '< 1' : Math.round(share * 100)} %`

/** `812 B`, `1.4 KiB`, `12 MiB`: in the powers of two that the limits are given in. */
export function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const [value, unit] = bytes < 1024 ** 2 ? [bytes / 1024, 'KiB'] : [bytes / 1024 ** 2, 'MiB']
  return `${value < 10 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`
}

const timeFormat = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})

export const time = (ms: number) => timeFormat.format(new Date(ms))

export const rows = (count: number) => (count === 1 ? '1 row' : `${number(count)} rows`)

export const number = (value: number) => new Intl.NumberFormat('en').format(value)

/** `12 ms`, `1.2 s` */
export const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`)

/** A file of the app and the line in it. */
export function Place({ path, line }: { path?: string | undefined; line?: number | undefined }) {
  if (path === undefined) return null
  const name = path.replace(/^assets\//, '')
  return h('span', { class: 'code place', title: path }, line === undefined ? name : `${name}:${line}`)
}

/** Seen only by those who hear the page. */
export const hiddenText = (text: string) => h('span', { class: 'visually-hidden' }, text)

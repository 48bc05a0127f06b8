import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

const source = new URL('..', import.meta.url)
const tokens = readFileSync(new URL('styles/tokens.css', source), 'utf8')
/** Name → what stands behind it, the first time it is set: later ones are for special surroundings. */
const values = new Map(
  [...tokens.matchAll(/^ {2}--([\w-]+):\s*([^;]+);/gm)].toReversed().map(([, name = '', value = '']) => [name, value]),
)

test('text and its ground are far enough apart for everybody, light and dark (WCAG 2.2 AA)', () => {
  const grounds = ['ground', 'surface', 'surface-sunk', 'surface-floating', 'fill', 'fill-hover', 'code-ground']
  const coloured = [
    'accent',
    'danger',
    'info',
    'good',
    'warn',
    'bad',
    'draft',
    'review',
    'changes',
    'approved',
    'live',
    'halted',
  ]
  const kinds = ['info', 'good', 'warn', 'bad']
  const pairs = [
    ...grounds.flatMap((ground) =>
      ['ink', 'ink-soft', 'accent-ink', 'danger-ink', ...kinds.map((kind) => `${kind}-ink`)].map((text) => [
        text,
        ground,
      ]),
    ),
    // Hints inside fields and words of what is off.
    ...grounds.map((ground) => ['ink-faint', ground]),
    ...coloured.flatMap((name) => ['ink', `${name}-ink`].map((text) => [text, `${name}-fill`])),
    ...kinds.flatMap((kind) =>
      ['ink', 'ink-soft', 'accent-ink', `${kind}-ink`].map((text) => [text, `${kind}-ground`]),
    ),
    ...['ink', 'ink-soft'].flatMap((text) =>
      ['fill-pressed', 'fill-chosen', 'accent-fill', 'info-fill', 'warn-fill', 'bad-fill'].map((ground) => [
        text,
        ground,
      ]),
    ),
    ...['accent', 'accent-hover'].map((ground) => ['on-accent', ground]),
    ...['danger', 'danger-hover'].map((ground) => ['on-danger', ground]),
    ...['code-gutter', 'code-word', 'code-text', 'code-number', 'code-note', 'ink'].flatMap((text) =>
      ['code-ground', 'added-fill', 'removed-fill', 'accent-fill', 'info-fill', 'warn-fill', 'bad-fill'].map(
        (ground) => [text, ground],
      ),
    ),
    ['good-ink', 'added-strong'],
    ['bad-ink', 'removed-strong'],
    ['ink', 'selection'],
    ['ground', 'ink'],
  ]
  for (const [text = '', ground = ''] of pairs) assertContrast(text, ground, 4.5)
})

test('edges of controls, the focus ring and the series of a chart stand out (WCAG 1.4.11)', () => {
  for (const ground of ['ground', 'surface', 'surface-sunk', 'surface-floating'])
    for (const edge of [
      'edge',
      'edge-hover',
      'focus',
      'accent',
      'danger',
      'series-1',
      'series-2',
      'series-3',
      'series-4',
      'series-5',
      'series-6',
    ])
      assertContrast(edge, ground, 3)
})

test('no style sheet has a colour of its own, or a token that does not exist', () => {
  for (const path of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.css'),
  )) {
    const sheet = readFileSync(new URL(path, source), 'utf8').replaceAll(/\/\*.*?\*\//gs, '')
    if (path !== 'styles/tokens.css')
      assert.doesNotMatch(
        sheet.replaceAll(/url\([^)]*\)/g, ''),
        /#[\da-f]{3,8}\b(?![^{}]*\{)|\b(?:rgb|hsl|oklch)a?\(/i,
        path,
      )
    const own = new Set([...sheet.matchAll(/--([\w-]+)\s*:/g)].map(([, name = '']) => name))
    for (const [, name = '', rest = ''] of sheet.matchAll(/var\(--([\w-]+)\s*([,)])/g))
      assert.ok(values.has(name) || own.has(name) || rest === ',', `${path}: --${name} is no token`)
  }
})

function assertContrast(one: string, other: string, least: number): void {
  for (const scheme of [0, 1]) {
    const [bright = 0, dark = 0] = [one, other]
      .map((name) => luminance(resolve(`var(--${name})`, scheme)))
      .toSorted((a, b) => b - a)
    const contrast = (bright + 0.05) / (dark + 0.05)
    assert.ok(contrast >= least, `${one} on ${other}, ${scheme === 0 ? 'light' : 'dark'}: ${contrast.toFixed(2)}`)
  }
}

/** The six digits that a value means in the light (0) or in the dark (1). */
function resolve(value: string, scheme: number): string {
  const pair = /^light-dark\(\s*(.+?),\s*(.+?)\s*\)$/s.exec(value)
  if (pair) return resolve(pair[scheme + 1] ?? '', scheme)
  const name = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  if (name !== undefined) return resolve(values.get(name) ?? assert.fail(`--${name} is no token`), scheme)
  return /^#([\da-f]{6})$/i.exec(value)?.[1] ?? assert.fail(`${value} is no colour`)
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseRcss, parseRcssDeclarations } from './rcss.ts'
import { parseRcssValue } from './rcss-value.ts'

const samples = join(import.meta.dirname, 'samples/rcss')

for (const name of readdirSync(join(samples, 'good'))) {
  test(`the good sample ${name} has no problem`, () => {
    assert.deepEqual(parseRcss(readFileSync(join(samples, 'good', name), 'utf8')).problems, [])
  })
}

for (const name of readdirSync(join(samples, 'bad'))) {
  test(`the bad sample ${name} has the problem its first line names`, () => {
    const text = readFileSync(join(samples, 'bad', name), 'utf8')
    const [, code, line] = text.split(/\s+/)
    const told = parseRcss(text).problems.map((problem) => `${problem.code} ${problem.line}`)
    assert.ok(told.includes(`${code} ${line}`), told.join(', '))
  })
}

test('a rule keeps its selectors and declarations with their places', () => {
  const text = 'p.note, div > span {\n  color: /* warm */ red;\n  --gap: 4dp\n}'
  const [rule] = parseRcss(text).items
  assert.ok(rule?.kind === 'rule')
  assert.deepEqual(
    rule.selectors.map(({ text, offset }) => [text, offset]),
    [
      ['p.note', 0],
      ['div > span', 8],
    ],
  )
  assert.deepEqual(
    rule.selectors[1]?.parts.map(({ type }) => type),
    ['tag', 'child', 'tag'],
  )
  assert.deepEqual(rule.declarations, [
    { name: 'color', value: 'red', offset: 23, valueOffset: 41, end: 44 },
    { name: '--gap', value: '4dp', offset: 48, valueOffset: 55, end: 58 },
  ])
})

test('the at-rules of RCSS are read into what they mean', () => {
  const { items, problems } = parseRcss(`
    @spritesheet theme { src: theme.tga; resolution: 2x; add: 0px 8px 16px -16px; }
    @keyframes fade { from, 25% { opacity: 0; } to { opacity: 1; } }
    @media not (min-width: 800px) and (theme: dark) { p { color: red; } @spritesheet { src: b.png; } }
    @decorator frame : ninepatch { outer: frame; }`)
  const [sheet, keyframes, media, decorator] = items
  assert.deepEqual(problems, [])
  assert.ok(sheet?.kind === 'spritesheet' && keyframes?.kind === 'keyframes')
  assert.ok(media?.kind === 'media' && decorator?.kind === 'decorator')
  assert.deepEqual([sheet.name, sheet.source?.value, sheet.resolution], ['theme', 'theme.tga', 2])
  assert.deepEqual(
    sheet.sprites.map(({ name, x, y, width, height }) => [name, x, y, width, height]),
    [['add', 0, 8, 16, -16]],
  )
  assert.deepEqual(
    keyframes.frames.map(({ stops }) => stops),
    [[0, 0.25], [1]],
  )
  assert.deepEqual(media.queries, [
    {
      isNegated: true,
      conditions: [
        { feature: 'min-width', value: '800px' },
        { feature: 'theme', value: 'dark' },
      ],
    },
  ])
  assert.deepEqual(
    media.items.map(({ kind }) => kind),
    ['rule', 'spritesheet'],
  )
  assert.deepEqual([decorator.name, decorator.type], ['frame', 'ninepatch'])
})

test('reading goes on after a mistake', () => {
  const { items, problems } = parseRcss('p { color red; width: 1px; }\n:: { }\ndiv { height: ; left: 2px; }')
  assert.deepEqual(
    problems.map(({ code, line }) => `${code} ${line}`),
    ['rcss-no-value 1', 'rcss-bad-selector 2', 'rcss-no-value 3'],
  )
  const declared = items.flatMap((item) => (item.kind === 'rule' ? item.declarations.map(({ name }) => name) : []))
  assert.deepEqual(declared, ['width', 'height', 'left'])
})

test('a style attribute holds declarations only', () => {
  const { declarations, problems } = parseRcssDeclarations('color: red; p { } left: 1px')
  assert.deepEqual(
    declarations.map(({ name, value }) => `${name} ${value}`),
    ['color red', 'left 1px'],
  )
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['rcss-nested-rule'],
  )
})

test('a value is read into words, strings and functions with their places', () => {
  assert.deepEqual(parseRcssValue('image("a b.png" fit), var(--x, 1px)'), [
    {
      kind: 'function',
      name: 'image',
      args: [
        { kind: 'string', text: 'a b.png', offset: 6 },
        { kind: 'word', text: 'fit', offset: 16 },
      ],
      offset: 0,
    },
    { kind: 'mark', text: ',', offset: 20 },
    {
      kind: 'function',
      name: 'var',
      args: [
        { kind: 'word', text: '--x', offset: 26 },
        { kind: 'mark', text: ',', offset: 29 },
        { kind: 'word', text: '1px', offset: 31 },
      ],
      offset: 22,
    },
  ])
})

test('a path without quotes is one word, whatever slashes are in it', () => {
  assert.deepEqual(parseRcssValue('../fonts/a.ttf'), [{ kind: 'word', text: '../fonts/a.ttf', offset: 0 }])
  assert.deepEqual(parseRcssValue('image( ../images/a.png none, /system/b.png ) / 2'), [
    {
      kind: 'function',
      name: 'image',
      args: [
        { kind: 'word', text: '../images/a.png', offset: 7 },
        { kind: 'word', text: 'none', offset: 23 },
        { kind: 'mark', text: ',', offset: 27 },
        { kind: 'word', text: '/system/b.png', offset: 29 },
      ],
      offset: 0,
    },
    { kind: 'mark', text: '/', offset: 45 },
    { kind: 'word', text: '2', offset: 47 },
  ])
})

test('a million braces, brackets, quotes or blanks are read in bounded time', () => {
  const count = 200_000
  const hostile = [
    '{'.repeat(count),
    '}'.repeat(count),
    'a{'.repeat(count),
    `a { b: ${'('.repeat(count)}`,
    `a { b: c${'\n'.repeat(count)}! d }`,
    '"\\'.repeat(count),
    '/*'.repeat(count),
    `${':not('.repeat(count)} {}`,
    `${','.repeat(count)} {}`,
    `@media (width: a${' '.repeat(count)}b {}`,
    'a{b:c}'.repeat(count / 4),
  ]
  for (const text of hostile) assert.ok(parseRcss(text).problems.length <= 20, text.slice(0, 20))
  assert.deepEqual(parseRcssValue('('.repeat(count)), [])
})

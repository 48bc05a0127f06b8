import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutCode, cutLines, languageOf } from './cut-code.ts'
import type { CodePiece } from './cut-code.ts'

const kindsOf = (pieces: readonly CodePiece[]) =>
  pieces.filter(({ text }) => text.trim() !== '').map(({ kind, text }) => `${kind}:${text.trim()}`)

test('a line of code is cut into what it is read by', () => {
  assert.deepEqual(kindsOf(cutCode('local n = 0x1F -- as "hex"', 'lua')), [
    'word:local',
    'plain:n =',
    'digits:0x1F',
    'note:-- as "hex"',
  ])
  assert.deepEqual(kindsOf(cutCode('"name": "a \\" b", "n": 1.5e3', 'json')), [
    'word:"name"',
    'plain::',
    'string:"a \\" b"',
    'plain:,',
    'word:"n"',
    'plain::',
    'digits:1.5e3',
  ])
  assert.deepEqual(kindsOf(cutCode('<p class="big">Hello</p>', 'markup')), [
    'word:<p',
    'plain:class=',
    'string:"big"',
    'word:>',
    'plain:Hello',
    'word:</p',
    'word:>',
  ])
  assert.equal(languageOf('assets/MAIN.RML'), 'markup')
  assert.equal(languageOf('LICENSE'), 'plain')
})

test('nothing of a line is lost, whatever it is', () => {
  const lines = [
    '',
    '\t',
    '"never ended',
    "it's",
    '/* open',
    '<!-- open',
    `x${'"'.repeat(5000)}`,
    '-- \u{1F600} "quoted"',
    '\\',
  ]
  for (const line of lines)
    for (const language of ['lua', 'markup', 'style', 'json', 'plain'] as const)
      assert.equal(
        cutCode(line, language)
          .map(({ text }) => text)
          .join(''),
        line,
      )
})

test('many lines are one text of few pieces, and a line never colours the next one', () => {
  assert.deepEqual(cutLines(['x = "never ended', 'y = 1', '', 'plain', '-- end'], 'lua'), [
    { kind: 'plain', text: 'x = ' },
    { kind: 'string', text: '"never ended' },
    { kind: 'plain', text: '\ny = ' },
    { kind: 'digits', text: '1' },
    { kind: 'plain', text: '\n\nplain\n' },
    { kind: 'note', text: '-- end' },
  ])
})

test('characters that nobody sees are named, so that a line cannot read other than it runs', () => {
  assert.deepEqual(cutCode('if ok\u202E then\u200B\u{E0041}', 'plain'), [
    { kind: 'plain', text: 'if ok' },
    { kind: 'hidden', text: 'U+202E' },
    { kind: 'plain', text: ' then' },
    { kind: 'hidden', text: 'U+200B' },
    { kind: 'hidden', text: 'U+E0041' },
  ])
})

test('a long line does not keep the page waiting', () => {
  const begun = performance.now()
  for (const piece of ['"\\', "'", '--', '<!--', '/*', 'a:', '0.']) cutCode(piece.repeat(1000), 'style')
  assert.ok(performance.now() - begun < 500)
})

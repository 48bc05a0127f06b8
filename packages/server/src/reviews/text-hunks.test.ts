import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, assert as assertProperty, constantFrom, property } from 'fast-check'
import type { Hunk } from '@mosis/api'
import { compareTexts } from './text-hunks.ts'

const findHunks = (before: string, after: string) => compareTexts(before, after)?.hunks

test('changes are shown with the lines around them, those close together in one hunk', () => {
  const before = Array.from({ length: 30 }, (_, index) => `line ${index + 1}\n`)
  const after = before.with(4, 'five\n').toSpliced(8, 1).concat('end')
  assert.deepEqual(findHunks(before.join(''), after.join('')), [
    {
      before_start: 2,
      before_lines: 11,
      after_start: 2,
      after_lines: 10,
      lines: [
        ' line 2',
        ' line 3',
        ' line 4',
        '-line 5',
        '+five',
        ' line 6',
        ' line 7',
        ' line 8',
        '-line 9',
        ' line 10',
        ' line 11',
        ' line 12',
      ],
    },
    {
      before_start: 28,
      before_lines: 3,
      after_start: 27,
      after_lines: 4,
      lines: [' line 28', ' line 29', ' line 30', '+end', '\\ No newline at end of file'],
    },
  ])
})

test('a text that came, and a missing end of line, are differences too', () => {
  assert.deepEqual(findHunks('', 'a\nb\n'), [
    { before_start: 0, before_lines: 0, after_start: 1, after_lines: 2, lines: ['+a', '+b'] },
  ])
  assert.deepEqual(
    findHunks('a\n', 'a')?.flatMap(({ lines }) => lines),
    ['-a', '+a', '\\ No newline at end of file'],
  )
})

test('the hunks, done to the text before, give the text after', () => {
  const text = array(constantFrom('a\n', 'b\n', 'c\n', '\n'), { maxLength: 40 }).map((lines) => lines.join(''))
  assertProperty(
    property(text, text, (before, after) => {
      assert.equal(apply(before, findHunks(before, after) ?? []), after)
    }),
    { seed: 20260102, numRuns: 300 },
  )
})

function apply(before: string, hunks: readonly Hunk[]): string {
  const lines = before.match(/[^\n]*\n/g) ?? []
  const done: string[] = []
  let next = 0
  for (const { before_start, before_lines, lines: changes } of hunks) {
    const start = before_lines > 0 ? before_start - 1 : before_start
    done.push(...lines.slice(next, start))
    done.push(...changes.filter((line) => !line.startsWith('-')).map((line) => `${line.slice(1)}\n`))
    next = start + before_lines
  }
  return [...done, ...lines.slice(next)].join('')
}

const lines = (word: string) => Array.from({ length: 2000 }, (_, index) => `${word} ${index}\n`).join('')

test('texts that have too little in common are not compared line by line', () => {
  assert.equal(findHunks(lines('a'), lines('b')), undefined)
  assert.equal(compareTexts('a\nb\n', 'c\nd\n', 3), undefined)
  assert.equal(compareTexts('a\nb\n', 'c\nd\n', 4)?.comparedLines, 4)
  // As long as the change is small, the text may be long.
  assert.equal(findHunks(lines('a'), `${lines('a')}b\n`)?.length, 1)
})

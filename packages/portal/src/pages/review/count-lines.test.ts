import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findClosed } from './count-lines.ts'

const file = (path: string, count: number) => ({
  path,
  change: 'changed' as const,
  before: null,
  after: null,
  left_out: null,
  hunks: [
    {
      before_start: 1,
      before_lines: count,
      after_start: 1,
      after_lines: count,
      lines: Array.from({ length: count }, () => ' same'),
    },
  ],
})

test('a small difference is open, of a large one only so many lines', () => {
  assert.deepEqual([...findClosed([file('a', 400), file('b', 500)])], [])
  assert.deepEqual([...findClosed([file('a', 5000), file('b', 5)])], ['b'])
  assert.deepEqual([...findClosed([file('a', 600), file('b', 600), file('c', 300)])], ['b'])
})

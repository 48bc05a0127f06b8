import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionsOf } from './position.ts'

test('offsets become lines and columns after LF, CR LF and lone CR', () => {
  const positionAt = positionsOf('ab\ncd\r\nef\rgh')
  const places = [0, 2, 3, 6, 7, 10].map((offset) => positionAt(offset))
  assert.deepEqual(
    places.map(({ line, column }) => `${line}:${column}`),
    ['1:1', '1:3', '2:1', '2:4', '3:1', '4:1'],
  )
})

test('an offset outside of the text is moved to its nearest end', () => {
  const positionAt = positionsOf('a\nb')
  assert.deepEqual(positionAt(-5), { line: 1, column: 1, offset: 0 })
  assert.deepEqual(positionAt(99), { line: 2, column: 2, offset: 3 })
})

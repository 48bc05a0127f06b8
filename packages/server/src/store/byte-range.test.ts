import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readByteRange } from './byte-range.ts'
import { isNamed } from '../http/entity-tag.ts'

test('one range of bytes is read as RFC 9110 says; what is not understood asks for everything', () => {
  const cases: [string | undefined, ReturnType<typeof readByteRange>][] = [
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=10-19', { start: 10, end: 19 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-1000', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['BYTES= 5-6 ', { start: 5, end: 6 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=100-200', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=5-4', undefined],
    ['bytes=-', undefined],
    ['bytes=0-0,5-6', undefined],
    ['bytes=a-b', undefined],
    ['lines=0-5', undefined],
    [undefined, undefined],
  ]
  for (const [header, expected] of cases) assert.deepEqual(readByteRange(header, 100), expected, header)
  assert.equal(readByteRange('bytes=-5', 0), 'unsatisfiable')
})

test('If-None-Match names a tag alone, in a list, weakly, or by a star', () => {
  for (const header of ['"abc"', '"x", "abc"', 'W/"abc"', '*', ' "abc" '])
    assert.equal(isNamed(header, '"abc"'), true, header)
  for (const header of ['"abcd"', 'abc', '', undefined]) assert.equal(isNamed(header, '"abc"'), false, header)
})

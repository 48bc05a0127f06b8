import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, oneOf, search, text } from './search.ts'

test('what cannot be read of an address hides what stands there, and what is absent stays absent', () => {
  const read = search({ tab: oneOf(['members', 'log']), q: text, page: count })
  assert.deepEqual(read({ tab: 'log', q: 7, page: 2, other: 'x' }), { tab: 'log', q: '7', page: 2 })
  // The router lays this over what the address says: a name that were missing here would let it through unread.
  assert.deepEqual({ tab: 'audit', page: -1, ...read({ tab: 'audit', page: -1 }) }, { tab: undefined, page: undefined })
  assert.deepEqual(read({}), {})
})

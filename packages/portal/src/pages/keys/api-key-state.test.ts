import assert from 'node:assert/strict'
import test from 'node:test'
import { stateOf } from './api-key-state.ts'

const now = Date.parse('2026-03-01T12:00:00.000Z')
const standing = (expires_at: string, revoked_at: string | null = null) => stateOf({ expires_at, revoked_at }, now)

test('a key is in use until two weeks before its end', () => {
  assert.deepEqual(standing('2026-03-15T12:00:00.000Z'), { name: 'inUse', isOver: false })
  assert.deepEqual(standing('2026-03-15T11:59:59.999Z'), { name: 'endsSoon', isOver: false })
})

test('a key is over at the moment it ends', () => {
  assert.deepEqual(standing('2026-03-01T12:00:00.001Z'), { name: 'endsSoon', isOver: false })
  assert.deepEqual(standing('2026-03-01T12:00:00.000Z'), { name: 'ended', isOver: true })
})

test('a revoked key is over however long it would have lasted', () => {
  assert.deepEqual(standing('2027-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'), { name: 'revoked', isOver: true })
})

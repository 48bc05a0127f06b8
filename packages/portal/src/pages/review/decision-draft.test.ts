import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDraft, findFaults } from './decision-draft.ts'
import type { DecisionDraft } from './decision-draft.ts'

const say = { outcome: 'choose', tickFirst: 'tick', needReason: 'reason', needText: 'text' }
const faultsOf = (draft: Partial<DecisionDraft>) =>
  findFaults({ ...emptyDraft, ...draft }, ['difference', 'started'], say).map(({ pointer, message }) => [
    pointer,
    message,
  ])

test('a decision is not sent before something is chosen', () => {
  assert.deepEqual(faultsOf({}), [['/outcome', 'choose']])
})

test('an approval waits for each line of the checklist', () => {
  assert.deepEqual(faultsOf({ outcome: 'approve', checklist: ['difference'] }), [['/checklist/started', 'tick']])
  assert.deepEqual(faultsOf({ outcome: 'approve', checklist: ['started', 'difference'] }), [])
})

test('a refusal says why, by a reason that says something or in words', () => {
  const lacks = [['/reason', 'reason']]
  assert.deepEqual(faultsOf({ outcome: 'reject', reason: ' ' }), lacks)
  assert.deepEqual(faultsOf({ outcome: 'request_changes', reason_codes: ['other'] }), lacks)
  assert.deepEqual(faultsOf({ outcome: 'request_changes', reason_codes: ['other', 'spam'] }), [])
  assert.deepEqual(faultsOf({ outcome: 'reject', reason: 'It is a copy.' }), [])
})

test('what is left to an admin says why in words', () => {
  assert.deepEqual(faultsOf({ outcome: 'escalate', reason_codes: ['spam'] }), [['/reason', 'text']])
  assert.deepEqual(faultsOf({ outcome: 'escalate', reason: 'I know the team.' }), [])
})

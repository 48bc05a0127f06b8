import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ApiError, reviewReasons, sayPortalNote } from './index.ts'

test('a note is said with its facts, and a list of names as one', () => {
  assert.equal(sayPortalNote({ code: 'version.raised', facts: { before: 10, after: 50 } }), 'From 10 % to 50 %')
  assert.equal(
    sayPortalNote({ code: 'review.permissions', facts: { permissions: ['camera', 'microphone'] } }),
    'Asks for dangerous permissions: camera, microphone',
  )
})

test('a refusal in a note is said as the refusal says itself', () => {
  const details = { is: 'a'.repeat(64), should: 'b'.repeat(64) }
  const facts = { ...details, error: 'version.key_mismatch' }
  const refusal = new ApiError('version.key_mismatch', details).message
  assert.equal(sayPortalNote({ code: 'version.refused', facts }), refusal)
  assert.equal(sayPortalNote({ code: 'version.not_published', facts }), `It could not be published: ${refusal}`)
})

const sayDecision = (reasons: string[], words: string) =>
  sayPortalNote({ code: 'version.decided', facts: { reasons, words } })

test('a decision is said with the sentences of the table, then in own words', () => {
  const { sentence } = reviewReasons.misleading
  assert.equal(sayDecision(['misleading', 'other'], 'It is no clock'), `${sentence} It is no clock`)
  assert.equal(sayDecision(['misleading'], ''), sentence)
})

test('a note of a newer portal is its code in words, and braces in a fact stay as they are', () => {
  assert.equal(sayPortalNote({ code: 'made_up.later', facts: {} }), 'made up later')
  assert.equal(
    sayPortalNote({ code: 'quarantine.ended', facts: { words: '{words}' } }),
    'The quarantine has ended: {words}',
  )
})

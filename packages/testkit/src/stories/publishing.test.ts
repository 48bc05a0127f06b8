import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runPublishingChaos } from '../chaos/publishing.ts'
import { runPublishing } from '../journeys/publishing.ts'

test("a version's whole life: every state reached, every refusal tried, mails and webhooks", async () => {
  // What an app does when it is run has tests of its own.
  const steps = await runPublishing(() => undefined, { BEHAVIOUR_REVIEW: '0' })
  assert.deepEqual(
    steps.map(({ name }) => name),
    [
      'Everybody signs up',
      'Webhook',
      'An id belongs to one team',
      'Upload',
      'What a draft cannot do',
      'Taken back and handed in again',
      'The automated review says no',
      'Claimed by one reviewer',
      'Changes requested, and the thread',
      'Rejected',
      'Appeal, once, to somebody else',
      'Nobody reviews an app of their own',
      'A lower code',
      'Approved, published by hand',
      'Scheduled',
      'Rolled out in stages',
      'Rolled back',
      'Beta by link',
      'Reported',
      'Quarantine',
      'Appeal against it, and back',
      'Blocked',
      'Suspended',
      'Withdrawn',
      'The public log',
      'Every state was reached',
      'The webhook heard of all of it',
      'Everything that may not be was tried',
    ],
  )
})

test('a portal that is killed again and again loses nothing that it acknowledged', async () => {
  const { lies, counts } = await runPublishingChaos({ kills: 10, seed: 5, isHurried: true })
  assert.deepEqual(lies, [])
  assert.ok((counts['uploads acknowledged'] ?? 0) > 0, 'people got something done between the kills')
})

test('two portals that share PostgreSQL, killed one after the other, keep everything they answered', async () => {
  const { lies, counts } = await runPublishingChaos({ kills: 4, seed: 5, isHurried: true, database: 'postgres' })
  assert.deepEqual(lies, [])
  assert.ok((counts['uploads acknowledged'] ?? 0) > 0, 'people got something done between the kills')
})

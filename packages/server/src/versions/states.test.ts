import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, apps, reviews, versions } from '@mosis/api'
import type { Version, VersionState } from '@mosis/api'
import { array, assert as assertProperty, asyncProperty, boolean, constantFrom, tuple } from 'fast-check'
import { startTestServer } from '../testing.ts'
import { changes } from './states.ts'
import { startSampleApp } from './testing.ts'
import type { SampleApp } from './testing.ts'

const server = await startTestServer()
after(() => server.close())

/** The ways of a version, as the project decided them: from, to, who. Written down here once more on purpose. */
const decidedWays = `
draft submitted developer
submitted checking portal
checking failed portal
checking in_review portal
in_review changes_requested reviewer
in_review rejected reviewer
in_review approved reviewer
in_review approved portal
approved published maintainer
approved published portal
scheduled published maintainer
scheduled published portal
superseded published maintainer
superseded published portal
published superseded portal
published halted maintainer
halted published maintainer
published quarantined admin
halted quarantined admin
quarantined halted admin
submitted draft developer
checking draft developer
in_review draft developer
submitted withdrawn maintainer
checking withdrawn maintainer
failed withdrawn maintainer
in_review withdrawn maintainer
changes_requested withdrawn maintainer
rejected withdrawn maintainer
approved withdrawn maintainer
scheduled withdrawn maintainer
published withdrawn maintainer
halted withdrawn maintainer
superseded withdrawn maintainer
quarantined withdrawn maintainer`

const ways = decidedWays.trim().split('\n')

test('the table has exactly the ways that were decided', () => {
  const table = Object.values(changes).flatMap(({ from, to, by }) =>
    from.flatMap((state) => by.map((actor) => `${state} ${to} ${actor}`)),
  )
  assert.deepEqual(table.sort(), ways.toSorted())
})

const steps = [
  'submit',
  'cancel',
  'publish',
  'halt',
  'resume',
  'withdraw',
  'settle',
  'approve',
  'reject',
  'send back',
] as const
type Step = (typeof steps)[number]

/** Does one step to one version; refusals for its state are part of the game. */
async function take(step: Step, { developer, reviewer, get }: SampleApp, version: Version): Promise<void> {
  const params = { app_id: version.app_id, version_id: version.id }
  const decide = async (endpoint: typeof reviews.rejectReview | typeof reviews.approveReview) => {
    const { review } = await get(version)
    if (review) await reviewer.call(endpoint, { params: { review_id: review.id }, body: { reason: 'As decided' } })
  }
  const works: Record<Step, () => Promise<unknown>> = {
    submit: () =>
      developer.call(versions.submitVersion, {
        params,
        body: { release: version.version_code === 2 ? 'when_approved' : 'manual' },
      }),
    cancel: () => developer.call(versions.cancelVersion, { params }),
    publish: () => developer.call(versions.publishVersion, { params }),
    halt: () => developer.call(versions.haltVersion, { params }),
    resume: () => developer.call(versions.resumeVersion, { params }),
    withdraw: () => developer.call(versions.withdrawVersion, { params }),
    settle: () => server.settle(),
    approve: () => decide(reviews.approveReview),
    reject: () => decide(reviews.rejectReview),
    'send back': () => decide(reviews.requestChanges),
  }
  try {
    await works[step]()
  } catch (error) {
    if (!(error instanceof ApiError) || !['version.wrong_state', 'review.decided'].includes(error.code)) throw error
  }
}

test('no sequence of calls leaves the table, and every change is in the audit log', async () => {
  let run = 0
  // Steps towards the store come more often, or few sequences would get there.
  const likely: Step[] = ['submit', 'settle', 'approve', 'publish']
  const step = tuple(constantFrom(...steps, ...likely, ...likely), constantFrom(0, 1, 2), boolean())
  await assertProperty(
    asyncProperty(array(step, { minLength: 4, maxLength: 24 }), async (sequence) => {
      run += 1
      const app = await startSampleApp(server, `com.states.run${run}`)
      const drafts = [await app.draft(1), await app.draft(2), await app.draft(3)]
      let together: Promise<void>[] = []
      for (const [name, index, waits] of sequence) {
        together.push(take(name, app, drafts[index] as Version))
        // Some calls meet, some come one after the other.
        if (waits) together = (await Promise.all(together), [])
      }
      await Promise.all(together)
      await server.settle()
      await checkHistory(app, drafts)
    }),
    { numRuns: 20, seed: 20260102, endOnFailure: true },
  )
})

async function checkHistory({ id, developer, get }: SampleApp, drafts: readonly Version[]): Promise<void> {
  for (const draft of drafts) {
    const events = await server.deps.db
      .selectFrom('audit_event')
      .selectAll()
      .where('subject_id', '=', draft.id)
      .orderBy('id')
      .execute()
    let state: VersionState | null = null
    for (const { from_state, to_state, actor_id, at } of events) {
      assert.deepEqual([from_state], [state], 'each change begins where the one before ended')
      if (from_state !== null) {
        const taken = ways.filter((way) => way.startsWith(`${from_state} ${to_state} `))
        assert.ok(taken.length > 0, `${from_state} → ${to_state} is not decided`)
        assert.ok(actor_id !== null || taken.some((way) => way.endsWith(' portal')), 'only the portal has no name')
      }
      assert.match(at, /Z$/)
      state = to_state as VersionState
    }
    assert.equal((await get(draft)).state, state)
  }
  const { versions: all } = await developer.call(versions.listVersions, { params: { app_id: id } })
  const published = all.filter(({ state }) => state === 'published').map(({ version_code }) => version_code)
  const app = await developer.call(apps.getApp, { params: { app_id: id } })
  assert.deepEqual(published, app.published ? [app.published.version_code] : [])
}

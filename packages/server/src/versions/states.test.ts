import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { ApiError, mayInTeam, reviews, teamActions, versions } from '@mosis/api'
import type { Client, TeamRole, Version, VersionState } from '@mosis/api'
import { array, assert as assertProperty, asyncProperty, boolean, constantFrom, record } from 'fast-check'
import { startTestServer } from '../testing.ts'
import { changes, stateWords } from './states.ts'
import type { Action, Change } from './states.ts'
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
rejected in_review developer
in_review approved reviewer
in_review approved portal
approved scheduled maintainer
approved scheduled portal
scheduled scheduled maintainer
scheduled scheduled portal
scheduled approved maintainer
scheduled approved portal
approved published maintainer
approved published portal
scheduled published maintainer
scheduled published portal
superseded published maintainer
superseded published portal
published published maintainer
published superseded portal
published halted maintainer
halted published maintainer
published quarantined reviewer
published quarantined portal
halted quarantined reviewer
halted quarantined portal
quarantined halted reviewer
quarantined halted portal
quarantined published portal
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
  const roles: Record<string, { role: string }> = teamActions
  const table = Object.entries(changes).flatMap(([action, { from, to, by }]) =>
    from.flatMap((state) =>
      by.map((actor) => `${state} ${to} ${actor === 'member' ? roles[`version.${action}`]?.role : actor}`),
    ),
  )
  assert.deepEqual([...new Set(table)].sort(), ways.toSorted())
})

const calls = ['submit', 'cancel', 'publish', 'schedule', 'unschedule', 'raise', 'halt', 'resume', 'withdraw'] as const
const decisions = ['approve', 'reject', 'request_changes'] as const
type StepName = (typeof calls)[number] | (typeof decisions)[number] | 'settle' | 'wait'

/** One step to one of three versions of an app. */
interface Step {
  name: StepName
  index: number
  percent: number
  track: 'production' | 'beta' | undefined
  /** Whether the next step waits for this one. */
  waits: boolean
}

// Steps towards the store come more often, or few sequences would get there.
const likely: StepName[] = ['submit', 'settle', 'approve', 'publish', 'raise']
const step = record<Step>({
  name: constantFrom<StepName>(...calls, ...decisions, 'settle', 'wait', ...likely, ...likely),
  index: constantFrom(0, 1, 2),
  percent: constantFrom(10, 50, 100, 100),
  track: constantFrom<Step['track']>(undefined, undefined, 'production', 'beta'),
  waits: boolean(),
})

/** Short, so that nobody's sign-in ends within the test. */
const inASecond = () => new Date(Date.parse(server.clock.now()) + 1000).toISOString()

/** Sends one step as somebody. */
async function take({ name, percent, track }: Step, call: Client, { get }: SampleApp, version: Version): Promise<void> {
  const params = { app_id: version.app_id, version_id: version.id }
  const rollout = { rollout_percent: percent, ...(track && { track }) }
  const works: Record<StepName, () => Promise<unknown>> = {
    submit: () => call(versions.submitVersion, { params, body: intentOf(version) }),
    cancel: () => call(versions.cancelVersion, { params }),
    publish: () => call(versions.publishVersion, { params, body: rollout }),
    schedule: () => call(versions.scheduleVersion, { params, body: { release_at: inASecond(), ...rollout } }),
    unschedule: () => call(versions.unscheduleVersion, { params }),
    raise: () => call(versions.raiseRollout, { params, body: { percent } }),
    halt: () => call(versions.haltVersion, { params }),
    resume: () => call(versions.resumeVersion, { params }),
    withdraw: () => call(versions.withdrawVersion, { params }),
    approve: () => decide(reviews.approveReview),
    reject: () => decide(reviews.rejectReview),
    request_changes: () => decide(reviews.requestChanges),
    settle: () => server.settle(),
    wait: () => (server.clock.advance(2000), server.settle()),
  }
  const decide = async (endpoint: typeof reviews.rejectReview | typeof reviews.approveReview) => {
    const { review } = await get(version)
    if (review) await call(endpoint, { params: { review_id: review.id }, body: { reason: 'As decided' } })
  }
  await works[name]()
}

/** The first waits for a person, the second is released by its approval, the third at a time. */
function intentOf({ version_code }: Version) {
  if (version_code === 2) return { release: 'when_approved' } as const
  return version_code === 3 ? ({ release: 'at', release_at: inASecond() } as const) : {}
}

/** What may stand in the way of a change that the table allows: the rest of the app, or how far a rollout got. */
const otherObstacles = ['version.cannot_stage', 'version.rollout_lower']

test('no calls that meet leave the table, and every change is in the audit log', async () => {
  let run = 0
  await assertProperty(
    asyncProperty(array(step, { minLength: 4, maxLength: 24 }), async (sequence) => {
      run += 1
      const app = await startSampleApp(server, `com.states.run${run}`)
      const drafts = [await app.draft(1), await app.draft(2), await app.draft(3)]
      let together: Promise<void>[] = []
      for (const one of sequence) {
        const isDecision = decisions.some((name) => name === one.name)
        const { call } = isDecision ? app.reviewer : app.developer
        const sent = take(one, call, app, drafts[one.index] as Version).catch((failure: unknown) => {
          const refusals = ['version.wrong_state', 'review.decided', ...otherObstacles]
          if (!(failure instanceof ApiError) || !refusals.includes(failure.code)) throw failure
        })
        together.push(sent)
        // Some calls meet, some come one after the other.
        if (one.waits) together = (await Promise.all(together), [])
      }
      await Promise.all(together)
      await server.settle()
      await checkHistory(app, drafts)
    }),
    { numRuns: 20, seed: 20260102, endOnFailure: true },
  )
})

test('whoever calls what, the answer is the one that the tables of states and roles give', async () => {
  const people = await startPeople()
  let run = 0
  const seen = new Set<VersionState>()
  // Mostly somebody who may, or no version would get far.
  const who = constantFrom(...people.names, ...Array.from({ length: 12 }, () => 'who may' as const))
  const anybodysStep = record({ who, step })
  await assertProperty(
    asyncProperty(array(anybodysStep, { minLength: 30, maxLength: 60 }), async (sequence) => {
      run += 1
      const app = await people.startApp(`com.roles.run${run}`)
      const drafts = [await app.draft(1), await app.draft(2), await app.draft(3)]
      for (const { who: named, step } of sequence) {
        const isDecision = decisions.some((name) => name === step.name)
        const who = named === 'who may' ? (isDecision ? 'reviewer' : 'maintainer') : named
        const version = await app.get(drafts[step.index] as Version)
        seen.add(version.state)
        const expected = expect(step, version, who)
        const answer = await take(step, people.callOf(who), app, version).then(
          () => 'done',
          (failure: unknown) => {
            if (failure instanceof ApiError) return failure.code
            throw failure
          },
        )
        const got = otherObstacles.includes(answer) && expected === 'done' ? 'done' : answer
        assert.equal(got, expected, `${who}: ${step.name} of a version that is ${version.state}`)
      }
      await server.settle()
      await checkHistory(app, drafts)
    }),
    { numRuns: 30, seed: 20260103, endOnFailure: true },
  )
  const missing = Object.keys(stateWords).filter((state) => !seen.has(state as VersionState))
  assert.deepEqual(missing, ['checking', 'failed', 'quarantined'], 'the others were reached and called in')
})

type Who = TeamRole | 'stranger' | 'reviewer'

/** People in every role of one team, and apps of that team. */
async function startPeople() {
  const owned = await startSampleApp(server, 'com.roles.first')
  const names: Who[] = ['owner', 'maintainer', 'developer', 'viewer', 'stranger', 'reviewer']
  const callers = new Map<Who, Client>([
    ['owner', owned.developer.call],
    ['reviewer', owned.reviewer.call],
    ['stranger', (await server.developer('Stranger')).call],
  ])
  const { team_id } = await server.deps.db
    .selectFrom('team_member')
    .select('team_id')
    .where('account_id', '=', owned.developer.account.id)
    .executeTakeFirstOrThrow()
  for (const role of ['maintainer', 'developer', 'viewer'] as const) {
    const { call, account } = await server.developer(role)
    callers.set(role, call)
    const member = { team_id, account_id: account.id, role, created_at: server.clock.now() }
    await server.deps.db.insertInto('team_member').values(member).execute()
  }
  return {
    names,
    callOf: (who: Who) => callers.get(who) as Client,
    startApp: (id: string) =>
      startSampleApp(server, id, { developer: owned.developer, key: owned.key, reviewer: owned.reviewer }),
  }
}

/** What the tables say about a call: who may, and whether it is possible in this state. */
function expect({ name, track, percent }: Step, version: Version, who: Who): string {
  if (name === 'settle' || name === 'wait') return 'done'
  const isDecision = decisions.some((decision) => decision === name)
  if (isDecision) {
    if (!version.review) return 'done'
    if (who !== 'reviewer') return 'auth.forbidden'
    return version.review.state === 'open' ? 'done' : 'review.decided'
  }
  if (who === 'stranger' || who === 'reviewer') return 'app.not_found'
  const action = actionOf(name, track, version)
  const role = action === 'promote' ? 'version.publish' : (`version.${action}` as keyof typeof teamActions)
  if (!mayInTeam(who, role)) return 'auth.forbidden'
  // Sent twice: nothing is left to do, which is no refusal.
  if (action === 'raise' && version.state === 'published' && version.rollout_percent === percent) return 'done'
  const { from }: Change = changes[action]
  return from.includes(version.state) ? 'done' : 'version.wrong_state'
}

/** Publishing gives a version of the testers to everybody. */
function actionOf(name: Action, track: Step['track'], version: Version): Action {
  const isPromotion = name === 'publish' && version.state === 'published' && version.track === 'beta'
  return isPromotion && track === 'production' ? 'promote' : name
}

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
  await checkOffers(id, all)
}

/** What an app offers are its published versions, each in its place. */
async function checkOffers(id: string, all: readonly Version[]): Promise<void> {
  const app = await server.deps.db.selectFrom('app').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const byId = new Map(all.map((version) => [version.id, version]))
  const [full, staged, beta] = [app.published_version_id, app.rollout_version_id, app.beta_version_id].map(
    (versionId) => byId.get(versionId ?? ''),
  )
  const published = all.filter(({ state }) => state === 'published').map((version) => version.id)
  const offered = [full, staged, beta].filter((version) => version !== undefined)
  assert.deepEqual(offered.map((version) => version.id).sort(), published.sort())
  assert.deepEqual([full?.track ?? 'production', full?.rollout_percent ?? 100], ['production', 100])
  assert.ok(!staged || (staged.track === 'production' && staged.rollout_percent < 100))
  assert.ok(!staged || !full || staged.version_code > full.version_code)
  assert.equal(beta?.track ?? 'beta', 'beta')
}

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, reviews, rules, store } from '@mosis/api'
import type { RuleMode } from '@mosis/api'
import { packageErrors } from '@mosis/format'
import { reviewBytes, rules as allRules } from '@mosis/review'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { systemCall } from '../http/call.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import { samplePackage, startSampleApp } from '../versions/testing.ts'
import type { ReviewTask } from './review-task.ts'
import { reviewNextApp } from './rule-runs.ts'
import type { Verdict } from './verdict.ts'

const server = await startTestServer()
after(() => server.close())

const code = 'file-unreachable'

async function set({ call }: Caller, code: string, mode: RuleMode, reason = '') {
  return call(rules.setRule, { params: { code }, body: { mode, reason } })
}

test('rules are listed with how they are set, and only an admin who proved it lately switches one', async () => {
  const [admin, reviewer] = [await server.admin(), await server.reviewer()]
  const listed = await reviewer.call(rules.listRules, {})
  assert.equal(listed.rules.length, allRules.length + Object.keys(packageErrors).length)
  assert.equal(listed.rule_set, (await reviewBytes(samplePackage({ id: 'com.rules.set' }))).rule_set)
  assert.ok(listed.rules.every(({ mode }) => mode === 'enforce'))
  await assert.rejects(set(reviewer, code, 'off'), { code: 'auth.forbidden' })
  await assert.rejects(set(admin, 'made-up', 'off'), { code: 'rule.not_found' })
  for (const fixed of ['digest-wrong', 'text-too-large'])
    await assert.rejects(set(admin, fixed, 'observe'), { code: 'rule.fixed' })
  assert.equal((await set(admin, code, 'observe', 'Too many of them')).mode, 'observe')
  assert.equal((await admin.call(rules.listRules, {})).rules.find((rule) => rule.code === code)?.mode, 'observe')
  await set(admin, code, 'enforce')
  const changes = await server.deps.db
    .selectFrom('audit_event')
    .select(['actor_id', 'from_state', 'to_state', 'reason'])
    .where('subject_type', '=', 'rule')
    .orderBy('id')
    .execute()
  const { id } = admin.account
  assert.deepEqual(
    changes.map((change) => Object.values(change)),
    [
      [id, 'enforce', 'observe', 'Too many of them'],
      [id, 'observe', 'enforce', null],
    ],
  )
  // The token is renewed, the proof is not.
  server.clock.advance(14 * 60_000)
  const { refresh_token } = admin.tokens
  const renewed = await server.call(accounts.refresh, { body: { refresh_token } })
  server.clock.advance(2 * 60_000)
  const stale = { ...admin, call: server.callWith(renewed.access_token) }
  await assert.rejects(set(stale, code, 'off'), { code: 'auth.recent_sign_in_required' })
  const again = await server.call(accounts.login, { body: { email: admin.account.email, password: testPassword } })
  await set({ ...admin, call: server.callWith(again.access_token) }, code, 'enforce')
})

test('what an observing rule finds is shown apart and decides nothing; what a rule that is off finds is not kept', async () => {
  const rule = 'lua-syntax'
  const broken = { files: { 'assets/app.lua': 'local x = = 1\n' } }
  const own = await startTestServer()
  const admin = await own.admin()
  const { draft, submit, get, reviewer } = await startSampleApp(own, 'com.rules.modes')
  const seen: unknown[] = []
  for (const [index, mode] of (['enforce', 'observe', 'off'] as const).entries()) {
    await set(admin, rule, mode)
    const version = await draft(index + 1, broken)
    await submit(version)
    await own.settle()
    const { state, findings, review } = await get(version)
    const params = { review_id: review?.id ?? '' }
    const { observed, rule_modes } = await reviewer.call(reviews.getReview, { params })
    const has = (list: readonly { code: string }[] | null) => list?.some(({ code }) => code === rule)
    seen.push([state, has(findings), has(observed), rule_modes])
  }
  assert.deepEqual(seen, [
    ['failed', true, false, {}],
    ['in_review', false, true, { [rule]: 'observe' }],
    ['in_review', false, false, { [rule]: 'off' }],
  ])
  await own.close()
})

/** Three published apps: one that a rule would refuse now, one that it warns of as before, one that is fine. */
async function startCatalogue(): Promise<TestServer> {
  const catalogue = await startTestServer()
  const admin = await catalogue.admin()
  await set(admin, 'lua-syntax', 'off')
  const broken = { files: { 'assets/app.lua': 'local x = = 1\n' } }
  const loud = { manifest: { permissions: ['storage', 'camera'] } }
  for (const [id, more] of [
    ['com.run.broken', broken],
    ['com.run.loud', loud],
    ['com.run.quiet', {}],
  ] as const) {
    const app = await startSampleApp(catalogue, id)
    await app.published(1, more)
  }
  await catalogue.deps.db.updateTable('app').set({ download_count: 7 }).where('id', '=', 'com.run.broken').execute()
  await set(admin, 'lua-syntax', 'enforce')
  return catalogue
}

test('a run of rules over the catalogue says what they would do, and does none of it', async () => {
  const catalogue = await startCatalogue()
  const admin = await catalogue.admin()
  const started = await admin.call(rules.startRuleRun, {})
  assert.deepEqual([started.state, started.apps_total, started.apps_done], ['running', 3, 0])
  await assert.rejects(admin.call(rules.startRuleRun, {}), {
    code: 'rule_run.running',
    message: new RegExp(started.id),
  })
  await catalogue.settle()
  const done = await admin.call(rules.getRuleRun, { params: { run_id: started.id } })
  assert.deepEqual([done.state, done.apps_done, done.apps_failed], ['done', 3, 0])
  const effect = (code: string) => done.effects.find((effect) => effect.code === code)
  const { versions, newly_failing, newly_warning, approved_by_person, download_count, apps } =
    effect('lua-syntax') ?? {}
  assert.deepEqual([versions, newly_failing, newly_warning, approved_by_person, download_count], [1, 1, 0, 1, 7])
  assert.deepEqual(
    apps?.map(({ app_id, severity, is_new, download_count }) => [app_id, severity, is_new, download_count]),
    [['com.run.broken', 'error', true, 7]],
  )
  const known = effect('permission-unused')
  assert.deepEqual([known?.versions, known?.newly_failing, known?.newly_warning], [1, 0, 0])
  const { apps: offered } = await catalogue.call(store.listStoreApps, {})
  assert.deepEqual(offered.map(({ id }) => id).sort(), ['com.run.broken', 'com.run.loud', 'com.run.quiet'])

  const some = await admin.call(rules.startRuleRun, { body: { codes: ['plain-http', 'lua-syntax'] } })
  await catalogue.settle()
  const narrow = await admin.call(rules.getRuleRun, { params: { run_id: some.id } })
  assert.deepEqual(
    [narrow.codes, narrow.effects.map(({ code }) => code)],
    [['lua-syntax', 'plain-http'], ['lua-syntax']],
  )
  const { runs } = await admin.call(rules.listRuleRuns, {})
  assert.deepEqual(
    runs.map(({ id, state, codes }) => [id, state, codes]),
    [
      [some.id, 'done', ['lua-syntax', 'plain-http']],
      [started.id, 'done', null],
    ],
  )
  await assert.rejects(admin.call(rules.startRuleRun, { body: { codes: ['made-up'] } }), { code: 'rule.not_found' })
  await catalogue.close()
})

test('a run goes on where a killed portal left it, counts every app once, and lets submissions go first', async () => {
  const catalogue = await startCatalogue()
  const { db } = catalogue.deps
  const admin = await catalogue.admin()
  const { id: runId } = await admin.call(rules.startRuleRun, {})
  const run = () => admin.call(rules.getRuleRun, { params: { run_id: runId } })
  // Two processes with the same step: one of them notes it.
  const { storage, log } = catalogue.deps
  const reviews = createThreadPool<ReviewTask, Verdict>(new URL('./review-thread.ts', import.meta.url), {
    threads: 2,
    timeoutMs: 60_000,
    maxHeapMib: 128,
    maxWaiting: 4,
  })
  const context = { call: systemCall(catalogue.clock.now(), 'test'), attempt: 1, signal: new AbortController().signal }
  const step = () => reviewNextApp({ db, storage, reviews, log }, context, runId)
  await Promise.all([step(), step()])
  await reviews.close()
  assert.deepEqual([(await run()).apps_done, (await run()).effects.length > 0], [1, true])
  // Killed in the middle of the next: claimed by nobody who lives.
  const claimed_until = new Date(Date.parse(catalogue.clock.now()) + 15_000).toISOString()
  await db.updateTable('job').set({ attempts: 1, claimed_until }).where('name', '=', 'rules.run').execute()
  const { draft, submit, get } = await startSampleApp(catalogue, 'com.run.submitted')
  const version = await draft(1)
  await submit(version)
  const { name } = await db
    .selectFrom('job')
    .select('name')
    .where('state', '=', 'ready')
    .where('name', 'in', ['rules.run', 'review.version'])
    .orderBy('run_at')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  assert.equal(name, 'review.version')
  await catalogue.settle()
  assert.deepEqual([(await get(version)).state, (await run()).apps_done], ['in_review', 1])
  catalogue.clock.advance(20_000)
  await catalogue.settle()
  const done = await run()
  assert.deepEqual([done.state, done.apps_done], ['done', 3])
  assert.deepEqual(done.effects.find(({ code }) => code === 'lua-syntax')?.versions, 1)
  await catalogue.close()
})

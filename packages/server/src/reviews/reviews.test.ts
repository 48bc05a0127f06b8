import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { people, reviews, riskReasons, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { reviewBytes } from '@mosis/review'
import { startTestServer } from '../testing.ts'
import { systemCall } from '../http/call.ts'
import { samplePackage, startSampleApp } from '../versions/testing.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import { reviewVersion } from './automated.ts'
import type { ReviewPlace } from './automated.ts'
import { createReceipts } from './receipt.ts'

const server = await startTestServer()
const folder = await mkdtemp(join(tmpdir(), 'mosis-reviews-'))
after(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const ref = (version: Version) => ({ app_id: version.app_id, version_id: version.id })

/** A fault that the automated review calls an error. */
const broken = { files: { 'assets/scripts/app.lua': 'local x = = 1\n' } }

test('the findings are those of the review itself, byte for byte, for developer and reviewer', async () => {
  const { id, key, draft, submit, get, reviewer } = await startSampleApp(server, 'com.review.same')
  const more = { manifest: { permissions: ['storage', 'camera'] } }
  const bytes = samplePackage({ id, privateKeyPem: key.privateKeyPem, ...more })
  const own = await reviewBytes(bytes)
  const version = await draft(1, more)
  assert.equal((await get(version)).findings, null)
  await submit(version)
  await server.settle()
  const reviewed = await get(version)
  assert.equal(JSON.stringify(reviewed.findings), JSON.stringify(own.findings))
  const review = await reviewer.call(reviews.getReview, { params: { review_id: reviewed.review?.id ?? '' } })
  assert.deepEqual(review, {
    id: reviewed.review?.id,
    version_id: version.id,
    app_id: id,
    app_name: 'Same',
    team_name: 'Dana',
    version: version.version,
    version_code: 1,
    state: 'open',
    findings: own.findings,
    requires_manual: own.requires_manual,
    manual_reasons: own.manual_reasons,
    manual_notes: [
      { code: 'review.permissions', facts: { permissions: ['camera'] } },
      { code: 'review.warnings', facts: { rules: ['permission-unused'] } },
    ],
    rule_set: own.rule_set,
    observed: [],
    rule_modes: {},
    behaviour: null,
    behaviour_changes: null,
    receipt: review.receipt,
    permissions: ['storage', 'camera'],
    risk: 70,
    risk_reasons: [
      { code: 'first_app', ...riskReasons.first_app, details: [] },
      { code: 'dangerous_permission', ...riskReasons.dangerous_permission, details: ['camera'] },
      { code: 'warnings', ...riskReasons.warnings, details: ['permission-unused'] },
    ],
    due_at: '2026-01-03T03:04:05.000Z',
    position: 1,
    claim: null,
    escalation: null,
    appeal: null,
    created_at: server.clock.now(),
    decided_at: null,
    decided_by: null,
    reason: null,
    reason_note: null,
    reason_codes: [],
    checklist: [],
  })
})

test('a version with an error finding fails and says why', async () => {
  const { draft, submit, get } = await startSampleApp(server, 'com.review.fails')
  const version = await draft(1, broken)
  await submit(version, { release: 'when_approved' })
  await server.settle()
  const failed = await get(version)
  assert.equal(failed.state, 'failed')
  assert.equal(failed.review?.state, 'rejected')
  assert.equal(failed.decided_at, server.clock.now())
  assert.ok(
    failed.findings?.some(
      ({ severity, path, line }) => severity === 'error' && path === 'assets/scripts/app.lua' && line === 1,
    ),
  )
})

test('with AUTO_APPROVE a version without an error finding is approved by itself, and one with is not', async () => {
  const automatic = await startTestServer({ autoApprove: true })
  const { draft, submit, get, reviewer } = await startSampleApp(automatic, 'com.review.auto')
  const [good, bad, kept] = [await draft(1), await draft(2, broken), await draft(3)]
  await submit(good, { release: 'when_approved' })
  await submit(bad)
  await submit(kept)
  await automatic.settle()
  assert.deepEqual(
    [(await get(good)).state, (await get(bad)).state, (await get(kept)).state],
    ['published', 'failed', 'approved'],
  )
  const { review } = await get(good)
  const { state, decided_by } = await reviewer.call(reviews.getReview, { params: { review_id: review?.id ?? '' } })
  assert.deepEqual([state, decided_by], ['approved', null])
  await automatic.close()
})

test('the queue has the open reviews of all apps, the oldest first, and only reviewers see it', async () => {
  const queue = await startTestServer()
  const [first, second] = [
    await startSampleApp(queue, 'com.queue.first'),
    await startSampleApp(queue, 'com.queue.second'),
  ]
  for (const { draft, submit } of [first, second]) {
    await submit(await draft(1))
    await queue.settle()
    queue.clock.advance(1000)
  }
  const page = await first.reviewer.call(reviews.listReviews, { query: { limit: 1 } })
  assert.deepEqual([page.reviews.map(({ app_id }) => app_id), page.total], [['com.queue.first'], 2])
  const rest = await first.reviewer.call(reviews.listReviews, { query: { limit: 1, cursor: page.next_cursor ?? '' } })
  assert.deepEqual([rest.reviews.map(({ app_id }) => app_id), rest.next_cursor], [['com.queue.second'], null])
  const { reviews: decided } = await first.reviewer.call(reviews.listReviews, { query: { state: 'approved' } })
  assert.deepEqual(decided, [])
  await assert.rejects(first.developer.call(reviews.listReviews, {}), { code: 'auth.forbidden' })
  await assert.rejects(queue.call(reviews.listReviews, {}), { code: 'auth.required' })
  await assert.rejects(first.reviewer.call(reviews.listReviews, { query: { cursor: 'made-up' } }), {
    code: 'invalid_cursor',
  })
  await queue.close()
})

test('a reviewer rejects or asks for changes with a reason, which the developer reads', async () => {
  const { draft, submit, get, reviewer } = await startSampleApp(server, 'com.review.decides')
  for (const [code, endpoint, state] of [
    [1, reviews.rejectReview, 'rejected'],
    [2, reviews.requestChanges, 'changes_requested'],
  ] as const) {
    const version = await draft(code)
    await submit(version)
    await server.settle()
    const params = { review_id: (await get(version)).review?.id ?? '' }
    await assert.rejects(reviewer.call(endpoint, { params, body: { reason: ' ' } }), { code: 'invalid_input' })
    const review = await reviewer.call(endpoint, { params, body: { reason: 'The icon is empty' } })
    assert.deepEqual(
      [review.state, review.decided_by, review.decided_at],
      [state, reviewer.account.id, server.clock.now()],
    )
    const told = await get(version)
    assert.deepEqual([told.state, told.review?.reason], [state, 'The icon is empty'])
    await assert.rejects(reviewer.call(reviews.approveReview, { params }), {
      code: 'review.decided',
      message: new RegExp(state),
    })
  }
})

test('of two reviewers who decide at once, one wins', async () => {
  const { draft, submit, get, reviewer } = await startSampleApp(server, 'com.review.both')
  const other = await server.reviewer()
  const version = await draft(1)
  await submit(version)
  await server.settle()
  const params = { review_id: (await get(version)).review?.id ?? '' }
  const answers = await Promise.allSettled([
    reviewer.call(reviews.approveReview, { params }),
    other.call(reviews.rejectReview, { params, body: { reason: 'No' } }),
  ])
  const lost = answers
    .filter((answer) => answer.status === 'rejected')
    .map(({ reason }) => (reason as { code: string }).code)
  assert.deepEqual(lost, ['review.decided'])
})

test('a reviewer does not decide about an app of an own team; an admin may', async () => {
  const { draft, submit, get, developer } = await startSampleApp(server, 'com.review.own')
  const version = await draft(1)
  await submit(version)
  await server.settle()
  const params = { review_id: (await get(version)).review?.id ?? '' }
  const admin = await server.admin()
  const become = (role: 'reviewer' | 'admin') =>
    admin.call(people.changePortalRole, { params: { account_id: developer.account.id }, body: { role } })
  await become('reviewer')
  await assert.rejects(developer.call(reviews.approveReview, { params }), { code: 'review.own_app' })
  await become('admin')
  assert.equal((await developer.call(reviews.approveReview, { params })).state, 'approved')
})

test('a review that nobody knows is not found', async () => {
  const { call } = await server.reviewer()
  const params = { review_id: 'rev_0123456789' }
  await assert.rejects(call(reviews.getReview, { params }), { code: 'review.not_found' })
  await assert.rejects(call(reviews.approveReview, { params }), { code: 'review.not_found' })
})

/** Runs the automated review of a version as the job does, with other threads. */
function reviewIn(
  pool: ReviewPlace['reviews'],
  { id }: Version,
  attempt: number,
  signal = new AbortController().signal,
) {
  const { db, storage, log, tokens, config } = server.deps
  const receipts = createReceipts(db, tokens, config.baseUrl)
  const call = systemCall(server.clock.now(), 'test')
  const place = {
    db,
    storage,
    reviews: pool,
    behaviours: null,
    receipts,
    tokens,
    autoApprove: true,
    samplePercent: 0,
    log,
  }
  return reviewVersion(place, { call, attempt, signal }, id)
}

test('a review that hangs or crashes is tried again, and then a person has to look', async () => {
  const { draft, submit, get } = await startSampleApp(server, 'com.review.hangs')
  const module = join(folder, 'bad-thread.mjs')
  await writeFile(
    module,
    `import { readFileSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
let tasks = 0
parentPort.on('message', ({ path }) => { readFileSync(path); for (;;) {} })
`,
  )
  const options = { threads: 1, timeoutMs: 300, maxHeapMib: 32, maxWaiting: 4 }
  const pool: ReviewPlace['reviews'] = createThreadPool(pathToFileURL(module), options)
  const version = await draft(1)
  await submit(version)
  await assert.rejects(reviewIn(pool, version, 1), { code: 'timeout' })
  assert.equal((await get(version)).state, 'checking')
  await reviewIn(pool, version, 3)
  const { state, review, findings } = await get(version)
  assert.deepEqual([state, findings, review?.state], ['in_review', [], 'open'])
  assert.deepEqual(review?.manual_reasons, ['The automated review took too long, 3 times'])
  assert.deepEqual(
    server.takeErrors().map(({ msg }) => msg),
    ['Cannot review com.review.hangs 1.0.1: a person has to'],
  )
  await pool.close()
})

test('a process that ends in the middle of every try leaves the version to a person too', async () => {
  const { draft, submit, get } = await startSampleApp(server, 'com.review.killed')
  const version = await draft(1)
  await submit(version)
  const never: ReviewPlace['reviews'] = {
    run: () => Promise.reject(new Error('is not asked')),
    close: () => Promise.resolve(),
  }
  await reviewIn(never, version, 4)
  const { state, review } = await get(version)
  assert.deepEqual([state, review?.manual_reasons], ['in_review', ['The automated review failed, 3 times']])
  assert.equal(server.takeErrors().length, 1)
})

test('a portal that stops in the middle leaves the version as it was, to be reviewed later', async () => {
  const { draft, submit, get } = await startSampleApp(server, 'com.review.stops')
  const version = await draft(1)
  await submit(version)
  const stopping = new AbortController()
  const pool: ReviewPlace['reviews'] = {
    run: () => Promise.reject(new Error('ended')).finally(() => stopping.abort()),
    close: () => Promise.resolve(),
  }
  await assert.rejects(reviewIn(pool, version, 3, stopping.signal), { message: 'ended' })
  assert.equal((await get(version)).state, 'checking')
  await server.settle()
  assert.equal((await get(version)).state, 'in_review')
})

test('a review that runs twice, or of a version that was taken back meanwhile, changes nothing', async () => {
  const { draft, submit, get, developer } = await startSampleApp(server, 'com.review.twice')
  const verdict = {
    ok: true,
    findings: '[]',
    requires_manual: false,
    manual_reasons: [],
    manual_notes: [],
    rule_set: 'x',
  }
  const version = await draft(1)
  await submit(version)
  const first = Promise.withResolvers<typeof verdict>()
  const slow: ReviewPlace['reviews'] = { run: () => first.promise, close: () => Promise.resolve() }
  const [one, two] = [reviewIn(slow, version, 1), reviewIn(slow, version, 2)]
  first.resolve(verdict)
  await Promise.all([one, two])
  assert.equal((await get(version)).state, 'approved')
  const { count } = await server.deps.db
    .selectFrom('review')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('version_id', '=', version.id)
    .executeTakeFirstOrThrow()
  assert.equal(count, 1)

  const other = await draft(2)
  await submit(other)
  const second = Promise.withResolvers<typeof verdict>()
  const begun = Promise.withResolvers<void>()
  const late: ReviewPlace['reviews'] = {
    run: () => {
      begun.resolve()
      return second.promise
    },
    close: () => Promise.resolve(),
  }
  const running = reviewIn(late, other, 1)
  await begun.promise
  await developer.call(versions.cancelVersion, { params: ref(other) })
  second.resolve(verdict)
  await running
  assert.deepEqual([(await get(other)).state, (await get(other)).review], ['draft', null])
})

test('a portal that was killed in the middle of a review finishes it after the next start', async () => {
  const files = { databasePath: join(folder, 'portal.db'), telemetryDatabasePath: join(folder, 'telemetry.db') }
  const killed = await startTestServer({ ...files, packagesDir: join(folder, 'packages') })
  const { draft, submit, get } = await startSampleApp(killed, 'com.review.restart')
  const version = await draft(1)
  await submit(version)
  // As the killed process left it: the version in its hands, the job claimed, nothing noted.
  const { db } = killed.deps
  await db.updateTable('version').set({ state: 'checking' }).where('id', '=', version.id).execute()
  const claimed_until = new Date(Date.parse(killed.clock.now()) + 15_000).toISOString()
  await db.updateTable('job').set({ attempts: 1, claimed_until }).where('name', '=', 'review.version').execute()
  const { databaseUrl } = killed.deps.config
  const next = await startTestServer({ ...files, databaseUrl, packagesDir: join(folder, 'packages') })
  await next.settle()
  assert.equal((await get(version)).state, 'checking', 'the killed process may still live')
  next.clock.advance(20_000)
  await next.settle()
  assert.equal((await get(version)).state, 'in_review')
  await next.close()
  await killed.close()
})

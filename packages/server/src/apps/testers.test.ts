import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { apps, reviews, sessions, store, testers, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import type { SampleApp } from '../versions/testing.ts'
import { sweepTesters } from './testers.ts'

const server = await startTestServer()
after(() => server.close())

const ref = (version: Version) => ({ params: { app_id: version.app_id, version_id: version.id } })
const dayMs = 24 * 60 * 60_000

/** A device's requests, with the token of a tester or without. */
const asDevice = (token?: string) => ({ headers: { ...(token !== undefined && { 'x-mosis-tester': token }) } })

async function offered(app_id: string, token?: string): Promise<string[]> {
  const { updates } = await server.call(store.checkUpdates, { query: { packages: app_id } }, asDevice(token))
  return updates.map(({ version_code, track }) => `${version_code} ${track}`)
}

/** The token of the newest link that was mailed to an address, or of the address of a link. */
const mailedToken = (email: string) => tokenOf(server.outbox.findLast(({ to }) => to === email)?.url ?? '')
const tokenOf = (url: string) => new URL(url).searchParams.get('token') ?? ''

async function invited(app: SampleApp, email: string): Promise<string> {
  await app.developer.call(testers.inviteTester, { params: { app_id: app.id }, body: { email } })
  await server.settle()
  return mailedToken(email)
}

async function joined(app: SampleApp, email = 'tess@example.com'): Promise<string> {
  const token = await invited(app, email)
  return (await server.call(testers.joinTesters, { body: { token } })).tester_token
}

async function publishBeta(app: SampleApp, version_code: number): Promise<Version> {
  const version = await app.approved(version_code)
  return app.developer.call(versions.publishVersion, { ...ref(version), body: { track: 'beta' } })
}

test('a version on the track beta is there for testers and for nobody else', async () => {
  const app = await startSampleApp(server, 'com.testers.only')
  const token = await joined(app)
  await app.published(1)
  const beta = await publishBeta(app, 2)
  assert.deepEqual([beta.state, beta.track], ['published', 'beta'])
  assert.deepEqual(
    [await offered(app.id), await offered(app.id, token)],
    [['1 production'], ['1 production', '2 beta']],
  )

  const params = { app_id: app.id }
  const forAll = await server.call(store.getStoreApp, { params })
  assert.deepEqual([forAll.version_code, forAll.offers], [1, []])
  const forTester = await server.call(store.getStoreApp, { params }, asDevice(token))
  assert.deepEqual([forTester.version_code, forTester.offers.map((offer) => offer.track)], [1, ['beta']])

  const query = { version_code: 2 }
  await assert.rejects(server.call(store.downloadStoreApp, { params, query }), { code: 'store.app_not_found' })
  const { location } = await headOf(forTester.offers[0]?.download_url ?? '', token)
  assert.equal(location, '/packages/com.testers.only/2/com.testers.only-1.0.2.mosis')
  const [refused, served] = [await headOf(location), await headOf(location, token)]
  assert.deepEqual([refused.status, served.status], [404, 200])
  assert.deepEqual([served['cache-control'], served['vary']], ['private, max-age=86400, immutable', 'x-mosis-tester'])
  const { apps: listed } = await server.call(store.listStoreApps, { query: { q: 'only' } })
  assert.deepEqual(
    listed.map(({ version_code }) => version_code),
    [1],
  )
})

async function headOf(url: string, token?: string): Promise<Record<string, string | number>> {
  const { statusCode, headers } = await server.inject({ url, headers: asDevice(token).headers })
  const texts = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return { status: statusCode, ...Object.fromEntries(texts) }
}

test("an app that only testers get is in nobody else's store, and cannot be deleted any more", async () => {
  const app = await startSampleApp(server, 'com.testers.first')
  const token = await joined(app)
  await publishBeta(app, 1)
  const params = { app_id: app.id }
  for (const endpoint of [store.getStoreApp, store.downloadStoreApp, store.getStoreIcon]) {
    await assert.rejects(server.call<typeof store.getStoreApp>(endpoint as never, { params }), {
      code: 'store.app_not_found',
    })
  }
  const shown = await server.call(store.getStoreApp, { params }, asDevice(token))
  assert.deepEqual([shown.version_code, shown.track, shown.offers], [1, 'beta', []])
  assert.equal((await headOf(shown.download_url, token)).status, 302)
  const icon = await headOf(shown.icon_url, token)
  assert.deepEqual([icon['status'], icon['cache-control']], [200, 'private, max-age=3600'])
  assert.deepEqual((await server.call(store.listStoreApps, { query: { q: 'first' } })).apps, [])
  await assert.rejects(app.developer.call(apps.deleteApp, { params }), { code: 'app.published' })
  await app.developer.call(versions.haltVersion, ref((await listed(app))[0] as Version))
  assert.deepEqual(await offered(app.id, token), [])
})

const listed = async ({ id, developer }: SampleApp) =>
  (await developer.call(versions.listVersions, { params: { app_id: id } })).versions

test("the testers' version goes to everybody without a new review, at once or in stages", async () => {
  const app = await startSampleApp(server, 'com.testers.promote')
  const token = await joined(app)
  const { call } = app.developer
  const first = await app.published(1)
  const beta = await publishBeta(app, 2)
  server.clock.advance(1000)
  const body = { track: 'production' as const, rollout_percent: 10 }
  const promoted = await call(versions.publishVersion, { ...ref(beta), body })
  assert.deepEqual(
    [promoted.state, promoted.track, promoted.rollout_percent, promoted.published_at],
    ['published', 'production', 10, server.clock.now()],
  )
  assert.deepEqual(await offered(app.id), ['1 production', '2 production'])
  assert.deepEqual(await offered(app.id, token), ['1 production', '2 production'])
  await call(versions.raiseRollout, { ...ref(beta), body: { percent: 100 } })
  assert.equal((await app.get(first)).state, 'superseded')
  await assert.rejects(call(versions.publishVersion, { ...ref(beta), body: { track: 'beta' } }), {
    code: 'version.wrong_state',
  })
  const actions = await server.deps.db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', beta.id)
    .orderBy('id')
    .execute()
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['upload', 'submit', 'check', 'pass', 'approve', 'publish', 'promote', 'raise'],
  )
  await server.settle()
})

test('a newer version for testers takes the place of the one before, and what was beta stays theirs', async () => {
  const app = await startSampleApp(server, 'com.testers.newer')
  const token = await joined(app)
  const first = await publishBeta(app, 1)
  const draft = await app.draft(2)
  await app.submit(draft, { release: 'when_approved', track: 'beta' })
  await app.approve(draft)
  assert.deepEqual(await offered(app.id, token), ['2 beta'])
  assert.equal((await app.get(first)).state, 'superseded')
  const path = '/packages/com.testers.newer/1/com.testers.newer-1.0.1.mosis'
  assert.deepEqual([(await headOf(path)).status, (await headOf(path, token)).status], [404, 200])
  // Nobody has to be a tester for what everybody gets.
  await app.published(3)
  assert.deepEqual(await offered(app.id, token), ['2 beta', '3 production'])
})

test('an invitation makes one device a tester, once, until it ends or is taken back', async () => {
  const app = await startSampleApp(server, 'com.testers.invited')
  const params = { app_id: app.id }
  const { call } = app.developer
  const old = await invited(app, 'tom@example.com')
  const token = await invited(app, 'tom@example.com')
  const ended = { code: 'tester.link_ended' }
  await assert.rejects(server.call(testers.joinTesters, { body: { token: old } }), ended)
  const answers = await Promise.allSettled([1, 2, 3].map(() => server.call(testers.joinTesters, { body: { token } })))
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 1)
  const { testers: all, total } = await call(testers.listTesters, { params })
  assert.deepEqual([all.map(({ email, state }) => [email, state]), total], [[['tom@example.com', 'joined']], 1])

  const taken = await invited(app, 'ute@example.com')
  const { testers: both } = await call(testers.listTesters, { params })
  const named = await call(testers.listTesters, { params, query: { q: 'UTE@' } })
  assert.deepEqual([named.testers.map(({ email }) => email), named.total], [['ute@example.com'], 1])
  assert.equal((await call(testers.listTesters, { params, query: { state: 'joined' } })).total, 1)
  const ute = both.find(({ email }) => email === 'ute@example.com')
  await call(testers.removeTester, { params: { ...params, tester_id: ute?.id ?? '' } })
  await assert.rejects(server.call(testers.joinTesters, { body: { token: taken } }), ended)
  const late = await invited(app, 'vera@example.com')
  server.clock.advance(14 * dayMs)
  await assert.rejects(server.call(testers.joinTesters, { body: { token: late } }), ended)
  await sweepTesters(server.deps.db, systemCall(server.clock.now(), 'sweep'))
  const rows = await server.deps.db.selectFrom('tester').select('email').where('app_id', '=', app.id).execute()
  assert.deepEqual(
    rows.map(({ email }) => email),
    ['tom@example.com'],
  )
})

test('a link lets as many join as it is for, also when they come at once', async () => {
  const app = await startSampleApp(server, 'com.testers.link')
  const params = { app_id: app.id }
  const { call } = app.developer
  const { url, id } = await call(testers.createTesterLink, { params, body: { max_testers: 3, expires_in_days: 1 } })
  assert.ok(url.startsWith('http://portal.test/testing?token='))
  const token = tokenOf(url)
  const answers = await Promise.allSettled(
    [1, 2, 3, 4, 5].map(() => server.call(testers.joinTesters, { body: { token } })),
  )
  const joined = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.tester_token] : []))
  assert.equal(joined.length, 3)
  const { links } = await call(testers.listTesterLinks, { params })
  assert.deepEqual(
    links.map((link) => [link.id, link.joined]),
    [[id, 3]],
  )
  await call(testers.revokeTesterLink, { params: { ...params, link_id: id } })
  await assert.rejects(call(testers.revokeTesterLink, { params: { ...params, link_id: id } }), {
    code: 'tester.not_found',
  })
  await publishBeta(app, 1)
  assert.deepEqual(await offered(app.id, joined[0]), ['1 beta'], 'who joined stays')
})

test('who left or was removed is offered no beta any more, and a token is good for its app only', async () => {
  const [app, other] = [
    await startSampleApp(server, 'com.testers.gone'),
    await startSampleApp(server, 'com.testers.other'),
  ]
  await publishBeta(app, 1)
  const [leaving, removed] = [await joined(app, 'one@example.com'), await joined(app, 'two@example.com')]
  const elsewhere = await joined(other)
  assert.deepEqual(await offered(app.id, `${elsewhere}, ${leaving}`), ['1 beta'])
  await server.call(testers.leaveTesters, { body: { tester_token: leaving } })
  await server.call(testers.leaveTesters, { body: { tester_token: leaving } })
  const { testers: left } = await app.developer.call(testers.listTesters, { params: { app_id: app.id } })
  assert.deepEqual(
    left.map(({ email }) => email),
    ['two@example.com'],
  )
  await app.developer.call(testers.removeTester, { params: { app_id: app.id, tester_id: left[0]?.id ?? '' } })
  for (const token of [leaving, removed, elsewhere, `mt_${'x'.repeat(43)}`, "' or 1=1", ',,,']) {
    assert.deepEqual(await offered(app.id, token), [], token)
  }
})

test('a link says which app it is for as often as it is looked at, and nothing once it ended', async () => {
  const app = await startSampleApp(server, 'com.testers.looked')
  const token = await invited(app, 'walter@example.com')
  const look = () => server.call(testers.showTesting, { body: { token } })
  const { name } = await app.developer.call(apps.getApp, { params: { app_id: app.id } })
  for (let n = 0; n < 2; n += 1) assert.deepEqual(await look(), { app_id: app.id, app_name: name })
  await server.call(testers.joinTesters, { body: { token } })
  await assert.rejects(look(), { code: 'tester.link_ended' })
  await assert.rejects(server.call(testers.showTesting, { body: { token: 'x'.repeat(32) } }), {
    code: 'tester.link_ended',
  })
})

test("what is kept of testers are hashes, and the log names nobody's address", async () => {
  const app = await startSampleApp(server, 'com.testers.secret')
  const invitation = await invited(app, 'walter@example.com')
  const { tester_token } = await server.call(testers.joinTesters, { body: { token: invitation } })
  const { db } = server.deps
  const rows = JSON.stringify([
    await db.selectFrom('tester').selectAll().execute(),
    await db.selectFrom('audit_event').selectAll().execute(),
  ])
  for (const secret of [invitation, tester_token, tester_token.slice(3)]) assert.ok(!rows.includes(secret))
  const { reason } = await db
    .selectFrom('audit_event')
    .select('reason')
    .where('subject_id', '=', app.id)
    .where('action', '=', 'join_testers')
    .executeTakeFirstOrThrow()
  assert.equal(reason, 'w…@example.com')
})

test('the log has what was done with links for testers in parts', async () => {
  const app = await startSampleApp(server, 'com.testers.log')
  const { call } = app.developer
  const body = { max_testers: 25, expires_in_days: 7 }
  const link = await call(testers.createTesterLink, { params: { app_id: app.id }, body })
  await server.call(testers.joinTesters, { body: { token: tokenOf(link.url) } })
  await call(testers.revokeTesterLink, { params: { app_id: app.id, link_id: link.id } })
  const { events } = await call(sessions.listOwnAudit, { query: { subject: app.id } })
  const noted = events.filter(({ action }) => action.endsWith('tester_link'))
  assert.deepEqual(
    noted.map(({ reason, reason_note }) => [reason, reason_note]),
    [
      ['1 had joined', { code: 'tester_link.taken_back', facts: { joined: 1 } }],
      [
        `For 25, until ${link.expires_at}`,
        { code: 'tester_link.made', facts: { max_testers: 25, expires_at: link.expires_at } },
      ],
    ],
  )
})

test('a version for testers is reviewed like any other', async () => {
  const app = await startSampleApp(server, 'com.testers.review')
  const token = await joined(app)
  const draft = await app.draft(1)
  await app.submit(draft, { release: 'when_approved', track: 'beta' })
  await server.settle()
  assert.deepEqual([(await app.get(draft)).state, await offered(app.id, token)], ['in_review', []])
  const { review } = await app.get(draft)
  const params = { review_id: review?.id ?? '' }
  await app.reviewer.call(reviews.rejectReview, { params, body: { reason: 'No' } })
  assert.deepEqual(await offered(app.id, token), [])
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, safety, store } from '@mosis/api'
import type { ReportCategory } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer({ reportQuarantineThreshold: 3 })
after(() => server.close())

const dayMs = 24 * 60 * 60_000

/** Reports from a network of its own. */
async function report(app_id: string, address: string, category: ReportCategory = 'malware', text = '') {
  const { statusCode, body } = await server.inject({
    method: 'POST',
    url: `/v1/store/apps/${app_id}/report`,
    remoteAddress: address,
    payload: { category, text, contact: 'rita@example.com' },
  })
  return statusCode === 204 ? 'taken' : (JSON.parse(body) as { code: string }).code
}
const isOffered = (app_id: string) =>
  server.call(store.getStoreApp, { params: { app_id } }).then(
    () => true,
    () => false,
  )
const again = async ({ account: { email } }: Caller) =>
  server.callWith((await server.call(accounts.login, { body: { email, password: testPassword } })).access_token)

test('reports are listed by app, one for each network and day, and closed with a reason', async () => {
  const { id, developer, reviewer, published, draft } = await startSampleApp(server, 'com.reports.list')
  assert.equal(await report(id, '198.51.100.1'), 'store.app_not_found')
  const version = await published(1)
  assert.equal(version.state, 'published')
  assert.equal(await report(id, '198.51.100.1', 'broken', 'It does not start'), 'taken')
  // The same again changes nothing, and says no more than the first.
  assert.equal(await report(id, '198.51.100.1', 'rights'), 'taken')
  assert.equal(await report(id, '198.51.100.2', 'rights'), 'taken')
  const { apps } = await reviewer.call(safety.listReports, {})
  const [listed] = apps
  assert.deepEqual(
    [listed?.app_id, listed?.reports, listed?.categories],
    [
      id,
      2,
      [
        { category: 'broken', reports: 1 },
        { category: 'rights', reports: 1 },
      ],
    ],
  )
  assert.equal(listed?.latest.at(-1)?.text, 'It does not start')
  const rights = await reviewer.call(safety.listReports, { query: { category: 'rights' } })
  assert.deepEqual([rights.apps[0]?.reports, rights.total], [2, 1], 'the app with all that is reported of it')
  assert.equal((await reviewer.call(safety.listReports, { query: { category: 'fraud' } })).total, 0)
  await assert.rejects(developer.call(safety.listReports, {}), { code: 'auth.forbidden' })
  const params = { app_id: id }
  const body = { reason: 'Asked the developer' }
  assert.deepEqual(await reviewer.call(safety.closeReports, { params, body }), { closed: 2 })
  assert.deepEqual(await reviewer.call(safety.closeReports, { params, body }), { closed: 0 })
  assert.deepEqual((await reviewer.call(safety.listReports, {})).apps, [])
  const closed = await reviewer.call(safety.listReports, { query: { state: 'closed' } })
  assert.deepEqual(
    closed.apps.map(({ app_id }) => app_id),
    [id],
  )
  assert.equal((await draft(2)).state, 'draft')
})

test('enough networks that report something dangerous put the app into quarantine, for 72 hours at most', async () => {
  const { id, developer, reviewer, published } = await startSampleApp(server, 'com.reports.many')
  await published(1)
  // One network, however many of its addresses and days; and what is not dangerous.
  for (const host of ['::1', '::2', '::3']) await report(id, `2001:db8:1:1${host}`)
  for (const host of [11, 12, 13]) await report(id, `198.51.100.${host}`, 'broken')
  server.clock.advance(dayMs)
  await report(id, '2001:db8:1:1::4')
  await server.settle()
  assert.equal(await isOffered(id), true)
  await report(id, '198.51.100.21', 'fraud')
  await server.settle()
  assert.equal(await isOffered(id), true)
  await report(id, '198.51.100.22')
  await server.settle()
  assert.equal(await isOffered(id), false)
  const { quarantines } = await (await again(reviewer))(safety.listQuarantines, { query: { state: 'open' } })
  assert.deepEqual(
    quarantines.map(({ app_id, opened_by, reason_code, reason_note }) => [app_id, opened_by, reason_code, reason_note]),
    [[id, null, 'user_reports', { code: 'quarantine.reported', facts: { networks: 3, days: 14 } }]],
  )
  const [latest] = (await server.call(safety.listDecisions, { query: { app_id: id } })).decisions
  assert.deepEqual([latest?.by, latest?.action, latest?.reason_code], ['portal', 'quarantine', 'user_reports'])
  assert.ok(server.outbox.some(({ to, name }) => to === developer.account.email && name === 'quarantine_opened'))

  server.clock.advance(3 * dayMs)
  await server.settle()
  assert.equal(await isOffered(id), true)
  // What was counted once does not count again.
  await report(id, '198.51.100.23')
  await server.settle()
  assert.equal(await isOffered(id), true)
})

test('closed and old reports do not count', async () => {
  const { id, reviewer, published } = await startSampleApp(server, 'com.reports.closed')
  await published(1)
  for (const host of [31, 32]) await report(id, `198.51.100.${host}`)
  await reviewer.call(safety.closeReports, { params: { app_id: id }, body: { reason: 'Nothing to it' } })
  await report(id, '198.51.100.33')
  await report(id, '198.51.100.34')
  server.clock.advance(15 * dayMs)
  await report(id, '198.51.100.35')
  await server.settle()
  assert.equal(await isOffered(id), true)
})

test('who reported, and what they wrote, is forgotten after 30 days, and no address is ever stored', async () => {
  const { id, reviewer, published } = await startSampleApp(server, 'com.reports.forgotten')
  await published(1)
  await report(id, '198.51.100.41', 'broken', 'I am Rita')
  const find = server.deps.db.selectFrom('report').selectAll().where('app_id', '=', id)
  const stored = await find.executeTakeFirstOrThrow()
  assert.ok(!JSON.stringify(stored).includes('198.51'))
  server.clock.advance(29 * dayMs)
  await server.deps.jobs.start()
  await server.settle()
  assert.equal((await find.executeTakeFirstOrThrow()).text, 'I am Rita')
  server.clock.advance(2 * dayMs)
  await server.settle()
  const { text, contact, reporter, category } = await find.executeTakeFirstOrThrow()
  assert.deepEqual([text, contact, reporter === stored.reporter, category], ['', '', false, 'broken'])
  const { apps } = await (await again(reviewer))(safety.listReports, {})
  assert.ok(apps.some(({ app_id, reports }) => app_id === id && reports === 1))
})

test('one network sends only so many reports at once', async () => {
  const { id, published } = await startSampleApp(server, 'com.reports.flood')
  await published(1)
  const answers = []
  for (let count = 0; count < 25; count += 1) answers.push(await report(id, '198.51.100.99', 'other'))
  assert.equal(answers.filter((answer) => answer === 'taken').length, 20)
  assert.equal(answers.at(-1), 'rate_limited')
})

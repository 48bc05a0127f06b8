import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, safety, store, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
after(() => server.close())

const hourMs = 60 * 60_000
const ref = ({ app_id, id }: Version) => ({ app_id, version_id: id })
const reasons = {
  reason_code: 'malware',
  reason: 'It sends the address book to 192.0.2.7',
  public_reason: 'It sends personal data',
} as const
const resolved = { reason_code: 'mistake', reason: 'It was a false alarm', public_reason: 'A false alarm' } as const

const inStore = (server: TestServer, app_id: string) =>
  server
    .call(store.getStoreApp, { params: { app_id } })
    .then(({ version_code }) => version_code)
    .catch(({ code }: { code: string }) => code)
const revocationsOf = async (server: TestServer, appId: string) => {
  const { revocations } = await server.call(safety.getRevocations, {})
  return revocations.filter(({ app_id }) => app_id === appId).map(({ action }) => action)
}
const stateOf = async ({ id }: Version) =>
  (await server.deps.db.selectFrom('version').select('state').where('id', '=', id).executeTakeFirst())?.state
/** Signs in anew: the access token of before ended as time went by. */
const again = async ({ account: { email } }: Caller) =>
  server.callWith((await server.call(accounts.login, { body: { email, password: testPassword } })).access_token)
const mailsTo = (server: TestServer, email: string) =>
  server.outbox.filter(({ to }) => to === email).map(({ name }) => name)

test('a quarantine acts at once, and ends by itself after 72 hours when nobody confirms it', async () => {
  const { id, developer, reviewer, published, get } = await startSampleApp(server, 'com.safety.lapses')
  const other = await server.reviewer()
  const version = await published(1)
  const before = await server.call(safety.getRevocations, {})
  const quarantine = await reviewer.call(safety.quarantineVersion, { params: ref(version), body: reasons })
  assert.deepEqual(
    [quarantine.state, quarantine.ends_at, quarantine.opened_by],
    ['open', '2026-01-05T03:04:05.000Z', reviewer.account.id],
  )
  assert.equal((await get(version)).state, 'quarantined')
  assert.equal(await inStore(server, id), 'store.app_not_found')
  // One person alone makes devices warn, not stop.
  assert.deepEqual(await revocationsOf(server, id), ['warn'])
  const raised = await server.call(safety.getRevocations, {})
  assert.ok(raised.serial > before.serial)
  await assert.rejects(reviewer.call(safety.quarantineVersion, { params: ref(version), body: reasons }), {
    code: 'version.wrong_state',
  })
  await server.settle()
  const mail = server.outbox.find(({ to, name }) => to === developer.account.email && name === 'quarantine_opened')
  assert.ok(mail)
  assert.match(mail.text, /192\.0\.2\.7/)
  assert.match(mail.text, /quarantine\/appeal/)
  assert.ok(mailsTo(server, other.account.email).includes('quarantine_waits'))
  assert.ok(!mailsTo(server, reviewer.account.email).includes('quarantine_waits'))

  server.clock.advance(71 * hourMs)
  await server.settle()
  assert.equal(await stateOf(version), 'quarantined')
  server.clock.advance(hourMs)
  await assert.rejects((await again(other))(safety.confirmQuarantine, { params: ref(version) }), {
    code: 'quarantine.ended',
  })
  await server.settle()
  assert.equal(await stateOf(version), 'published')
  assert.equal(await inStore(server, id), 1)
  assert.deepEqual(await revocationsOf(server, id), [])
  assert.ok((await server.call(safety.getRevocations, {})).serial > raised.serial)
  const { state } = await (await again(reviewer))(safety.getQuarantine, { params: ref(version) })
  assert.equal(state, 'lapsed')
})

test('a version that lapses is halted where another one took its place, or where it was halted before', async () => {
  const { id, developer, reviewer, published, approved } = await startSampleApp(server, 'com.safety.replaced')
  const first = await published(1)
  await reviewer.call(safety.quarantineVersion, { params: ref(first), body: reasons })
  const second = await approved(2)
  await developer.call(versions.publishVersion, { params: ref(second) })
  server.clock.advance(72 * hourMs)
  await server.settle()
  assert.equal(await stateOf(first), 'halted')
  assert.equal(await inStore(server, id), 2)
  await (
    await again(developer)
  )(versions.haltVersion, { params: ref(second) })
  await (
    await again(reviewer)
  )(safety.quarantineVersion, { params: ref(second), body: reasons })
  server.clock.advance(72 * hourMs)
  await server.settle()
  assert.equal(await stateOf(second), 'halted')
})

test('what a suspension keeps from being offered is halted when its quarantine lapses', async () => {
  const { id, reviewer, published } = await startSampleApp(server, 'com.safety.suspended')
  const admin = await server.admin()
  const version = await published(1)
  await reviewer.call(safety.quarantineVersion, { params: ref(version), body: reasons })
  await admin.call(safety.suspendApp, { params: { app_id: id }, body: reasons })
  server.clock.advance(72 * hourMs)
  await server.settle()
  assert.equal(await stateOf(version), 'halted')
  await (
    await again(admin)
  )(safety.restoreApp, { params: { app_id: id }, body: resolved })
  assert.equal(await inStore(server, id), 'store.app_not_found')
})

test('a second person confirms a quarantine, and then it stays and devices stop the version', async () => {
  const { id, developer, reviewer, published } = await startSampleApp(server, 'com.safety.confirmed')
  const other = await server.reviewer()
  const version = await published(1)
  const params = ref(version)
  await assert.rejects(other.call(safety.confirmQuarantine, { params }), { code: 'quarantine.not_found' })
  await reviewer.call(safety.quarantineVersion, { params, body: reasons })
  server.clock.advance(25 * hourMs)
  await assert.rejects((await again(reviewer))(safety.confirmQuarantine, { params }), {
    code: 'quarantine.same_person',
  })
  const confirmed = await (await again(other))(safety.confirmQuarantine, { params })
  assert.deepEqual([confirmed.state, confirmed.confirmed_by], ['confirmed', other.account.id])
  assert.deepEqual(await revocationsOf(server, id), ['stop'])
  server.clock.advance(100 * hourMs)
  await server.settle()
  const third = await server.reviewer()
  await assert.rejects(third.call(safety.confirmQuarantine, { params }), { code: 'quarantine.confirmed' })
  assert.equal(await inStore(server, id), 'store.app_not_found')
  assert.ok(mailsTo(server, developer.account.email).includes('quarantine_confirmed'))
})

test('lifting a quarantine halts the version, and its team resumes it', async () => {
  const { id, developer, reviewer, published, get } = await startSampleApp(server, 'com.safety.lifted')
  const version = await published(1)
  const params = ref(version)
  await reviewer.call(safety.quarantineVersion, { params, body: reasons })
  const lifted = await reviewer.call(safety.liftQuarantine, { params, body: resolved })
  assert.equal(lifted.state, 'lifted')
  assert.equal((await get(version)).state, 'halted')
  await developer.call(versions.resumeVersion, { params })
  assert.equal(await inStore(server, id), 1)
  await assert.rejects(reviewer.call(safety.liftQuarantine, { params, body: resolved }), { code: 'quarantine.ended' })
  // The job of the quarantine that was lifted does nothing to the next one.
  server.clock.advance(71 * hourMs)
  await (
    await again(reviewer)
  )(safety.quarantineVersion, { params, body: reasons })
  server.clock.advance(hourMs)
  await server.settle()
  assert.equal(await inStore(server, id), 'store.app_not_found')
})

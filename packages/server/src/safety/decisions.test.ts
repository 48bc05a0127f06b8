import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { accounts, apps, reviews, safety, store, teams, versions } from '@mosis/api'
import type { Version } from '@mosis/api'
import { startTestServer, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'

const server = await startTestServer()
const admin = await server.admin()
after(() => server.close())

const hourMs = 60 * 60_000
const ref = ({ app_id, id }: Version) => ({ app_id, version_id: id })
const reasons = { reason_code: 'malware', reason: 'Evidence for Dana only', public_reason: 'It sends data' } as const
const again = async (server: TestServer, { account: { email } }: Caller) =>
  server.callWith((await server.call(accounts.login, { body: { email, password: testPassword } })).access_token)

test('the public log says what was decided in which role and why, and nothing about people', async () => {
  const { id, developer, reviewer, published } = await startSampleApp(server, 'com.log.one')
  const version = await published(1)
  await reviewer.call(safety.quarantineVersion, { params: ref(version), body: reasons })
  await admin.call(safety.confirmQuarantine, { params: ref(version) })
  await admin.call(safety.suspendApp, { params: { app_id: id }, body: reasons })
  await admin.call(safety.restoreApp, { params: { app_id: id }, body: { ...reasons, reason_code: 'resolved' } })
  await reviewer.call(safety.liftQuarantine, { params: ref(version), body: { ...reasons, reason_code: 'mistake' } })
  const query = { app_id: id }
  const { decisions } = await server.call(safety.listDecisions, { query })
  assert.deepEqual(
    decisions.map(({ by, action, reason_code }) => `${by} ${action} ${reason_code}`),
    [
      'reviewer lift_quarantine mistake',
      'admin restore_app resolved',
      'admin suspend_app malware',
      'admin confirm_quarantine malware',
      'reviewer quarantine malware',
    ],
  )
  assert.deepEqual(decisions.at(-1), {
    id: decisions.at(-1)?.id,
    at: server.clock.now(),
    by: 'reviewer',
    action: 'quarantine',
    app_id: id,
    version: version.version,
    blocked: null,
    reason_code: 'malware',
    reason: 'It sends data',
    reason_note: null,
  })
  const text = JSON.stringify(decisions)
  const people = [developer, reviewer, admin].flatMap(({ account }) => [account.id, account.email])
  for (const secret of [...people, 'Dana', 'Evidence']) assert.ok(!text.includes(secret), secret)
  // The team reads what was done in its own log, and not by whom.
  const log = await developer.call(teams.listTeamEvents, {
    params: { team_id: (await developer.call(apps.getApp, { params: { app_id: id } })).team_id },
    query: { limit: 100 },
  })
  const named = log.events.filter(({ actor }) => [reviewer, admin].some(({ account }) => account.id === actor?.id))
  assert.deepEqual(named, [])
  assert.ok(log.events.some(({ action }) => action === 'confirm_quarantine'))
  for (const [narrower, expected] of [
    [{ by: 'reviewer' }, ['lift_quarantine', 'quarantine']],
    [{ action: 'suspend_app' }, ['suspend_app']],
    [{ by: 'admin', reason_code: 'malware' }, ['suspend_app', 'confirm_quarantine']],
    [{ by: 'portal' }, []],
  ] as const) {
    const { decisions: some } = await server.call(safety.listDecisions, { query: { app_id: id, ...narrower } })
    assert.deepEqual(
      some.map(({ action }) => action),
      expected,
    )
  }
  const first = await server.call(safety.listDecisions, { query: { app_id: id, limit: 2 } })
  const rest = await server.call(safety.listDecisions, { query: { app_id: id, cursor: first.next_cursor ?? '' } })
  assert.deepEqual([...first.decisions, ...rest.decisions], decisions)
})

test('a rejection is in the log, and an app that was never published is not named', async () => {
  const { id, reviewer, draft, submit, get } = await startSampleApp(server, 'com.log.unpublished')
  const version = await draft(1)
  await submit(version)
  await server.settle()
  const { review } = await get(version)
  const body = { reason: 'Only for the developer', reason_codes: ['imitation' as const] }
  await reviewer.call(reviews.rejectReview, { params: { review_id: review?.id ?? '' }, body })
  const { decisions } = await server.call(safety.listDecisions, {})
  const [latest] = decisions
  assert.deepEqual(
    [latest?.action, latest?.app_id, latest?.version, latest?.reason_code],
    ['reject', null, null, 'imitation'],
  )
  assert.ok(!JSON.stringify(decisions).includes('Only for the developer'))
  assert.deepEqual((await server.call(safety.listDecisions, { query: { app_id: id } })).decisions, [])
})

test('the team appeals once, and somebody who had no part in the quarantine answers', async () => {
  const { developer, reviewer, published } = await startSampleApp(server, 'com.appeal.no')
  const [second, third] = [await server.reviewer(), await server.reviewer()]
  const params = ref(await published(1))
  const body = { text: 'The address is our own crash reporter' }
  await assert.rejects(developer.call(safety.appealQuarantine, { params, body }), { code: 'quarantine.not_found' })
  await reviewer.call(safety.quarantineVersion, { params, body: reasons })
  await second.call(safety.confirmQuarantine, { params })
  const answer = { reason: 'The crash reporter gets the address book', public_reason: 'Looked at again' }
  await assert.rejects(third.call(safety.upholdQuarantine, { params, body: answer }), {
    code: 'quarantine.not_appealed',
  })
  await developer.call(safety.appealQuarantine, { params, body })
  await assert.rejects(developer.call(safety.appealQuarantine, { params, body }), { code: 'quarantine.appealed' })
  const waiting = await third.call(safety.listQuarantines, { query: { appealed: 'true' } })
  assert.deepEqual(
    waiting.quarantines.map(({ appeal }) => appeal?.text),
    [body.text],
  )
  for (const part of [reviewer, second]) {
    await assert.rejects(part.call(safety.upholdQuarantine, { params, body: answer }), {
      code: 'quarantine.same_person',
    })
  }
  const upheld = await third.call(safety.upholdQuarantine, { params, body: answer })
  assert.deepEqual([upheld.state, upheld.appeal?.answer], ['confirmed', answer.reason])
  await server.settle()
  const mail = server.outbox.findLast(({ to, name }) => to === developer.account.email && name === 'quarantine_upheld')
  assert.match(mail?.text ?? '', /address book/)
  // Answered: there is no second appeal.
  await assert.rejects(developer.call(safety.appealQuarantine, { params, body }), { code: 'quarantine.appealed' })
  assert.deepEqual((await third.call(safety.listQuarantines, { query: { appealed: 'true' } })).quarantines, [])
})

test('withdrawing a version does not take it out of quarantine', async () => {
  const { developer, reviewer, published, get } = await startSampleApp(server, 'com.appeal.withdrawn')
  const version = await published(1)
  const params = ref(version)
  await reviewer.call(safety.quarantineVersion, { params, body: reasons })
  await developer.call(versions.withdrawVersion, { params })
  await admin.call(safety.confirmQuarantine, { params })
  const { revocations } = await server.call(safety.getRevocations, {})
  assert.deepEqual(
    revocations.filter(({ app_id }) => app_id === version.app_id).map(({ action }) => action),
    ['stop'],
  )
  assert.equal((await reviewer.call(safety.liftQuarantine, { params, body: reasons })).state, 'lifted')
  assert.equal((await get(version)).state, 'withdrawn')
})

test('a suspended app is hidden and takes no uploads until an admin takes it back', async () => {
  const { id, developer, reviewer, draft, published } = await startSampleApp(server, 'com.takedown.app')
  const params = { app_id: id }
  const version = await published(1)
  const address = `/packages/${id}/1/${id}-${version.version}.mosis`
  await assert.rejects(reviewer.call(safety.suspendApp, { params, body: reasons }), { code: 'auth.forbidden' })
  await assert.rejects(admin.call(safety.restoreApp, { params, body: reasons }), { code: 'app.not_suspended' })
  assert.equal((await admin.call(safety.suspendApp, { params, body: reasons })).state, 'suspended')
  await assert.rejects(admin.call(safety.suspendApp, { params, body: reasons }), { code: 'app.suspended' })
  await assert.rejects(server.call(store.getStoreApp, { params }), { code: 'store.app_not_found' })
  assert.equal((await server.inject(address)).statusCode, 404)
  await assert.rejects(draft(2), { code: 'app.suspended' })
  await server.settle()
  const mail = server.outbox.findLast(({ to, name }) => to === developer.account.email && name === 'app_suspended')
  assert.match(mail?.text ?? '', /Evidence for Dana only/)
  assert.equal((await admin.call(safety.restoreApp, { params, body: reasons })).state, 'published')
  assert.equal((await server.call(store.getStoreApp, { params })).version_code, 1)
  const unpublished = await startSampleApp(server, 'com.takedown.draft')
  const of = { app_id: unpublished.id }
  await admin.call(safety.suspendApp, { params: of, body: reasons })
  assert.equal((await admin.call(safety.restoreApp, { params: of, body: reasons })).state, 'draft')
  assert.equal((await unpublished.developer.call(apps.getApp, { params: of })).state, 'draft')
})

test('who has a part in an app does not judge it, and of two answers at once one counts', async () => {
  const { developer, reviewer, published, get } = await startSampleApp(server, 'com.both.app')
  const version = await published(1)
  const params = ref(version)
  await server.deps.db.updateTable('account').set({ role: 'reviewer' }).where('id', '=', developer.account.id).execute()
  server.clock.advance(2000)
  await assert.rejects(developer.call(safety.quarantineVersion, { params, body: reasons }), { code: 'review.own_app' })
  const [one, two] = await Promise.allSettled([
    reviewer.call(safety.quarantineVersion, { params, body: reasons }),
    admin.call(safety.quarantineVersion, { params, body: reasons }),
  ])
  assert.deepEqual([one.status, two.status].sort(), ['fulfilled', 'rejected'])
  await assert.rejects(developer.call(safety.confirmQuarantine, { params }), { code: 'review.own_app' })
  const third = await server.reviewer()
  const [confirmed, lifted] = await Promise.allSettled([
    third.call(safety.confirmQuarantine, { params }),
    admin.call(safety.liftQuarantine, { params, body: reasons }),
  ])
  // Either the lift came first and nothing was left to confirm, or it lifted what was just confirmed.
  assert.equal(lifted.status, 'fulfilled')
  if (confirmed.status === 'rejected') assert.equal((confirmed.reason as { code: string }).code, 'quarantine.ended')
  assert.equal((await get(version)).state, 'halted')
})

test('a quarantine and a publication at the same time leave a version in one state, offered or not', async () => {
  const { id, developer, reviewer, approved, get } = await startSampleApp(server, 'com.both.publish')
  for (const code of [1, 2, 3]) {
    const version = await approved(code)
    const params = ref(version)
    await Promise.allSettled([
      developer.call(versions.publishVersion, { params }),
      reviewer.call(safety.quarantineVersion, { params, body: reasons }),
    ])
    const { state } = await get(version)
    const offered = await server.call(store.getStoreApp, { params: { app_id: id } }).catch(() => undefined)
    assert.ok(state === 'published' || state === 'quarantined', state)
    assert.equal(offered?.version_code === code, state === 'published')
  }
})

test('confirming at the moment of lapsing either keeps the version out or comes too late', async () => {
  const { id, reviewer, published } = await startSampleApp(server, 'com.both.lapse')
  const second = await server.reviewer()
  const params = ref(await published(1))
  await reviewer.call(safety.quarantineVersion, { params, body: reasons })
  server.clock.advance(72 * hourMs - 1)
  const confirm = (await again(server, second))(safety.confirmQuarantine, { params })
  server.clock.advance(1)
  const [outcome] = await Promise.allSettled([confirm, server.settle()])
  const offered = await server.call(store.getStoreApp, { params: { app_id: id } }).catch(() => undefined)
  assert.equal(offered === undefined, outcome.status === 'fulfilled')
})

test('a person who is alone on the portal confirms after a day, and not before', async () => {
  const alone = await startTestServer()
  const only = await alone.admin()
  const { id, published, reviewer } = await startSampleApp(alone, 'com.alone.app')
  const params = ref(await published(1))
  // The one who approved it has left.
  await alone.deps.db.updateTable('account').set({ role: 'developer' }).where('id', '=', reviewer.account.id).execute()
  await only.call(safety.quarantineVersion, { params, body: reasons })
  await assert.rejects(only.call(safety.confirmQuarantine, { params }), { code: 'quarantine.same_person' })
  alone.clock.advance(24 * hourMs)
  const confirmed = await (await again(alone, only))(safety.confirmQuarantine, { params })
  assert.equal(confirmed.state, 'confirmed')
  await assert.rejects(alone.call(store.getStoreApp, { params: { app_id: id } }), { code: 'store.app_not_found' })
  await alone.close()
})

import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { store, versions } from '@mosis/api'
import type { PortalNote, StoreAppDetails, Update, Version } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import { releaseDue } from './schedule.ts'
import { startSampleApp } from './testing.ts'
import type { SampleApp } from './testing.ts'

const server = await startTestServer()
after(() => server.close())

const ref = (version: Version) => ({ params: { app_id: version.app_id, version_id: version.id } })
const minuteMs = 60_000
const inMinutes = (minutes: number) => new Date(Date.parse(server.clock.now()) + minutes * minuteMs).toISOString()

async function details(app_id: string): Promise<StoreAppDetails> {
  return server.call(store.getStoreApp, { params: { app_id } })
}

/** What a device is told that has this version_code, as `version_code` or `version_code at percent`. */
async function offered(app_id: string, has = 0): Promise<string[]> {
  const packages = has === 0 ? app_id : `${app_id}@${has}`
  const { updates } = await server.call(store.checkUpdates, { query: { packages } })
  return updates.map(({ version_code, rollout }: Update) =>
    rollout ? `${version_code} at ${rollout.percent}` : `${version_code}`,
  )
}

async function states({ get }: SampleApp, ...all: Version[]): Promise<string[]> {
  return Promise.all(all.map(async (version) => (await get(version)).state))
}

test('a version is rolled out in stages beside the one before, which everybody else goes on getting', async () => {
  const app = await startSampleApp(server, 'com.release.staged')
  const { call } = app.developer
  const [first, second] = [await app.published(1), await app.approved(2)]
  const staged = await call(versions.publishVersion, { ...ref(second), body: { rollout_percent: 5 } })
  assert.deepEqual([staged.state, staged.rollout_percent, staged.note], ['published', 5, null])
  assert.deepEqual(await states(app, first, second), ['published', 'published'])
  assert.deepEqual(await offered(app.id), ['1', '2 at 5'])
  assert.deepEqual(await offered(app.id, 1), ['2 at 5'])
  const shown = await details(app.id)
  assert.deepEqual([shown.version_code, shown.offers.map(({ version_code }) => version_code)], [1, [2]])
  const { salt } = shown.offers[0]?.rollout ?? {}
  assert.match(salt ?? '', /^[\w-]{16}$/)

  const raised = await call(versions.raiseRollout, { ...ref(second), body: { percent: 20 } })
  assert.equal(raised.rollout_percent, 20)
  assert.deepEqual((await details(app.id)).offers[0]?.rollout, { percent: 20, salt }, 'who was in stays in')
  await assert.rejects(call(versions.raiseRollout, { ...ref(second), body: { percent: 10 } }), {
    code: 'version.rollout_lower',
    message: 'A rollout that reached 20 % cannot go back to 10 %: devices that have the version keep it',
  })
  // Sent twice, as after an answer that was lost.
  await call(versions.raiseRollout, { ...ref(second), body: { percent: 20 } })

  await call(versions.raiseRollout, { ...ref(second), body: { percent: 100 } })
  assert.deepEqual(await states(app, first, second), ['superseded', 'published'])
  assert.deepEqual(await offered(app.id), ['2'])
  assert.deepEqual((await details(app.id)).offers, [])
  const raises = await server.deps.db
    .selectFrom('audit_event')
    .select('reason')
    .where('subject_id', '=', second.id)
    .where('action', '=', 'raise')
    .execute()
  assert.deepEqual(
    raises.map(({ reason }) => reason),
    ['From 5 % to 20 %', 'From 20 % to 100 %'],
  )
  await server.settle()
})

test('a halted rollout leaves devices with the version before, and goes on where it stood', async () => {
  const app = await startSampleApp(server, 'com.release.halted')
  const { call } = app.developer
  const [first, second] = [await app.published(1), await app.approved(2)]
  await call(versions.publishVersion, { ...ref(second), body: { rollout_percent: 30 } })
  const before = (await details(app.id)).offers[0]?.rollout
  await call(versions.haltVersion, { ...ref(second), body: { reason: 'It crashes' } })
  assert.deepEqual([await offered(app.id), (await details(app.id)).offers], [['1'], []])
  await assert.rejects(call(versions.raiseRollout, { ...ref(second), body: { percent: 50 } }), {
    code: 'version.wrong_state',
  })
  const resumed = await call(versions.resumeVersion, ref(second))
  assert.deepEqual([resumed.state, resumed.rollout_percent], ['published', 30])
  assert.deepEqual((await details(app.id)).offers[0]?.rollout, before)
  assert.deepEqual(await states(app, first, second), ['published', 'published'])
})

test('only an update of what everybody gets is rolled out in stages', async () => {
  const app = await startSampleApp(server, 'com.release.never')
  const { call } = app.developer
  const [first, second] = [await app.approved(1), await app.approved(2)]
  await assert.rejects(call(versions.publishVersion, { ...ref(first), body: { rollout_percent: 10 } }), {
    code: 'version.cannot_stage',
    message:
      'A version cannot be rolled out in stages here: the store offers everybody no version of the app, beside which a part of the devices could get this one',
    fix: 'Publish it for everybody: with rollout_percent 100',
  })
  await call(versions.publishVersion, ref(second))
  await assert.rejects(call(versions.publishVersion, { ...ref(first), body: { rollout_percent: 10 } }), {
    code: 'version.cannot_stage',
    message:
      'A version cannot be rolled out in stages here: version_code 1 is not higher than 2, which everybody is offered',
  })
  await assert.rejects(call(versions.publishVersion, { ...ref(first), body: { track: 'beta', rollout_percent: 10 } }), {
    message: 'A version cannot be rolled out in stages here: on the track beta every tester is offered it',
  })
  assert.deepEqual(await states(app, first, second), ['approved', 'published'])
})

test('what everybody gets can be corrected while a newer version is rolled out', async () => {
  const app = await startSampleApp(server, 'com.release.beside')
  const { call } = app.developer
  const all = [await app.published(1), await app.approved(2), await app.approved(3)] as const
  const [, correction, next] = all
  await call(versions.publishVersion, { ...ref(next), body: { rollout_percent: 10 } })
  await call(versions.publishVersion, ref(correction))
  assert.deepEqual(await states(app, ...all), ['superseded', 'published', 'published'])
  assert.deepEqual(await offered(app.id), ['2', '3 at 10'])
  const newest = await app.approved(4)
  await call(versions.publishVersion, ref(newest))
  assert.deepEqual(await states(app, ...all), ['superseded', 'superseded', 'superseded'])
  assert.deepEqual(await offered(app.id), ['4'])
})

test('rolling back offers the earlier version without a new review, and says what devices do not do', async () => {
  const app = await startSampleApp(server, 'com.release.back')
  const { call } = app.developer
  const [first, second] = [await app.published(1), await app.published(2)]
  const back = await call(versions.publishVersion, ref(first))
  assert.deepEqual([back.state, back.rollout_percent, back.review?.state], ['published', 100, 'approved'])
  assert.equal(
    back.note,
    'Devices that have 1.0.2 keep it: a device never goes back. New installations and devices below get this version; to replace 1.0.2 on devices too, publish a correction with a higher version_code',
  )
  assert.equal(back.kept_version, '1.0.2')
  assert.deepEqual(await states(app, first, second), ['published', 'superseded'])
  assert.deepEqual([await offered(app.id), await offered(app.id, 2)], [['1'], []])
})

test('an approved version is published when its time comes, once, however often the job runs', async () => {
  const app = await startSampleApp(server, 'com.release.timed')
  const { call } = app.developer
  const version = await app.approved(1)
  const release_at = inMinutes(10)
  // Any offset is taken, and kept in UTC.
  const withOffset = `${new Date(Date.parse(release_at) + 120 * minuteMs).toISOString().slice(0, -1)}+02:00`
  const scheduled = await call(versions.scheduleVersion, { ...ref(version), body: { release_at: withOffset } })
  assert.deepEqual([scheduled.state, scheduled.release, scheduled.release_at], ['scheduled', 'at', release_at])
  server.clock.advance(9 * minuteMs)
  await server.settle()
  assert.deepEqual([await states(app, version), await offered(app.id)], [['scheduled'], []])
  server.clock.advance(minuteMs)
  await server.settle()
  assert.deepEqual([await states(app, version), await offered(app.id)], [['published'], ['1']])
  await releaseDue(server.deps.db, systemCall(server.clock.now(), 'again'), {
    versionId: version.id,
    releaseAt: release_at,
  })
  const events = await server.deps.db
    .selectFrom('audit_event')
    .select(['action', 'reason', 'reason_note'])
    .where('subject_id', '=', version.id)
    .where('to_state', '=', 'published')
    .execute()
  assert.deepEqual(
    events.map(({ action, reason, reason_note }) => [action, reason, JSON.parse(reason_note ?? '{}')]),
    [['publish', `To be released at ${release_at}`, { code: 'version.at_its_time', facts: { release_at } }]],
  )
})

test('a time can be moved and taken back; what was planned for the old one does nothing', async () => {
  const app = await startSampleApp(server, 'com.release.moved')
  const { call } = app.developer
  const version = await app.approved(1)
  await call(versions.scheduleVersion, { ...ref(version), body: { release_at: inMinutes(1) } })
  await call(versions.scheduleVersion, { ...ref(version), body: { release_at: inMinutes(3) } })
  server.clock.advance(2 * minuteMs)
  await server.settle()
  assert.deepEqual(await states(app, version), ['scheduled'])
  const free = await call(versions.unscheduleVersion, ref(version))
  assert.deepEqual([free.state, free.release, free.release_at], ['approved', 'manual', null])
  server.clock.advance(2 * minuteMs)
  await server.settle()
  assert.deepEqual(await states(app, version), ['approved'])
  for (const release_at of [server.clock.now(), inMinutes(-1), inMinutes(60 * 24 * 367)]) {
    await assert.rejects(call(versions.scheduleVersion, { ...ref(version), body: { release_at } }), {
      code: 'version.wrong_release_time',
    })
  }
})

test('a time that was named at submission waits for the approval, and for itself', async () => {
  const app = await startSampleApp(server, 'com.release.planned')
  const version = await app.draft(1)
  const release_at = inMinutes(5)
  await assert.rejects(app.submit(version, { release: 'at' }), { code: 'invalid_input' })
  await assert.rejects(app.submit(version, { release_at }), { code: 'invalid_input' })
  await assert.rejects(app.submit(version, { track: 'beta', rollout_percent: 50 }), { code: 'invalid_input' })
  await app.submit(version, { release: 'at', release_at })
  assert.equal((await app.approve(version)).state, 'scheduled')
  const late = await app.draft(2)
  await app.submit(late, { release: 'at', release_at })
  server.clock.advance(6 * minuteMs)
  await server.settle()
  assert.deepEqual(await states(app, version, late), ['published', 'in_review'])
  assert.equal((await app.approve(late)).state, 'published', 'the time has passed, so approval publishes')
})

test('a share that was named at submission holds when approval publishes', async () => {
  const app = await startSampleApp(server, 'com.release.share')
  await app.published(1)
  const version = await app.draft(2)
  await app.submit(version, { release: 'when_approved', rollout_percent: 10 })
  await app.approve(version)
  assert.deepEqual(await offered(app.id), ['1', '2 at 10'])
})

test('a version that cannot be published when its time comes stays approved, and the reason is on record', async () => {
  const app = await startSampleApp(server, 'com.release.stuck')
  const { call } = app.developer
  const [first, second] = [await app.published(1), await app.approved(2)]
  const body = { release_at: inMinutes(1), rollout_percent: 10 }
  await call(versions.scheduleVersion, { ...ref(second), body })
  await call(versions.withdrawVersion, ref(first))
  server.clock.advance(minuteMs)
  await server.settle()
  assert.deepEqual(await states(app, second), ['approved'])
  const { reason, reason_note, actor_id } = await server.deps.db
    .selectFrom('audit_event')
    .select(['reason', 'reason_note', 'actor_id'])
    .where('subject_id', '=', second.id)
    .where('action', '=', 'unschedule')
    .executeTakeFirstOrThrow()
  assert.match(reason ?? '', /^It could not be published: A version cannot be rolled out in stages here/)
  // The refusal itself, in parts, so that a page can say it in its own words.
  const { code, facts } = JSON.parse(reason_note ?? '{}') as PortalNote
  assert.deepEqual([code, facts['error']], ['version.not_published', 'version.cannot_stage'])
  assert.equal(actor_id, null)
})

test('publishing and halting at the same moment: the app offers what is published, and nothing else', async () => {
  const app = await startSampleApp(server, 'com.release.meets')
  const { call } = app.developer
  let before = await app.published(1)
  for (const code of [2, 3, 4]) {
    const next = await app.approved(code)
    await Promise.allSettled([
      call(versions.publishVersion, ref(next)),
      call(versions.haltVersion, ref(before)),
      call(versions.haltVersion, ref(next)),
    ])
    const state = (await app.get(next)).state
    assert.deepEqual(await offered(app.id), state === 'published' ? [`${code}`] : [])
    assert.ok(['superseded', 'halted'].includes((await app.get(before)).state))
    if (state === 'halted') await call(versions.resumeVersion, ref(next))
    before = next
  }
})

test('two raises at the same moment end at the higher one', async () => {
  const app = await startSampleApp(server, 'com.release.raises')
  const { call } = app.developer
  await app.published(1)
  const version = await app.approved(2)
  await call(versions.publishVersion, { ...ref(version), body: { rollout_percent: 1 } })
  for (const percents of [
    [20, 10],
    [30, 40],
    [100, 50],
  ]) {
    const answers = await Promise.allSettled(
      percents.map((percent) => call(versions.raiseRollout, { ...ref(version), body: { percent } })),
    )
    assert.ok(answers.some(({ status }) => status === 'fulfilled'))
    assert.equal((await app.get(version)).rollout_percent, Math.max(...percents))
  }
  assert.deepEqual(await offered(app.id), ['2'])
})

test('a version that is withdrawn as its time comes is not offered afterwards', async () => {
  const app = await startSampleApp(server, 'com.release.withdrawn')
  const { call } = app.developer
  for (const code of [1, 2, 3]) {
    const version = await app.approved(code)
    const releaseAt = inMinutes(1)
    await call(versions.scheduleVersion, { ...ref(version), body: { release_at: releaseAt } })
    server.clock.advance(minuteMs)
    const system = systemCall(server.clock.now(), 'due')
    await Promise.all([
      call(versions.withdrawVersion, ref(version)),
      releaseDue(server.deps.db, system, { versionId: version.id, releaseAt }),
      releaseDue(server.deps.db, system, { versionId: version.id, releaseAt }),
    ])
    assert.deepEqual([await states(app, version), await offered(app.id)], [['withdrawn'], []])
  }
  await server.settle()
})

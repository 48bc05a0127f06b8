import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { telemetry } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import { sweepTelemetry } from './sweep.ts'

const server = await startTestServer()
after(() => server.close())

before(async () => {
  for (const id of ['com.tele.app', 'com.tele.other']) await (await startSampleApp(server, id)).published(1)
  await (await startSampleApp(server, 'com.tele.draft')).draft(1)
})

const sender = {
  app_id: 'com.tele.app',
  app_version: '1.0.1',
  mosis_version: '1.0.0',
  device_id: 'ab'.repeat(32),
}
const session_id = '550e8400-e29b-41d4-a716-446655440000'
const timestamp = '2026-01-01T00:00:00.000Z'
const event = (type: (typeof telemetry.eventTypes)[number], data: Record<string, string | number> = {}) => ({
  type,
  timestamp,
  data,
})
const send = (body: object) =>
  server.call(telemetry.sendEvents, { body: { ...sender, session_id, events: [event('app_start')], ...body } })

const storedEvents = (app_id: string) =>
  server.deps.telemetryDb.selectFrom('event').selectAll().where('app_id', '=', app_id).orderBy('type').execute()

test('a batch is stored as it came, under a hash of the device that only this portal can make', async () => {
  const events = [event('app_start', { version: '1.0.1' }), event('frame_time', { avg_ms: 8.5, p95_ms: 16 })]
  assert.deepEqual(await send({ events }), { accepted: 2 })
  const rows = await storedEvents('com.tele.app')
  assert.deepEqual(
    rows.map(({ type, data, at, received_at }) => ({ type, data, at, received_at })),
    [
      { type: 'app_start', data: '{"version":"1.0.1"}', at: timestamp, received_at: server.clock.now() },
      { type: 'frame_time', data: '{"avg_ms":8.5,"p95_ms":16}', at: timestamp, received_at: server.clock.now() },
    ],
  )
  const hashes = new Set(rows.map(({ device_hash }) => device_hash))
  assert.equal(hashes.size, 1)
  assert.ok(!JSON.stringify(rows).includes(sender.device_id))
})

test('usage events are taken only with consent, and then all events of the batch', async () => {
  const events = [event('app_start'), event('screen_view', { screen_name: 'home' }), event('button_click')]
  const app_id = 'com.tele.other'
  for (const consent of [{}, { consent: false }]) {
    await assert.rejects(send({ app_id, events, ...consent }), {
      code: 'telemetry.consent_required',
      message: 'Usage events need the consent of the person: screen_view, button_click',
    })
  }
  assert.deepEqual(await storedEvents(app_id), [])
  assert.deepEqual(await send({ app_id, events, consent: true }), { accepted: 3 })
  assert.equal((await storedEvents(app_id)).length, 3)
})

test('events of an app that is not in the store are refused', async () => {
  for (const app_id of ['com.tele.draft', 'com.tele.nobody']) {
    await assert.rejects(send({ app_id }), { code: 'store.app_not_found' })
    await assert.rejects(crash({ app_id }), { code: 'store.app_not_found' })
  }
})

test('what is not a batch of events is refused with the place of each fault', async () => {
  const faulty: [object, string][] = [
    [{ device_id: 'my phone' }, '/device_id'],
    [{ session_id: 'x' }, '/session_id'],
    [{ events: [] }, '/events'],
    [{ events: Array.from({ length: 501 }, () => event('app_start')) }, '/events'],
    [{ events: [{ ...event('app_start'), type: 'mouse_move' }] }, '/events/0/type'],
    [{ events: [event('app_start'), { ...event('app_stop'), timestamp: 'yesterday' }] }, '/events/1/timestamp'],
    [{ events: [{ ...event('app_start'), data: { nested: { a: 1 } } }] }, '/events/0/data/nested'],
    [{ events: [{ ...event('app_start'), data: { long: 'x'.repeat(257) } }] }, '/events/0/data/long'],
  ]
  for (const [body, pointer] of faulty) {
    await assert.rejects(send(body), (error: { code: string; errors: { pointer: string }[] }) => {
      assert.equal(error.code, 'invalid_input', pointer)
      assert.ok(
        error.errors.some((fault) => fault.pointer === pointer),
        `${pointer}: ${JSON.stringify(error.errors)}`,
      )
      return true
    })
  }
})

test('a body of more than a megabyte is refused', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/v1/telemetry/events',
    headers: { 'content-type': 'application/json' },
    payload: `{"a": "${'x'.repeat(1024 * 1024)}"}`,
  })
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [413, 'too_large'])
})

test('many batches at once are all stored', async () => {
  const before = (await storedEvents('com.tele.app')).length
  const sent = Array.from({ length: 40 }, (_, index) =>
    send({
      device_id: index.toString(16).padStart(64, '0'),
      events: Array.from({ length: 1 + index * 7 }, () => event('memory_usage', { used_mb: index })),
    }),
  )
  const accepted = (await Promise.all(sent)).reduce((sum, answer) => sum + answer.accepted, 0)
  assert.equal((await storedEvents('com.tele.app')).length - before, accepted)
})

test('a device that sends without end is told to wait', async () => {
  const device_id = 'cd'.repeat(32)
  const answers = await Promise.allSettled(Array.from({ length: 130 }, () => send({ device_id })))
  const refused = answers
    .filter((answer) => answer.status === 'rejected')
    .map(({ reason }) => reason as { code: string })
  assert.deepEqual([...new Set(refused.map(({ code }) => code))], ['rate_limited'])
  assert.equal(refused.length, 10)
  server.clock.advance(1000)
  assert.deepEqual(await send({ device_id }), { accepted: 1 })
})

const crash = (body: object = {}, cause: object = {}) =>
  server.call(telemetry.sendCrash, {
    body: {
      ...sender,
      timestamp,
      crash: {
        type: 'lua_error',
        message: 'assets/scripts/app.lua:7: boom',
        stack_trace: "assets/scripts/app.lua:7: in function 'tap'",
        context: { screen: 'home' },
        ...cause,
      },
      ...body,
    },
  })

test('crashes with the same cause are counted in one group that remembers its first and last version', async () => {
  await crash()
  server.clock.advance(60_000)
  const moved = {
    message: 'assets/scripts/app.lua:9: boom',
    stack_trace: "assets/scripts/app.lua:9: in function 'tap'",
  }
  await Promise.all([crash({ app_version: '1.0.2' }, moved), crash({ app_version: '1.0.2' }, moved)])
  await crash({}, { message: 'another' })
  const groups = await server.deps.telemetryDb
    .selectFrom('crash_group')
    .select(['message', 'first_version', 'last_version', 'crash_count'])
    .orderBy('crash_count', 'desc')
    .execute()
  assert.deepEqual(
    groups.map((group) => ({ ...group })),
    [
      { message: 'assets/scripts/app.lua:7: boom', first_version: '1.0.1', last_version: '1.0.2', crash_count: 3 },
      { message: 'another', first_version: '1.0.1', last_version: '1.0.1', crash_count: 1 },
    ],
  )
  const reports = await server.deps.telemetryDb.selectFrom('crash').selectAll().orderBy('id').execute()
  assert.equal(reports.length, 4)
  assert.deepEqual([reports[0]?.context, reports[0]?.at], ['{"screen":"home"}', timestamp])
})

test('a day that is over is summed up once, and raw telemetry goes after its time', async () => {
  const fresh = await startTestServer()
  await (await startSampleApp(fresh, 'com.tele.app')).published(1)
  const db = fresh.deps.telemetryDb
  const readSums = async () =>
    (await db.selectFrom('event_day').selectAll().orderBy('type').execute()).map((row) => ({ ...row }))
  const sweep = () => sweepTelemetry(db, systemCall(fresh.clock.now(), 'test'), 7)
  const dayMs = 24 * 60 * 60 * 1000
  const report = { type: 'lua_error', message: 'boom', stack_trace: '', context: {} }
  for (const device_id of ['11', '11', '22'].map((part) => part.repeat(32))) {
    const body = { ...sender, device_id, session_id, events: [event('app_start'), event('app_stop')] }
    await fresh.call(telemetry.sendEvents, { body })
    await fresh.call(telemetry.sendCrash, { body: { ...sender, device_id, timestamp, crash: report } })
  }
  await sweep()
  assert.deepEqual(await readSums(), [], 'today is not over')
  const day = fresh.clock.now().slice(0, 10)
  fresh.clock.advance(dayMs)
  const sums = ['app_start', 'app_stop'].map((type) => ({
    day,
    app_id: 'com.tele.app',
    app_version: '1.0.1',
    type,
    event_count: 3,
    device_count: 2,
  }))
  const countRaw = async () => (await db.selectFrom('event').selectAll().execute()).length
  for (let run = 0; run < 2; run += 1) {
    await sweep()
    assert.deepEqual(await readSums(), sums)
    assert.equal(await countRaw(), 6)
  }
  fresh.clock.advance(6 * dayMs)
  await sweep()
  assert.equal(await countRaw(), 6, 'seven days are kept')
  fresh.clock.advance(dayMs)
  await fresh.settle()
  await sweep()
  assert.equal(await countRaw(), 0)
  assert.deepEqual(await readSums(), sums)
  assert.equal((await db.selectFrom('crash').selectAll().execute()).length, 1, 'the newest report of a group stays')
  assert.equal((await db.selectFrom('crash_group').select('crash_count').executeTakeFirstOrThrow()).crash_count, 3)
  await fresh.close()
})

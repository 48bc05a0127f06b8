import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { analytics, apiKeys, telemetry } from '@mosis/api'
import { systemCall } from '../http/call.ts'
import { startTestServer } from '../testing.ts'
import type { Caller } from '../testing.ts'
import { startSampleApp } from '../versions/testing.ts'
import { sayWholeAndParts } from './privacy.ts'
import { sweepTelemetry } from './sweep.ts'

const server = await startTestServer()
after(() => server.close())
const dayMs = 24 * 60 * 60_000
const app_id = 'com.seen.app'
const params = { app_id }
const session_id = '550e8400-e29b-41d4-a716-446655440000'
const device = (number: number) => number.toString(16).padStart(64, '0')
const today = () => server.clock.now().slice(0, 10)

/** With a key: the tokens of a sign-in live for minutes, and these tests for days. */
let developer: Pick<Caller, 'call'>
before(async () => {
  const app = await startSampleApp(server, app_id)
  await app.published(1)
  const body = { name: 'Charts', scopes: ['telemetry:read' as const] }
  const { key } = await app.developer.call(apiKeys.createApiKey, { body })
  developer = { call: server.callWith(key) }
})

const sender = (number: number, app_version: string) => ({
  app_id,
  app_version,
  mosis_version: '1.0.0',
  device_id: device(number),
})

async function start(number: number, app_version: string, times = 1): Promise<void> {
  const event = { type: 'app_start' as const, timestamp: server.clock.now() }
  const events = Array.from({ length: times }, () => event)
  await server.call(telemetry.sendEvents, { body: { ...sender(number, app_version), session_id, events } })
}

const fault = {
  type: 'lua_error',
  message: 'assets/scripts/app.lua:7: boom',
  stack_trace: "stack traceback:\n\tassets/scripts/app.lua:7: in function 'tap'",
  context: { screen: 'home' },
}
async function crash(number: number, app_version: string, cause: object = {}): Promise<void> {
  const body = { ...sender(number, app_version), timestamp: server.clock.now(), crash: { ...fault, ...cause } }
  await server.call(telemetry.sendCrash, { body })
}

const sweep = () => sweepTelemetry(server.deps.telemetryDb, systemCall(server.clock.now(), 'test'), 7)
const getNumbers = (query: object = {}) => developer.call(analytics.getAnalytics, { params, query })
async function nextDay(): Promise<void> {
  server.clock.advance(dayMs)
  await sweep()
}

test('days are counted when they are over: devices once, starts and crashes each time; few devices are not told', async () => {
  const first = today()
  for (let number = 1; number <= 6; number += 1) await start(number, '1.0.1', 2)
  // One that was updated on that day is one device of the app, and one of each version.
  await start(6, '1.0.2')
  for (let number = 7; number <= 11; number += 1) await start(number, '1.0.2')
  await crash(1, '1.0.1')
  await crash(2, '1.0.1')
  assert.equal((await getNumbers()).days.at(-1)?.devices, 0, 'today is not over')

  await nextDay()
  const second = today()
  await start(1, '1.0.1')
  await start(2, '1.0.1')
  await nextDay()
  const { days, versions, totals, ...rest } = await getNumbers({ from: first })
  assert.deepEqual(rest, {
    app_id,
    from: first,
    to: second,
    interval: 'day',
    complete_until: second,
    smallest_group: 5,
    downloads: 0,
  })
  const few = { day: second, devices: null, starts: null, crashes: null }
  assert.deepEqual(days, [{ day: first, devices: 11, starts: 18, crashes: 2 }, few])
  assert.deepEqual(totals, { starts: 18, crashes: 2 })
  const [old, recent] = [
    { devices: 6, starts: 12, crashes: 2 },
    { devices: 6, starts: 6, crashes: 0 },
  ]
  assert.deepEqual(versions, [
    { version: '1.0.1', ...old, days: [{ day: first, ...old }, few] },
    { version: '1.0.2', ...recent, days: [{ day: first, ...recent }] },
  ])
  assert.deepEqual((await getNumbers({ from: second })).totals, { starts: null, crashes: null })
})

test('a range is thirty days long when nothing is asked for, and has every day in it', async () => {
  const { from, to, days } = await getNumbers()
  assert.equal(Date.parse(to) - Date.parse(from), 29 * dayMs)
  assert.equal(days.length, 30)
  assert.deepEqual([days[0], days.at(-1)?.day], [{ day: from, devices: 0, starts: 0, crashes: 0 }, to])
  await assert.rejects(getNumbers({ from: '2026-02-02', to: '2026-02-01' }), { code: 'invalid_input' })
  await assert.rejects(getNumbers({ from: '2024-01-01', to: '2026-02-01' }), { code: 'invalid_input' })
  await assert.rejects(getNumbers({ from: 'yesterday' }), { code: 'invalid_input' })
  assert.deepEqual(
    (await getNumbers({ from: '2030-01-01', to: '2030-01-02' })).days,
    [],
    'what has not been is not none',
  )
})

const counted = (devices: number) => ({ devices, starts: devices * 2, crashes: 0 })

test('what is too small to be told is not found by subtracting either', () => {
  const hidden = { devices: null, starts: null, crashes: null }
  assert.deepEqual(sayWholeAndParts(counted(100), [counted(97), counted(3)]), {
    whole: counted(97),
    parts: [counted(97), hidden],
  })
  assert.deepEqual(
    sayWholeAndParts(counted(7), [counted(3), counted(4)]),
    { whole: counted(7), parts: [hidden, hidden] },
    'together they are enough not to be known',
  )
  assert.deepEqual(sayWholeAndParts(counted(6), [counted(4), counted(2)]).whole, counted(6))
  assert.deepEqual(sayWholeAndParts(counted(5), [counted(5)]), { whole: counted(5), parts: [counted(5)] })
})

test('crashes are listed by cause with where they happened; the devices of a rare one are not counted', async () => {
  server.clock.advance(60_000)
  const rare = { message: 'storage.full', stack_trace: '', type: 'quota' }
  for (let number = 1; number <= 5; number += 1) await crash(number, '1.0.2')
  const last_at = server.clock.now()
  server.clock.advance(60_000)
  await crash(1, '1.0.1', rare)
  const list = (query: object = {}) => developer.call(analytics.listCrashes, { params, query })
  const { groups, total } = await list()
  assert.equal(total, 2)
  const [newest, older] = groups
  assert.deepEqual(
    { ...newest, id: 'id' },
    {
      id: 'id',
      type: 'quota',
      message: 'storage.full',
      top_frame: null,
      crashes: 1,
      devices: null,
      versions: ['1.0.1'],
      first_version: '1.0.1',
      last_version: '1.0.1',
      first_at: server.clock.now(),
      last_at: server.clock.now(),
    },
  )
  assert.deepEqual(
    [older?.crashes, older?.devices, older?.versions, older?.top_frame, older?.last_at],
    [7, 5, ['1.0.2', '1.0.1'], "assets/scripts/app.lua:7: in function 'tap'", last_at],
  )
  const types = async (query: object) => (await list(query)).groups.map(({ type }) => type)
  assert.deepEqual(await types({ sort: 'most' }), ['lua_error', 'quota'])
  assert.deepEqual(await types({ version: '1.0.2' }), ['lua_error'])
  assert.deepEqual(await types({ type: 'quota' }), ['quota'])
  const page = await list({ limit: 1, sort: 'most' })
  assert.deepEqual(await types({ limit: 1, sort: 'most', cursor: page.next_cursor ?? '' }), ['quota'])

  const one = { ...params, group_id: older?.id ?? '' }
  const { samples, by_version, ...group } = await developer.call(analytics.getCrash, { params: one })
  assert.deepEqual(group, older)
  assert.deepEqual(by_version, [
    { version: '1.0.2', crashes: 5 },
    { version: '1.0.1', crashes: 2 },
  ])
  assert.equal(samples.length, 5)
  assert.deepEqual(
    { ...samples[0], id: 'id' },
    {
      id: 'id',
      version: '1.0.2',
      mosis_version: '1.0.0',
      at: last_at,
      received_at: last_at,
      message: fault.message,
      stack_trace: fault.stack_trace,
      context: fault.context,
    },
  )
  await assert.rejects(developer.call(analytics.getCrash, { params: { ...params, group_id: '0'.repeat(64) } }), {
    code: 'crash.not_found',
  })
  assert.ok(!JSON.stringify(samples).includes(device(1)), 'no report says which device it came from')
})

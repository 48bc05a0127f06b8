import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { BrokerError } from '../index.ts'
import type { LocationBroker, LocationListener, Position } from '../index.ts'
import { startWorld } from '../../test/world.ts'

const declared = ['location.fine', 'location.coarse']
const home: Position = { latitude: 52.520008, longitude: 13.404954, accuracy: 4, altitude: 34, speed: 1.5, heading: 90 }

/** A phone that can be moved. */
function movingPhone(locate: () => Promise<Position> = () => Promise.resolve(home)) {
  const listeners = new Set<LocationListener>()
  const location: LocationBroker = {
    locate,
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const move = (metresNorth: number) => {
    const latitude = home.latitude + metresNorth / 111_195
    for (const listener of listeners) listener.moved({ ...home, latitude })
  }
  return { brokers: { location }, listeners, move }
}

test('the position comes once, with all that is known of it', async () => {
  const { brokers } = movingPhone()
  const { values, sandbox } = await startWorld({ declared, granted: ['location.fine'], brokers })
  assert.deepEqual(await values('return location.get(function(pos) here = pos end)'), [true])
  assert.deepEqual(
    await values(
      'return here.latitude, here.longitude, here.accuracy, here.altitude, here.speed, here.heading, here.timestamp',
    ),
    [52.520008, 13.404954, 4, 34, 1.5, 90, 1_700_000_000_000],
  )
  assert.deepEqual(
    sandbox.audit.entries().map(({ action, subject, allowed }) => [action, subject, allowed]),
    [['location.get', 'location.fine', true]],
  )
})

test('the coarse position is the middle of a square of two kilometres, and nothing else', async () => {
  let offset = 0
  const { brokers } = movingPhone(() => Promise.resolve({ ...home, latitude: home.latitude + offset }))
  const { values } = await startWorld({ declared, granted: ['location.coarse'], brokers })
  const seen = new Set<unknown>()
  for (offset = 0; offset < 0.004; offset += 0.001) {
    await values('location.get(function(pos) here = pos end)')
    const [latitude, longitude, accuracy, altitude, speed] = await values(
      'return here.latitude, here.longitude, here.accuracy, here.altitude, here.speed',
    )
    assert.deepEqual([accuracy, altitude, speed], [2000, undefined, undefined])
    assert.ok(Math.abs(Number(latitude) - home.latitude) < 0.02 && Number(latitude) !== home.latitude)
    assert.ok(Math.abs(Number(longitude) - home.longitude) < 0.03)
    seen.add(latitude)
  }
  assert.ok(seen.size <= 2, 'steps of a hundred metres must not show')
})

test('a watch tells a position when enough time has passed and enough way was made', async () => {
  const { brokers, move, listeners } = movingPhone()
  const { values, clock } = await startWorld({ declared, granted: ['location.fine'], brokers })
  await values(`
    told = 0
    watch = location.watch(function(pos) told = told + 1 latitude = pos.latitude end, { interval = 5000, distance = 10 })`)
  const told = async () => (await values('return told'))[0]
  move(0)
  assert.equal(await told(), 1)
  clock.advance(1000)
  move(100)
  assert.equal(await told(), 1, 'it is too soon')
  move(200)
  clock.advance(4000)
  assert.equal(await told(), 2, 'the newest one is told once the time has passed')
  assert.ok(Math.abs(Number((await values('return latitude'))[0]) - home.latitude - 200 / 111_195) < 1e-9)
  clock.advance(60_000)
  move(205)
  assert.equal(await told(), 2, 'it is too near')
  move(211)
  assert.equal(await told(), 3)
  assert.deepEqual(await values('return location.unwatch(watch), location.unwatch(watch)'), [true, false])
  move(10_000)
  assert.equal(await told(), 3)
  assert.equal(listeners.size, 0)
})

test('failures come in the error field: none found, too late, taken back', async () => {
  const failing = movingPhone(() => Promise.reject(new BrokerError('location.unavailable', 'There is no receiver')))
  const first = await startWorld({ declared, granted: ['location.fine'], brokers: failing.brokers })
  await first.values('location.get(function(pos) got = pos.error end)')
  assert.deepEqual(await first.values('return got'), ['location.unavailable: There is no receiver'])

  const silent = movingPhone(() => new Promise(() => undefined))
  const second = await startWorld({ declared, granted: ['location.fine'], brokers: silent.brokers })
  await second.values('location.get(function(pos) got = pos.error end)')
  second.clock.advance(30_000)
  await setImmediate()
  assert.deepEqual(await second.values('return got'), ['location.timeout: The position was not found in time'])

  const third = await startWorld({ declared, granted: ['location.fine'], brokers: silent.brokers })
  await third.values('location.watch(function(pos) got = pos.error end)')
  third.sandbox.grants.settle('location.fine', false)
  silent.move(0)
  assert.deepEqual(await third.values('return got:match("^permission%.denied")'), ['permission.denied'])
})

test('wrong use raises', async () => {
  const { brokers, listeners } = movingPhone()
  const refused = await startWorld({ declared: ['location.coarse'], granted: [], brokers })
  assert.match(await refused.raised('location.get(print)'), /^permission\.denied: .*"location\.coarse"/)
  const { raised, values, sandbox } = await startWorld({ declared, granted: ['location.fine'], brokers })
  assert.match(await raised('location.get()'), /argument 1 \(callback\) is missing, it should be a function/)
  assert.match(await raised('location.watch(print, 5)'), /argument 2 \(options\) is a number, it should be a table/)
  assert.match(await raised('location.watch(print, { interval = "5" })'), /argument 2 \(interval\) is a string/)
  assert.match(await raised('location.watch(print, { distance = 0/0 })'), /\(distance\) is not a number \(nan\)/)
  assert.match(await raised('location.unwatch("a")'), /argument 1 \(watch\) is a string, it should be a number/)
  assert.match(
    await raised('for i = 1, 17 do location.watch(print) end'),
    /^location\.too_many: .* 16 watches run already/,
  )
  assert.equal(listeners.size, 16)
  await values('return 1')
  await sandbox.stop()
  assert.equal(listeners.size, 0)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SensorBroker, SensorListener, SensorName, SensorReading } from '../index.ts'
import { startWorld } from '../../test/world.ts'

/** Sensors that read what the test says. */
function saidSensors() {
  const listeners = new Map<SensorName, SensorListener>()
  const sensors: SensorBroker = {
    watch(sensor, listener) {
      listeners.set(sensor, listener)
      return () => void listeners.delete(sensor)
    },
  }
  return {
    brokers: { sensors },
    listeners,
    say: (sensor: SensorName, reading: SensorReading) => listeners.get(sensor)!.read(reading),
  }
}

test('a sensor tells its newest reading as often as it was asked to', async () => {
  const { brokers, say, listeners } = saidSensors()
  const { values, clock } = await startWorld({ brokers })
  assert.deepEqual(
    await values(`
      xs = {}
      return sensors.accelerometer.start(function(data) xs[#xs + 1] = data.x; last = data end, { interval = 50 })`),
    [true],
  )
  clock.advance(100)
  assert.deepEqual(await values('return #xs'), [0], 'nothing was read yet')
  say('accelerometer', { x: 1, y: 2, z: 9.5 })
  say('accelerometer', { x: 3, y: 4, z: 9.5 })
  clock.advance(150)
  assert.deepEqual(await values('return table.concat(xs, " "), last.y, last.z'), ['3.0 3.0 3.0', 4, 9.5])
  await values('sensors.accelerometer.stop() sensors.accelerometer.stop()')
  clock.advance(1000)
  assert.deepEqual(await values('return #xs'), [3])
  assert.equal(listeners.size, 0)
})

test('a sensor reads no more often than once a frame, and starting it again takes the place of the first', async () => {
  const { brokers, say } = saidSensors()
  const { values, clock, sandbox } = await startWorld({ brokers })
  await values('a, b = 0, 0 sensors.gyroscope.start(function() a = a + 1 end, { interval = 0 })')
  say('gyroscope', { x: 0, y: 0, z: 1 })
  clock.advance(160)
  assert.deepEqual(await values('return a'), [10])
  await values('sensors.gyroscope.start(function() b = b + 1 end)')
  say('gyroscope', { x: 0, y: 0, z: 1 })
  clock.advance(1000)
  assert.deepEqual(await values('return a, b'), [10, 10])
  assert.equal(sandbox.usage().functions, 1)
})

test('the heart is read only with the permission, and no more once it is taken back', async () => {
  const { brokers, say } = saidSensors()
  const refused = await startWorld({ brokers, declared: ['sensors.body'], granted: [] })
  assert.match(await refused.raised('sensors.heartrate.start(print)'), /^permission\.denied: .*"sensors\.body"/)

  const { values, clock, sandbox } = await startWorld({
    brokers,
    declared: ['sensors.body'],
    granted: ['sensors.body'],
  })
  await values('beats = 0 sensors.heartrate.start(function(data) beats = beats + data.bpm end)')
  say('heartrate', { bpm: 60 })
  clock.advance(100)
  sandbox.grants.settle('sensors.body', false)
  clock.advance(1000)
  assert.deepEqual(await values('return beats'), [60])
  assert.equal(sandbox.audit.entries()[0]?.action, 'sensors.heartrate.start')
})

test('a sensor that is missing says so; wrong use raises', async () => {
  const { brokers, listeners } = saidSensors()
  const { values, raised } = await startWorld({ brokers })
  await values('sensors.magnetometer.start(function(data) problem = data.error end)')
  listeners.get('magnetometer')!.failed('sensors.unavailable', 'This device has no magnetometer')
  assert.deepEqual(await values('return 1'), [1])
  assert.deepEqual(await values('return problem'), ['sensors.unavailable: This device has no magnetometer'])
  assert.match(
    await raised('sensors.accelerometer.start()'),
    /Cannot call sensors\.accelerometer\.start: argument 1 \(callback\) is missing, it should be a function/,
  )
  assert.match(await raised('sensors.accelerometer.start(print, { interval = -1 })'), /is -1, it should be between 0/)
  assert.match(await raised('sensors.accelerometer.start(print, { rate = 1 })'), /the unknown field "rate"/)
})

test('a handler that waits is not started again meanwhile', async () => {
  const { brokers, say } = saidSensors()
  const answer = Promise.withResolvers<boolean>()
  const { values, clock } = await startWorld({ brokers, answer: () => answer.promise, granted: [] })
  await values(`
    begun = 0
    sensors.accelerometer.start(function() begun = begun + 1 permissions.request("network.internet") end)`)
  say('accelerometer', { x: 0, y: 0, z: 0 })
  clock.advance(1000)
  assert.deepEqual(await values('return begun'), [1])
  answer.resolve(true)
})

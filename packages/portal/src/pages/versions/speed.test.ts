import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Speed } from './speed.ts'

test('the speed is not said before there is something to measure', () => {
  const speed = new Speed()
  speed.add({ at: 0, bytes: 0 })
  speed.add({ at: 500, bytes: 1000 })
  assert.equal(speed.bytesPerSecond, undefined)
})

test('the speed is that of the last seconds', () => {
  const speed = new Speed()
  for (let second = 0; second <= 10; second += 1) speed.add({ at: second * 1000, bytes: second * 100 })
  for (let second = 11; second <= 20; second += 1) speed.add({ at: second * 1000, bytes: 1000 + (second - 10) * 500 })
  assert.equal(speed.bytesPerSecond, 500)
})

test('a pause does not count, and standing still has no speed', () => {
  const speed = new Speed()
  speed.add({ at: 0, bytes: 0 })
  speed.add({ at: 1000, bytes: 1000 })
  speed.reset()
  speed.add({ at: 60_000, bytes: 1000 })
  speed.add({ at: 61_000, bytes: 1000 })
  assert.equal(speed.bytesPerSecond, undefined)
  speed.add({ at: 62_000, bytes: 3000 })
  assert.equal(speed.bytesPerSecond, 1000)
})

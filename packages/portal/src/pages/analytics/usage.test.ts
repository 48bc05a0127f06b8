import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analytics } from '@mosis/api'
import { hasFew, isUnused, rateOf, timeOf, toUsage, toWeeks } from './usage.ts'

const analytics: Analytics = {
  app_id: 'com.example.app',
  from: '2026-11-01',
  to: '2026-11-02',
  interval: 'day',
  complete_until: '2026-11-02',
  smallest_group: 5,
  downloads: 40,
  totals: { starts: 30, crashes: null },
  days: [
    { day: '2026-11-01', devices: 8, starts: 30, crashes: 1 },
    { day: '2026-11-02', devices: null, starts: null, crashes: null },
  ],
  versions: [
    {
      version: '1.0.0',
      devices: 6,
      starts: 20,
      crashes: 0,
      days: [{ day: '2026-11-01', devices: 6, starts: 20, crashes: 0 }],
    },
  ],
}

test('too few devices stay unknown and never become zero', () => {
  const usage = toUsage(analytics, undefined)
  assert.deepEqual(usage.devices, [8, null])
  assert.equal(hasFew(usage), true)
  assert.equal(isUnused(usage), false)
})

test('one version has every day of the span, without use where it was not used', () => {
  const usage = toUsage(analytics, '1.0.0')
  assert.deepEqual(usage.starts, [20, 0])
  assert.equal(usage.times.length, 2)
})

test('a version that nobody used is unused', () => {
  assert.equal(isUnused(toUsage(analytics, '2.0.0')), true)
})

test('a rate needs both numbers, and starts at all', () => {
  assert.equal(rateOf(3, 1000), 3)
  assert.equal(rateOf(null, 1000), null)
  assert.equal(rateOf(0, 0), null)
})

test('weeks end with the last day and are whole; devices are those of the day with the most', () => {
  const days = Array.from({ length: 15 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`)
  const numbers = days.map((_, at) => at)
  const hidden = numbers.map((value) => (value === 14 || value < 8 ? null : value))
  const weeks = toWeeks({ times: days.map(timeOf), devices: numbers, starts: hidden, crashes: numbers.map(() => 1) })
  assert.deepEqual(weeks, {
    times: [timeOf('2026-11-02'), timeOf('2026-11-09')],
    devices: [7, 14],
    starts: [null, 8 + 9 + 10 + 11 + 12 + 13],
    crashes: [7, 7],
  })
})

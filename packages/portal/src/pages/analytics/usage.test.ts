import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Analytics } from '@mosis/api'
import { hasFew, isUnused, rateOf, toUsage } from './usage.ts'

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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aloneIn, bucketOf, isByDay, middlesOf, pickNamed, releasesAt, toCsv } from './chart-data.ts'

const times = ['2026-11-01T00:00:00Z', '2026-11-02T00:00:00Z', '2026-11-03T00:00:00Z']

test('a release stands in the bucket that it falls into', () => {
  assert.equal(bucketOf(times, '2026-11-02T23:59:59Z'), 1)
  assert.equal(bucketOf(times, '2026-10-31T23:59:59Z'), -1)
  const markers = [
    { time: '2026-11-02T08:00:00Z', label: '1.1.0' },
    { time: '2026-11-02T09:00:00Z', label: '1.1.1' },
  ]
  assert.deepEqual(
    times.map((_, at) => releasesAt(times, markers, at)),
    ['', '1.1.0 1.1.1', ''],
  )
})

test('the file of a chart has every number, nothing for what may not be shown, and runs nothing in a spreadsheet', () => {
  const series = [
    { label: 'Starts, all', values: [1, null, -3.5] },
    { label: '=HYPERLINK("http://x")', values: [0, 2, 4] },
  ]
  assert.equal(
    toCsv({ times, series, markers: [{ time: times[2] ?? '', label: '1.2.0' }] }, { time: 'Time', release: 'Release' }),
    [
      `Time,"Starts, all","'=HYPERLINK(""http://x"")",Release`,
      '2026-11-01,1,0,',
      '2026-11-02,,2,',
      '2026-11-03,-3.5,4,1.2.0',
      '',
    ].join('\r\n'),
  )
})

test('the axis names as many buckets as have room, evenly and with the last; few with the first too', () => {
  assert.deepEqual(pickNamed(30, 4), [0, 10, 19, 29])
  assert.deepEqual(pickNamed(30, 3), [0, 15, 29])
  assert.deepEqual(pickNamed(30, 12), [2, 5, 8, 11, 14, 17, 20, 23, 26, 29])
  assert.deepEqual(pickNamed(7, 4), [0, 2, 4, 6])
  assert.deepEqual(pickNamed(7, 12), [0, 1, 2, 3, 4, 5, 6])
  assert.deepEqual(pickNamed(90, 1), [0, 89])
  assert.deepEqual([pickNamed(1, 4), pickNamed(0, 4)], [[0], []])
})

test('a value stands in the middle of its bucket, days are days in UTC, and hours keep their hour', () => {
  assert.deepEqual(
    middlesOf(times),
    ['01', '02', '03'].map((day) => Date.parse(`2026-11-${day}T12:00:00Z`) / 1000),
  )
  const hours = ['2026-11-01T00:00:00Z', '2026-11-01T01:00:00Z']
  assert.deepEqual([isByDay(times), isByDay(hours)], [true, false])
  assert.match(toCsv({ times: hours, series: [] }, { time: 'Time', release: 'Release' }), /2026-11-01T01:00:00Z/)
})

test('a value between two gaps is drawn as a point, the others as a line', () => {
  assert.deepEqual(aloneIn([4, null, 5, null, 6, 7, null, 8]), [0, 2, 7])
})

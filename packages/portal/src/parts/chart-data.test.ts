import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketOf, releasesAt, toCsv } from './chart-data.ts'

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
      '2026-11-01T00:00:00Z,1,0,',
      '2026-11-02T00:00:00Z,,2,',
      '2026-11-03T00:00:00Z,-3.5,4,1.2.0',
      '',
    ].join('\r\n'),
  )
})

import { toCsvText } from './csv.ts'

export interface ChartSeries {
  label: string
  /** One for each time; null where nothing may be shown. */
  values: readonly (number | null)[]
}

export interface ChartMarker {
  /** ISO 8601. */
  time: string
  label: string
}

/** What a chart shows, also as a table and as CSV. */
export interface ChartData {
  /** The beginning of each bucket, ISO 8601, in order. */
  times: readonly string[]
  /** At most six. */
  series: readonly ChartSeries[]
  /** Vertical lines: releases. */
  markers?: readonly ChartMarker[]
  /** The last bucket is not over: drawn dashed. */
  isLastOpen?: boolean
}

/** The bucket that a moment falls into. */
export function bucketOf(times: readonly string[], time: string): number {
  const moment = Date.parse(time)
  return times.findLastIndex((start) => Date.parse(start) <= moment)
}

/** As CSV, with the times as they are. */
export function toCsv({ times, series, markers = [] }: ChartData, heads: { time: string; release: string }): string {
  const rows = times.map((time, at) => [
    time,
    ...series.map(({ values }) => values[at] ?? ''),
    ...(markers.length > 0 ? [releasesAt(times, markers, at)] : []),
  ])
  const head = [heads.time, ...series.map(({ label }) => label), ...(markers.length > 0 ? [heads.release] : [])]
  return toCsvText([head, ...rows])
}

export function releasesAt(times: readonly string[], markers: readonly ChartMarker[], at: number): string {
  return markers
    .filter(({ time }) => bucketOf(times, time) === at)
    .map(({ label }) => label)
    .join(' ')
}

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

export const dayMs = 86_400_000

/** How long a bucket is, in milliseconds. */
export function bucketMs([first = '', second = '']: readonly string[]): number {
  return Date.parse(second) - Date.parse(first) || dayMs
}

/** The middle of each bucket, where its value is drawn, in seconds: what happened in a bucket then stands within it. */
export function middlesOf(times: readonly string[]): number[] {
  const half = bucketMs(times) / 2
  return times.map((time) => (Date.parse(time) + half) / 1000)
}

/** Whether the buckets are days in UTC, or several of them: then they are written as days, whatever the clock here says. */
export function isByDay(times: readonly string[]): boolean {
  return bucketMs(times) >= dayMs && times.every((time) => Date.parse(time) % dayMs === 0)
}

/** Nearer to each other than this, names would stand visibly unevenly if the first and the last both had one. */
const nearestEven = 5

/**
 * Which of so many buckets are named on the axis where there is room for some names: evenly, the last one with them and, where
 * they are few, the first.
 */
export function pickNamed(count: number, room: number): number[] {
  const named = Math.min(count, Math.max(2, room))
  if (named < 2) return count === 0 ? [] : [0]
  const step = (count - 1) / (named - 1)
  if (step >= nearestEven) return Array.from({ length: named }, (_, at) => Math.round(at * step))
  return Array.from({ length: count }, (_, at) => at).filter((at) => (count - 1 - at) % Math.ceil(step) === 0)
}

/** Values between two gaps: a line has nowhere to go from them. */
export function aloneIn(values: readonly (number | null | undefined)[]): number[] {
  return values.flatMap((value, at) => (value != null && values[at - 1] == null && values[at + 1] == null ? [at] : []))
}

/** The bucket that a moment falls into. */
export function bucketOf(times: readonly string[], time: string): number {
  const moment = Date.parse(time)
  return times.findLastIndex((start) => Date.parse(start) <= moment)
}

/** As CSV, with the times as they are; days without their hour. */
export function toCsv({ times, series, markers = [] }: ChartData, heads: { time: string; release: string }): string {
  const write = isByDay(times) ? (time: string) => time.slice(0, 10) : (time: string) => time
  const rows = times.map((time, at) => [
    write(time),
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

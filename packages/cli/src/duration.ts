import { Failure } from './failure.ts'

const form = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/
const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const longestMs = 24 * units.h

export const isDuration = (text: string) => form.test(text)

/** Reads `500ms`, `30s`, `10m`, `1h`; a bare number means seconds. At most a day. */
export function readDuration(text: string, source: string): number {
  const [, number, unit = 's'] = form.exec(text) ?? []
  const ms = number === undefined ? Number.NaN : Math.round(Number(number) * units[unit as keyof typeof units])
  if (Number.isNaN(ms) || ms > longestMs) {
    throw new Failure('usage.wrong', `Cannot read the duration "${text}" of ${source}`, {
      field: source,
      fix: 'Write 500ms, 30s, 10m or 1h; at most 24h',
    })
  }
  return ms
}

/** `0.4 s`, `12 s`, `3 m 05 s` */
export function showDuration(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} m ${String(seconds % 60).padStart(2, '0')} s`
}

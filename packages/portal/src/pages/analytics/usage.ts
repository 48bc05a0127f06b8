import type { Analytics } from '@mosis/api'

/** The numbers of one day; null: too few devices to say so. */
export type Day = Analytics['days'][number]

/** Days as a chart wants them. */
export interface Usage {
  times: string[]
  devices: (number | null)[]
  starts: (number | null)[]
  crashes: (number | null)[]
}

/** When a day in UTC begins. */
export const timeOf = (day: string) => `${day}T00:00:00.000Z`

/** The days of all versions, or of one; a day on which that one was not used has no use. */
export function toUsage({ days, versions }: Analytics, version: string | undefined): Usage {
  const own = version === undefined ? undefined : versions.find((one) => one.version === version)
  const byDay = new Map(own?.days.map((one) => [one.day, one]))
  const shown = version === undefined ? days : days.map(({ day }) => byDay.get(day) ?? unused(day))
  return {
    times: shown.map(({ day }) => timeOf(day)),
    devices: shown.map(({ devices }) => devices),
    starts: shown.map(({ starts }) => starts),
    crashes: shown.map(({ crashes }) => crashes),
  }
}

const weekDays = 7

/**
 * The same by weeks that end with the last day; days that do not fill a week are left out. Of devices it has the day with the
 * most, since those of several days cannot be added up: one that comes every day is one.
 */
export function toWeeks({ times, devices, starts, crashes }: Usage): Usage {
  const begins = times.map((_, at) => at).filter((at) => (times.length - at) % weekDays === 0)
  const over = (values: Usage['starts'], take: (shown: number[]) => number) =>
    begins.map((at) => {
      const shown = values.slice(at, at + weekDays).filter((value) => value !== null)
      return shown.length === 0 ? null : take(shown)
    })
  return {
    times: begins.map((at) => times[at] ?? ''),
    devices: over(devices, most),
    starts: over(starts, sum),
    crashes: over(crashes, sum),
  }
}

const most = (values: number[]) => Math.max(...values)
const sum = (values: number[]) => values.reduce((sum, value) => sum + value, 0)

const unused = (day: string): Day => ({ day, devices: 0, starts: 0, crashes: 0 })

/** Whether nobody used the app: not even too few to show. */
export const isUnused = ({ devices, starts, crashes }: Usage): boolean =>
  [...devices, ...starts, ...crashes].every((value) => value === 0)

export const hasFew = ({ devices, starts, crashes }: Usage): boolean =>
  [...devices, ...starts, ...crashes].includes(null)

/** Crashes in a thousand starts; null where one of the two is not known, or nothing was started. */
export function rateOf(crashes: number | null, starts: number | null): number | null {
  return crashes === null || starts === null || starts === 0 ? null : (crashes / starts) * 1000
}

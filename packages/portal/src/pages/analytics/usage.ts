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

/** At noon, so that a day in UTC is the same day on a clock anywhere near. */
export const timeOf = (day: string) => `${day}T12:00:00.000Z`

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

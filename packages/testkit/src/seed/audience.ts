import { createHash } from 'node:crypto'

/** The people who use an app of the seeded world. */
export interface Audience {
  app_id: string
  /** Devices that have it by now. */
  devices: number
  /** How many of them use it on a working day, and on one of the weekend. */
  share: { week: number; weekend: number }
}

/** When something came into the store. */
export interface Release {
  version: string
  daysAgo: number
}

export const audiences: readonly Audience[] = [
  { app_id: 'dev.mosis.notes', devices: 42, share: { week: 0.56, weekend: 0.34 } },
  { app_id: 'dev.mosis.weather', devices: 28, share: { week: 0.5, weekend: 0.6 } },
  { app_id: 'dev.mosis.bubble', devices: 20, share: { week: 0.36, weekend: 0.62 } },
  // So few that some days may not be counted out loud.
  { app_id: 'com.northlight.metronome', devices: 17, share: { week: 0.5, weekend: 0.36 } },
]

/** What a device does on a day. */
export interface Use {
  device: number
  version: string
  starts: number
  /** Of these starts. */
  crashes: readonly Fault[]
  isNew: boolean
}

/** What every device does on a day, the same in every world. `weekday` is 0 on Sunday; `releases` has the newest last. */
export function useOn(
  { app_id, devices, share }: Audience,
  day: { daysAgo: number; weekday: number; releases: readonly Release[] },
): Use[] {
  const { daysAgo, weekday, releases } = day
  const active = weekday === 0 || weekday === 6 ? share.weekend : share.week
  return Array.from({ length: devices }, (_, device) => device).flatMap((device): Use[] => {
    const begins = joinsAt(device / devices)
    const isNew = begins === daysAgo
    if (begins < daysAgo || (!isNew && chance(app_id, device, daysAgo) >= active)) return []
    const version = versionOf(app_id, device, daysAgo, releases)
    const starts = 1 + Math.floor(chance('starts', app_id, device, daysAgo) * 4)
    const crashes = faults.filter(
      (fault, kind) => chance('crash', kind, app_id, device, daysAgo) < rateOf(fault, app_id, version),
    )
    return version === '' ? [] : [{ device, version, starts, crashes, isNew }]
  })
}

/** The first come with the first days; many after a release three weeks ago, about which somebody wrote. */
const growth = [
  { share: 0, daysAgo: 35 },
  { share: 0.45, daysAgo: 32 },
  { share: 0.6, daysAgo: 20 },
  { share: 0.85, daysAgo: 14 },
  { share: 1, daysAgo: 1 },
]

function joinsAt(share: number): number {
  const at = growth.findIndex((point) => share < point.share)
  const [before, after] = [growth[at - 1], growth[at]]
  if (!before || !after) return 1
  const part = (share - before.share) / (after.share - before.share)
  return Math.round(before.daysAgo + part * (after.daysAgo - before.daysAgo))
}

/** Most devices update within a day, some within a week, a few never. */
function versionOf(app: string, device: number, daysAgo: number, releases: readonly Release[]): string {
  const luck = chance('update', app, device)
  const waits = luck < 0.7 ? 0 : luck < 0.95 ? Math.ceil((luck - 0.7) * 24) : Infinity
  const has = releases.findLast((release, index) => index === 0 || release.daysAgo - daysAgo > waits)
  return has?.version ?? ''
}

/** Why an app crashes. */
export interface Fault {
  type: string
  message: string
  stack_trace: string
  /** In how many uses of a day it happens; a release may be much worse. */
  rate: number
  worst?: { app_id: string; version: string; rate: number }
}

const faults: readonly Fault[] = [
  {
    type: 'lua_error',
    message: "attempt to index a nil value (field 'entries')",
    stack_trace: "assets/scripts/app.lua:42: in function 'total'\nassets/scripts/app.lua:88: in function 'show'",
    rate: 0.006,
    worst: { app_id: 'dev.mosis.notes', version: '1.0.1', rate: 0.5 },
  },
  {
    type: 'lua_error',
    message: 'storage.full: 100 MB are used, 100 MB are allowed',
    stack_trace: "assets/scripts/app.lua:17: in function 'keep'",
    rate: 0.012,
    worst: { app_id: 'dev.mosis.notes', version: '1.0.2', rate: 0.06 },
  },
  {
    type: 'budget',
    message: 'The handler used more than 10,000,000 instructions',
    stack_trace: "assets/scripts/app.lua:23: in function 'sort'\nassets/scripts/app.lua:61: in function 'again'",
    rate: 0.016,
    worst: { app_id: 'dev.mosis.weather', version: '1.0.1', rate: 0.07 },
  },
]

const rateOf = ({ rate, worst }: Fault, app_id: string, version: string) =>
  worst?.app_id === app_id && worst.version === version ? worst.rate : rate

/** From 0 up to 1, the same for the same words. */
function chance(...words: (string | number)[]): number {
  return createHash('sha256').update(words.join(' ')).digest().readUInt32BE() / 2 ** 32
}

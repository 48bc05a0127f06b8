import { smallestGroup } from '@mosis/api'
import type { Analytics, AppRef, Input, analytics as contract } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { sayWholeAndParts } from './privacy.ts'
import type { AppDayRow, TelemetryDb } from './schema.ts'
import { allVersions } from './sum-days.ts'

const dayMs = 24 * 60 * 60_000
const usualDays = 30

type DayNumbers = Analytics['days'][number]

/** How much an app is used, by day and by version. Groups of few devices are not counted out loud. */
export async function getAnalytics(
  { db, telemetryDb }: { db: Db; telemetryDb: TelemetryDb },
  call: Call,
  { app_id }: AppRef,
  query: Input<typeof contract.getAnalytics>['query'],
): Promise<Analytics> {
  const app = await requireApp(db, call, app_id, 'telemetry.view')
  const complete_until = dayOf(Date.parse(call.now) - dayMs)
  const to = query.to ?? complete_until
  const from = query.from ?? dayOf(Date.parse(to) - (usualDays - 1) * dayMs)
  const rows = await telemetryDb
    .selectFrom('app_day')
    .selectAll()
    .where('app_id', '=', app_id)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
  const said = new Map([...Map.groupBy(rows, ({ day }) => day)].map(([day, ofDay]) => [day, sayDay(day, ofDay)]))
  const last = to < complete_until ? to : complete_until
  const days = listDays(from, last).map((day) => said.get(day)?.whole ?? { day, devices: 0, starts: 0, crashes: 0 })
  return {
    app_id,
    from,
    to,
    interval: query.interval,
    complete_until,
    smallest_group: smallestGroup,
    downloads: app.download_count,
    totals: { starts: addUp(days, 'starts'), crashes: addUp(days, 'crashes') },
    days,
    versions: describeVersions([...said.values()].flatMap(({ versions }) => versions)),
  }
}

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10)

function listDays(from: string, to: string): string[] {
  const count = Math.max(0, (Date.parse(to) - Date.parse(from)) / dayMs + 1)
  return Array.from({ length: count }, (_, index) => dayOf(Date.parse(from) + index * dayMs))
}

type OfVersion = DayNumbers & { version: string }

/** What may be said of one day: of the app, and of each of its versions. */
function sayDay(day: string, rows: readonly AppDayRow[]): { whole: DayNumbers; versions: OfVersion[] } {
  const counted = rows.map((row) => ({
    version: row.app_version,
    devices: row.device_count,
    starts: row.start_count,
    crashes: row.crash_count,
  }))
  const whole = counted.find(({ version }) => version === allVersions) ?? { devices: 0, starts: 0, crashes: 0 }
  const parts = counted.filter(({ version }) => version !== allVersions)
  const said = sayWholeAndParts(whole, parts)
  const versions = said.parts.map((part, index) => ({ day, ...part, version: parts[index]?.version ?? '' }))
  return { whole: { day, ...said.whole }, versions }
}

/** What is shown of them; null where nothing of it is. */
function addUp(days: readonly DayNumbers[], name: 'starts' | 'crashes'): number | null {
  const shown = days.map((day) => day[name]).filter((count) => count !== null)
  return shown.length === 0 && days.length > 0 ? null : shown.reduce((sum, count) => sum + count, 0)
}

function describeVersions(said: readonly OfVersion[]): Analytics['versions'] {
  return [...Map.groupBy(said, ({ version }) => version)]
    .map(([version, days]) => {
      const devices = days.map(({ devices }) => devices).filter((count) => count !== null)
      return {
        version,
        devices: devices.length === 0 ? null : Math.max(...devices),
        starts: addUp(days, 'starts'),
        crashes: addUp(days, 'crashes'),
        days,
      }
    })
    .toSorted((one, other) => (other.starts ?? -1) - (one.starts ?? -1) || (one.version < other.version ? 1 : -1))
}

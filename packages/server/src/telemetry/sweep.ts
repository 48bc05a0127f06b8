import { sql } from 'kysely'
import type { Call } from '../http/call.ts'
import type { TelemetryDb } from './schema.ts'
import { sumUpApps } from './sum-days.ts'

const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

/** Sums up every day that is over, then removes raw telemetry that is older than it may be. Sums stay. */
export async function sweepTelemetry(db: TelemetryDb, call: Call, retentionDays: number): Promise<void> {
  const today = startOfDay(call.now)
  const keptFrom = today - retentionDays * dayMs
  const [event, crash] = [await findOldest(db, 'event'), await findOldest(db, 'crash')]
  // Of each group one crash is kept for ever: the day of an old one was summed up long ago.
  const first = Math.min(event ?? today, Math.max(crash ?? today, keptFrom))
  for (let day = first; day < today; day += dayMs) {
    await sumUp(db, day)
    await sumUpApps(db, dayName(day), { from: timeOf(day), until: timeOf(day + dayMs) })
  }
  if (event !== undefined) await removeEvents(db, event, keptFrom)
  await removeCrashes(db, keptFrom)
}

/** The start of the day of the oldest row. */
async function findOldest(db: TelemetryDb, table: 'event' | 'crash'): Promise<number | undefined> {
  const { oldest } = await db
    .selectFrom(table)
    .select((query) => query.fn.min<string | null>('received_at').as('oldest'))
    .executeTakeFirstOrThrow()
  return oldest === null ? undefined : startOfDay(oldest)
}

/** One statement, so that a day is summed up as a whole or not at all. */
async function sumUp(db: TelemetryDb, day: number): Promise<void> {
  const name = dayName(day)
  const isDone = await db.selectFrom('event_day').select('day').where('day', '=', name).executeTakeFirst()
  if (isDone) return
  await db
    .insertInto('event_day')
    .columns(['day', 'app_id', 'app_version', 'type', 'event_count', 'device_count'])
    .expression(
      db
        .selectFrom('event')
        .where('received_at', '>=', timeOf(day))
        .where('received_at', '<', timeOf(day + dayMs))
        .groupBy(['app_id', 'app_version', 'type'])
        .select((query) => [
          sql.lit(name).as('day'),
          'app_id',
          'app_version',
          'type',
          query.fn.countAll<number>().as('event_count'),
          query.fn.count<number>('device_hash').distinct().as('device_count'),
        ]),
    )
    // Another process of the portal was faster.
    .onConflict((conflict) => conflict.columns(['app_id', 'day', 'app_version', 'type']).doNothing())
    .execute()
}

/** Hour by hour: other work goes on in between. */
async function removeEvents(db: TelemetryDb, from: number, until: number): Promise<void> {
  for (let hour = from; hour < until; hour += hourMs) {
    await db
      .deleteFrom('event')
      .where('received_at', '>=', timeOf(hour))
      .where('received_at', '<', timeOf(hour + hourMs))
      .execute()
  }
}

/** The newest report of each group stays: a rare crash is worth as much as a frequent one to who wants to understand it. */
async function removeCrashes(db: TelemetryDb, until: number): Promise<void> {
  await db
    .deleteFrom('crash')
    .where('received_at', '<', timeOf(until))
    .where('id', 'not in', (query) =>
      query
        .selectFrom('crash as newer')
        .select((newer) => newer.fn.max('newer.id').as('id'))
        .groupBy(['newer.app_id', 'newer.group_hash']),
    )
    .execute()
}

const startOfDay = (time: string) => Date.parse(`${time.slice(0, 10)}T00:00:00.000Z`)
const timeOf = (ms: number) => new Date(ms).toISOString()
const dayName = (ms: number) => timeOf(ms).slice(0, 10)

import { sql } from 'kysely'
import { inTransaction } from '../db/transaction.ts'
import type { TelemetryDb } from './schema.ts'

/** Stands in the place of a version for all of them together: a device with two versions on one day is one device. */
export const allVersions = ''

/** Counts the devices, starts and crashes of every app on a day that is over, once; `from` and `until` are its ends. */
export async function sumUpApps(
  db: TelemetryDb,
  day: string,
  { from, until }: { from: string; until: string },
): Promise<void> {
  const known = await db.selectFrom('summed_day').select('day').where('day', '=', day).executeTakeFirst()
  if (known) return
  await inTransaction(db, async (db) => {
    const claimed = await db
      .insertInto('summed_day')
      .values({ day })
      .onConflict((conflict) => conflict.column('day').doNothing())
      .returning('day')
      .executeTakeFirst()
    // Another process of the portal was faster.
    if (!claimed) return
    for (const version of [sql.ref('app_version'), sql.lit(allVersions)]) {
      await sql`insert into app_day (app_id, day, app_version, device_count, start_count, crash_count)
        select app_id, ${day}, ${version}, count(distinct device_hash),
          sum(case when type = 'app_start' then 1 else 0 end), 0
        from event where received_at >= ${from} and received_at < ${until}
        group by 1, 3`.execute(db)
      // A crash report may be all that came of a device.
      await sql`insert into app_day (app_id, day, app_version, device_count, start_count, crash_count)
        select app_id, ${day}, ${version}, count(distinct device_hash), 0, count(*)
        from crash where received_at >= ${from} and received_at < ${until}
        group by 1, 3
        on conflict (app_id, day, app_version) do update set crash_count = excluded.crash_count`.execute(db)
    }
  })
}

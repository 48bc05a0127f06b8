import type { Config } from '../config.ts'
import { migrate } from '../db/migrate.ts'
import { openPostgres, openSqlite } from '../db/open.ts'
import type { Log } from '../log.ts'
import { telemetryMigrations } from './migrations/migrations.ts'
import type { TelemetryDatabase, TelemetryDb } from './schema.ts'

/** Opens the telemetry database at its newest schema: a file of its own, or tables of their own in the portal's PostgreSQL. */
export async function openTelemetryDb(
  { databaseUrl, telemetryDatabasePath }: Pick<Config, 'databaseUrl' | 'telemetryDatabasePath'>,
  now: string,
  log: Log,
): Promise<TelemetryDb> {
  const onError = (error: Error) => log.warn({ err: error }, 'A connection to the telemetry database broke')
  const db =
    databaseUrl === null
      ? openSqlite<TelemetryDatabase>(telemetryDatabasePath)
      : await openPostgres<TelemetryDatabase>({ url: databaseUrl, onError, maxConnections: 4 })
  try {
    await migrate(db, telemetryMigrations, { table: 'telemetry_migration', now })
    return db
  } catch (failure) {
    await db.destroy()
    throw failure
  }
}

import type { Config } from '../config.ts'
import { backUpDatabase } from '../db/backup.ts'
import type { Db } from '../db/schema.ts'
import type { Log } from '../log.ts'
import type { Jobs } from './worker.ts'

const dayMs = 24 * 60 * 60_000

/** What became of the last backup. */
export interface BackupOutcome {
  at: string
  /** Null: it was made. */
  error: string | null
  /** When one was made last; null: none was yet. */
  good_at: string | null
}

/** Whether the portal makes backups: PostgreSQL is backed up by its own means. */
export function isBackedUp({ databaseUrl, databasePath }: Config): boolean {
  return databaseUrl === null && databasePath !== ':memory:'
}

/** Keeps daily snapshots of the portal's SQLite file. */
export function backupJobs({ db, jobs, config, log }: { db: Db; jobs: Jobs; config: Config; log: Log }): void {
  if (!isBackedUp(config)) return
  const { databasePath, backupsDir } = config
  jobs.handle('database.backup', async (_payload, { call: { now: at } }) => {
    try {
      const path = await backUpDatabase(databasePath, backupsDir, at)
      log.info({ path }, 'Wrote a backup of the database')
    } catch (failure) {
      const error = failure instanceof Error ? failure.message : String(failure)
      await keepOutcome(db, { at, error, good_at: (await findBackupOutcome(db))?.good_at ?? null })
      throw failure
    }
    await keepOutcome(db, { at, error: null, good_at: at })
  })
  jobs.every('database.backup', {}, dayMs)
}

const settingName = 'backup_outcome'

async function keepOutcome(db: Db, outcome: BackupOutcome): Promise<void> {
  const value = JSON.stringify(outcome)
  await db
    .insertInto('setting')
    .values({ name: settingName, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** What became of the last backup; undefined before the first one. */
export async function findBackupOutcome(db: Db): Promise<BackupOutcome | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', settingName).executeTakeFirst()
  return row && (JSON.parse(row.value) as BackupOutcome)
}

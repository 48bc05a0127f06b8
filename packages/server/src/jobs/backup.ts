import type { Config } from '../config.ts'
import { backUpDatabase } from '../db/backup.ts'
import type { Log } from '../log.ts'
import type { Jobs } from './worker.ts'

const dayMs = 24 * 60 * 60_000

/** Keeps daily snapshots of the portal's SQLite file. PostgreSQL is backed up by its own means. */
export function backupJobs({ jobs, config, log }: { jobs: Jobs; config: Config; log: Log }): void {
  const { databaseUrl, databasePath, backupsDir } = config
  if (databaseUrl !== null || databasePath === ':memory:') return
  jobs.handle('database.backup', async (_payload, { call }) => {
    const path = await backUpDatabase(databasePath, backupsDir, call.now)
    log.info({ path }, 'Wrote a backup of the database')
  })
  jobs.every('database.backup', {}, dayMs)
}

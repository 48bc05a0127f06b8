import { ApiError } from '@mosis/api'
import type { Job, PortalBackups } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { keptSnapshots, listSnapshots } from '../db/backup.ts'
import type { Db, JobRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { toJob } from '../jobs/admin.ts'
import { findBackupOutcome, isBackedUp } from '../jobs/backup.ts'
import { enqueue } from '../jobs/queue.ts'

const recurringId = 'every_database.backup'

/** The snapshots of the database, and what became of the last one. */
export async function listBackups({ db, config }: Pick<Deps, 'db' | 'config'>, { now }: Call): Promise<PortalBackups> {
  if (!isBackedUp(config)) {
    return { is_supported: false, kept: keptSnapshots, is_running: false, next_at: null, last: null, backups: [] }
  }
  const jobs = await listJobs(db)
  const next = jobs.find(({ id }) => id === recurringId)
  const outcome = await findBackupOutcome(db)
  const snapshots = await listSnapshots(config.backupsDir)
  return {
    is_supported: true,
    kept: keptSnapshots,
    is_running: jobs.some(({ id, claimed_until }) => id !== recurringId || (claimed_until ?? '') > now),
    next_at: next && next.run_at !== '' ? next.run_at : null,
    last: outcome ? { at: outcome.at, is_good: outcome.error === null, error: outcome.error } : null,
    backups: snapshots.map(({ name, sizeBytes, createdAt, isWhole }) => ({
      name,
      bytes: sizeBytes,
      created_at: createdAt,
      state: isWhole ? 'good' : 'damaged',
    })),
  }
}

/** Has a snapshot made now; where one waits to be made already, that is it. */
export function makeBackup({ db, config }: Pick<Deps, 'db' | 'config'>, call: Call): Promise<Job> {
  if (!isBackedUp(config)) throw new ApiError('backup.not_supported')
  return inTransaction(db, async (db) => {
    const waiting = await findWaiting(db)
    if (waiting) return toJob(waiting, call)
    await enqueue(db, 'database.backup', {})
    await recordChange(db, call, { subject: 'portal', id: 'database', action: 'back_up', from: null, to: null })
    const row = await findWaiting(db)
    if (!row) throw new Error('The job that makes the backup is not there')
    return toJob(row, call)
  })
}

/** One that somebody asked for. */
async function findWaiting(db: Db): Promise<JobRow | undefined> {
  return (await listJobs(db)).find(({ id }) => id !== recurringId)
}

/** Those that are not done yet. */
function listJobs(db: Db): Promise<JobRow[]> {
  return db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'ready')
    .where('name', '=', 'database.backup')
    .orderBy('id')
    .execute()
}

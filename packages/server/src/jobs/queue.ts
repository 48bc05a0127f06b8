import type { Db } from '../db/schema.ts'
import { newId } from '../db/ids.ts'
import type { JobName, JobPayloads } from './jobs.ts'

/** Puts a job in the queue, in the caller's transaction: it is there when, and only when, that commits. */
export async function enqueue<Name extends JobName>(
  db: Db,
  name: Name,
  payload: JobPayloads[Name],
  options: { runAt?: string } = {},
): Promise<void> {
  await db
    .insertInto('job')
    .values({
      id: newId('job'),
      name,
      payload: JSON.stringify(payload),
      run_at: options.runAt ?? '',
      attempts: 0,
      claimed_until: null,
      state: 'ready',
      last_error: null,
      last_error_note: null,
      finished_at: null,
    })
    .execute()
}

import type { Db } from '../db/schema.ts'
import type { Jobs } from './worker.ts'

const hourMs = 60 * 60_000
const keptDays = 7

/** Keeps the queue small: jobs that were done a while ago go; dead ones stay until somebody looks at them. */
export function queueJobs({ db, jobs }: { db: Db; jobs: Jobs }): void {
  jobs.handle('job.sweep', async (_payload, { call }) => {
    const before = new Date(Date.parse(call.now) - keptDays * 24 * hourMs).toISOString()
    await db.deleteFrom('job').where('state', '=', 'done').where('finished_at', '<', before).execute()
  })
  jobs.every('job.sweep', {}, hourMs)
}

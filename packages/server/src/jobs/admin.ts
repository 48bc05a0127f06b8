import { ApiError } from '@mosis/api'
import type { Input, Job, JobRef, JobSummary, jobs as contract } from '@mosis/api'
import { sql } from 'kysely'
import { recordChange } from '../accounts/audit.ts'
import { timeOfId } from '../db/ids.ts'
import { countRows, getPage } from '../db/page.ts'
import type { Db, JobRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { note, readNote } from '../notes.ts'

/** A stack goes deep; its first lines say what happened. */
const longestError = 4000

/** Lists jobs of one state for admins, the newest first. */
export async function listJobs(
  db: Db,
  call: Call,
  { limit, cursor, state, name }: Input<typeof contract.listJobs>['query'],
) {
  let wanted = db.selectFrom('job').selectAll().where('state', '=', state)
  if (name !== undefined) wanted = wanted.where('name', '=', name)
  const order = { list: `jobs ${state} ${name ?? ''}`, by: { id: 'text' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  return { jobs: rows.map((row) => toJob(row, call)), next_cursor, total: await countRows(wanted) }
}

/** Counts the jobs by what becomes of them. */
export async function summarizeJobs(db: Db, { now }: Pick<Call, 'now'>): Promise<JobSummary> {
  const kind = sql<'waiting' | 'running' | 'later' | 'done' | 'dead'>`case
    when state <> 'ready' then state
    when claimed_until > ${now} then 'running'
    when run_at > ${now} then 'later'
    else 'waiting' end`
  const counts = await db
    .selectFrom('job')
    .select((query) => [
      kind.as('kind'),
      'name',
      query.fn.countAll<number>().as('count'),
      query.fn.min<string>('id').as('first_id'),
      query.fn.min<string>('run_at').as('first_run_at'),
    ])
    .groupBy([sql`1`, 'name'])
    .execute()
  const of = (wanted: string) => counts.filter(({ kind }) => kind === wanted).reduce((sum, { count }) => sum + count, 0)
  const [waiting, running, later, done, dead] = ['waiting', 'running', 'later', 'done', 'dead'].map(of)
  const waits = counts.filter(({ kind }) => kind === 'waiting').map((row) => waitOf(row, now))
  return {
    waiting: waiting ?? 0,
    running: running ?? 0,
    later: later ?? 0,
    done: done ?? 0,
    dead: dead ?? 0,
    oldest_waiting_seconds: waits.length > 0 ? Math.max(...waits) : null,
    names: [...new Set(counts.map(({ name }) => name))].sort(),
  }
}

/** A job that is due at once has no time of its own: its id knows when it was put in the queue. */
function waitOf({ first_id, first_run_at }: { first_id: string; first_run_at: string }, now: string): number {
  const since = first_run_at === '' ? (timeOfId(first_id) ?? Date.parse(now)) : Date.parse(first_run_at)
  return Math.max(0, Math.round((Date.parse(now) - since) / 1000))
}

/** Puts a job that was given up back in the queue, with all its tries. */
export function retryJob(db: Db, call: Call, { job_id }: JobRef): Promise<Job> {
  return inTransaction(db, async (db) => {
    const row = await db
      .updateTable('job')
      .set({ state: 'ready', attempts: 0, run_at: '', claimed_until: null, finished_at: null })
      .where('id', '=', job_id)
      // Of two admins at once, one retries it.
      .where('state', '=', 'dead')
      .returningAll()
      .executeTakeFirst()
    if (!row) throw await refusalFor(db, job_id)
    await recordChange(db, call, {
      subject: 'job',
      id: job_id,
      action: 'retry',
      from: 'dead',
      to: 'ready',
      reason: note('job.retried', { job: row.name }),
    })
    return toJob(row, call)
  })
}

async function refusalFor(db: Db, id: string): Promise<ApiError> {
  const row = await db.selectFrom('job').select('state').where('id', '=', id).executeTakeFirst()
  return row ? new ApiError('job.not_dead', { state: row.state }) : new ApiError('job.not_found')
}

/** What a job was told may be a mail with a link that signs in: only ids leave this file. */
export function toJob(row: JobRow, { now }: Call): Job {
  const told = Object.entries(JSON.parse(row.payload) as Record<string, unknown>)
  const ids = told.filter((entry): entry is [string, string] => isId(entry[1]))
  return {
    id: row.id,
    name: row.name,
    about: Object.fromEntries(ids),
    state: row.state,
    is_running: row.state === 'ready' && row.claimed_until !== null && row.claimed_until > now,
    attempts: row.attempts,
    run_at: row.run_at === '' ? null : row.run_at,
    last_error: row.last_error?.slice(0, longestError) ?? null,
    last_error_note: readNote(row.last_error_note),
    finished_at: row.finished_at,
  }
}

const isId = (value: unknown) => typeof value === 'string' && /^[a-z]{2,6}_[0-9a-z]{26}$/.test(value)

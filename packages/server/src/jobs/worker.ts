import { ApiError } from '@mosis/api'
import type { PortalNote } from '@mosis/api'
import { sql } from 'kysely'
import type { Clock } from '../clock.ts'
import { engineOf } from '../db/engine.ts'
import type { Db, JobRow } from '../db/schema.ts'
import { systemCall } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Log } from '../log.ts'
import { NotedError, note, noteOf, refusalFacts } from '../notes.ts'
import type { JobName, JobPayloads } from './jobs.ts'

export interface JobContext {
  /** The portal's own call, at the time the job was begun. */
  call: Call
  /** 1 the first time. */
  attempt: number
  /** Aborted when the portal stops: long work may end early by throwing, and is begun again later. */
  signal: AbortSignal
}

export type JobHandler<Name extends JobName> = (payload: JobPayloads[Name], context: JobContext) => Promise<void>

export interface HandleOptions {
  /** How often it is tried, with longer and longer waits up to an hour. */
  maxAttempts?: number
}

export interface Jobs {
  /** Says how a job is done. A process runs only the jobs that it has a handler for. */
  handle: <Name extends JobName>(name: Name, handler: JobHandler<Name>, options?: HandleOptions) => void
  /** Runs a job again and again, once for all processes of the portal together. */
  every: <Name extends JobName>(name: Name, payload: JobPayloads[Name], intervalMs: number) => void
  /** Begins to take jobs. */
  start: () => Promise<void>
  /** Looks now for jobs that are due, instead of at the next tick. */
  poke: () => void
  /** Runs what is due until nothing is, and waits for it; for tests and for one-shot programs. */
  settle: () => Promise<void>
  /** Takes no further job and waits for the running ones. */
  stop: () => Promise<void>
}

export interface JobsOptions {
  db: Db
  clock: Clock
  log: Log
  /** Jobs at the same time in this process. */
  concurrency?: number
  pollMs?: number
}

/** A job of a process that died is taken by another one after this. */
const leaseMs = 15_000
const usualAttempts = 8
const longestWaitMs = 60 * 60_000

export function createJobs({ db, clock, log, concurrency = 2, pollMs = 1000 }: JobsOptions): Jobs {
  const handlers = new Map<string, { handler: JobHandler<JobName>; maxAttempts: number }>()
  const recurring = new Map<string, { payload: object; intervalMs: number }>()
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let lookAgain = false

  /** Fills the free places with due jobs. One look at a time; a poke during a look leads to another. */
  function look(): Promise<void> {
    lookAgain = true
    looking ??= (async () => {
      while (lookAgain && !stopping.signal.aborted) {
        lookAgain = false
        while (running.size < concurrency && !stopping.signal.aborted) {
          const job = await claim(db, clock, [...handlers.keys()])
          if (!job) break
          const work = run(job).finally(() => running.delete(work))
          running.add(work)
          // A place is free again: the next due job may begin.
          if (timer !== undefined) void work.then(poke)
        }
      }
    })().finally(() => (looking = undefined))
    return looking
  }

  function poke(): void {
    if (timer === undefined || stopping.signal.aborted) return
    look().catch((failure: unknown) => log.error({ err: failure }, 'Cannot look for jobs; trying again'))
  }

  async function run(job: JobRow): Promise<void> {
    const renewal = setInterval(() => {
      renew(db, clock, job).catch((failure: unknown) =>
        log.warn({ err: failure, jobId: job.id }, `Cannot renew the lease of the job ${job.name}`),
      )
    }, leaseMs / 3)
    try {
      await perform(job)
    } catch (failure) {
      log.error({ err: failure, jobId: job.id, job: job.name }, `Cannot note the end of the job ${job.name}`)
    } finally {
      clearInterval(renewal)
    }
  }

  async function perform(job: JobRow): Promise<void> {
    const known = handlers.get(job.name)
    if (!known) return
    const { handler, maxAttempts } = known
    try {
      if (job.attempts > maxAttempts) throw new NotedError(note('job.cut_off'))
      const context = {
        call: systemCall(clock().toISOString(), job.id),
        attempt: job.attempts,
        signal: stopping.signal,
      }
      await handler(JSON.parse(job.payload) as never, context)
    } catch (failure) {
      await noteFailure(job, failure, maxAttempts)
      return
    }
    const again = recurring.get(job.name)
    if (again && job.id === recurringId(job.name)) await schedule(db, job, later(clock, again.intervalMs))
    // What it was told goes: the links of mails work once, but they work.
    else await finish(db, job, { state: 'done', ...noError, finished_at: clock().toISOString(), payload: '{}' })
  }

  async function noteFailure(job: JobRow, failure: unknown, maxAttempts: number): Promise<void> {
    const error = {
      last_error: failure instanceof Error ? (failure.stack ?? failure.message) : String(failure),
      last_error_note: noteOf(noteFor(failure)),
    }
    const again = recurring.get(job.name)
    const fields = { err: failure, jobId: job.id, job: job.name, attempt: job.attempts }
    if (stopping.signal.aborted) {
      // Begun again by whoever comes next, and this try does not count.
      await finish(db, job, { attempts: job.attempts - 1, claimed_until: null })
    } else if (again && job.id === recurringId(job.name)) {
      log.error(fields, `The job ${job.name} failed and is tried again at its next time`)
      await schedule(db, job, later(clock, again.intervalMs))
    } else if (job.attempts >= maxAttempts) {
      log.error(fields, `The job ${job.name} failed ${maxAttempts} times and is given up`)
      await finish(db, job, { state: 'dead', finished_at: clock().toISOString(), ...error })
    } else {
      const waitMs = Math.min(1000 * 2 ** job.attempts, longestWaitMs)
      log.error(fields, `The job ${job.name} failed and is tried again in ${waitMs / 1000} s`)
      await finish(db, job, { run_at: later(clock, waitMs), claimed_until: null, ...error })
    }
  }

  return {
    handle(name, handler, { maxAttempts = usualAttempts } = {}) {
      if (handlers.has(name)) throw new Error(`Cannot handle the job ${name} twice`)
      handlers.set(name, { handler: handler as JobHandler<JobName>, maxAttempts })
    },
    every(name, payload, intervalMs) {
      recurring.set(name, { payload, intervalMs })
    },
    async start() {
      for (const [name, { payload, intervalMs }] of recurring) await plant(db, name, payload, later(clock, intervalMs))
      timer = setInterval(poke, pollMs).unref()
      poke()
    },
    poke,
    async settle() {
      do {
        await look()
        await Promise.all(running)
      } while (!stopping.signal.aborted && (await isAnyDue(db, clock, [...handlers.keys()])))
    },
    async stop() {
      stopping.abort()
      clearInterval(timer)
      await looking
      await Promise.all(running)
    },
  }
}

const noError = { last_error: null, last_error_note: null } as const

/** Undefined for what nobody foresaw: its stack is all there is to say. */
function noteFor(failure: unknown): PortalNote | undefined {
  if (failure instanceof NotedError) return failure.note
  return failure instanceof ApiError ? note('job.refused', refusalFacts(failure)) : undefined
}

const later = (clock: Clock, ms: number) => new Date(clock().getTime() + ms).toISOString()
const recurringId = (name: string) => `every_${name}`

/** Due: its time has come and no living worker has it. */
const due = (now: string) =>
  sql<boolean>`state = 'ready' and run_at <= ${now} and (claimed_until is null or claimed_until <= ${now})`

/** Takes the oldest due job. The update decides, so two workers never have the same one. */
async function claim(db: Db, clock: Clock, names: readonly string[]): Promise<JobRow | undefined> {
  if (names.length === 0) return undefined
  const now = clock().toISOString()
  const oldest = db
    .selectFrom('job')
    .select('id')
    .where(due(now))
    .where('name', 'in', names)
    .orderBy('run_at')
    .orderBy('id')
    .limit(1)
  // PostgreSQL would let a second worker wait for the row and then find it taken; it goes on to the next row instead.
  const free = engineOf(db) === 'postgres' ? oldest.forUpdate().skipLocked() : oldest
  return db
    .updateTable('job')
    .set((column) => ({ attempts: column('attempts', '+', 1), claimed_until: later(clock, leaseMs) }))
    .where('id', '=', free)
    .where('state', '=', 'ready')
    .returningAll()
    .executeTakeFirst()
}

async function isAnyDue(db: Db, clock: Clock, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return false
  const row = await db
    .selectFrom('job')
    .select('id')
    .where(due(clock().toISOString()))
    .where('name', 'in', names)
    .executeTakeFirst()
  return row !== undefined
}

/** `attempts` counts every claim, so it tells a worker whose lease ran out that the job is no longer its own. */
async function finish(db: Db, job: JobRow, change: Partial<JobRow>): Promise<void> {
  await db
    .updateTable('job')
    .set(change)
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .where('state', '=', 'ready')
    .execute()
}

function renew(db: Db, clock: Clock, job: JobRow): Promise<void> {
  return finish(db, job, { claimed_until: later(clock, leaseMs) })
}

function schedule(db: Db, job: JobRow, runAt: string): Promise<void> {
  return finish(db, job, { run_at: runAt, attempts: 0, claimed_until: null })
}

async function plant(db: Db, name: string, payload: object, runAt: string): Promise<void> {
  await db
    .insertInto('job')
    .values({
      id: recurringId(name),
      name,
      payload: JSON.stringify(payload),
      run_at: runAt,
      attempts: 0,
      claimed_until: null,
      state: 'ready',
      last_error: null,
      last_error_note: null,
      finished_at: null,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../log.ts'
import type { Db } from '../db/schema.ts'
import { openTestDb } from '../db/testing.ts'
import { inTransaction } from '../db/transaction.ts'
import { enqueue } from './queue.ts'
import { queueJobs } from './sweep.ts'
import { createJobs } from './worker.ts'
import type { Jobs } from './worker.ts'

interface Bench {
  db: Db
  clock: () => Date
  advance: (ms: number) => void
  /** Another process of the portal, on the same database. */
  worker: () => Jobs
  errors: string[]
}

async function withQueue(work: (bench: Bench) => Promise<void>): Promise<void> {
  const { db, close } = await openTestDb()
  let time = Date.parse('2026-01-02T03:04:05.000Z')
  const errors: string[] = []
  const log = createLog('error', (line) => void errors.push((JSON.parse(line) as { msg: string }).msg))
  const clock = () => new Date(time)
  const workers: Jobs[] = []
  const worker = () => {
    const jobs = createJobs({ db, clock, log, pollMs: 5 })
    workers.push(jobs)
    return jobs
  }
  try {
    await work({ db, clock, advance: (ms) => void (time += ms), worker, errors })
  } finally {
    await Promise.all(workers.map((jobs) => jobs.stop()))
    await close()
  }
}

const review = (db: Db, versionId: string) => enqueue(db, 'review.version', { versionId })
const rowsOf = (db: Db) => db.selectFrom('job').selectAll().orderBy('id').execute()

test('a job is done once, with what it was told', () =>
  withQueue(async ({ db, worker }) => {
    const jobs = worker()
    const seen: unknown[] = []
    jobs.handle('review.version', (payload, { attempt, call }) => {
      seen.push({ payload, attempt, accountId: call.accountId, now: call.now })
      return Promise.resolve()
    })
    await review(db, 'ver_1')
    await jobs.settle()
    await jobs.settle()
    assert.deepEqual(seen, [
      { payload: { versionId: 'ver_1' }, attempt: 1, accountId: null, now: '2026-01-02T03:04:05.000Z' },
    ])
    const [row] = await rowsOf(db)
    assert.deepEqual([row?.state, row?.finished_at], ['done', '2026-01-02T03:04:05.000Z'])
  }))

test('a job of a transaction that fails never was', () =>
  withQueue(async ({ db }) => {
    const failed = inTransaction(db, async (db) => {
      await review(db, 'ver_1')
      throw new Error('no')
    })
    await assert.rejects(failed, /no/)
    assert.deepEqual(await rowsOf(db), [])
  }))

test('a job for later waits for its time', () =>
  withQueue(async ({ db, worker, advance }) => {
    const jobs = worker()
    const seen: string[] = []
    jobs.handle('review.version', ({ versionId }) => Promise.resolve(void seen.push(versionId)))
    await enqueue(db, 'review.version', { versionId: 'later' }, { runAt: '2026-01-02T03:05:00.000Z' })
    await review(db, 'now')
    await jobs.settle()
    assert.deepEqual(seen, ['now'])
    advance(60_000)
    await jobs.settle()
    assert.deepEqual(seen, ['now', 'later'])
  }))

test('settling also does the jobs that jobs put in the queue', () =>
  withQueue(async ({ db, worker }) => {
    const jobs = worker()
    const seen: string[] = []
    jobs.handle('review.version', async ({ versionId }) => {
      seen.push(versionId)
      if (versionId.length < 4) await review(db, `${versionId}x`)
    })
    await review(db, 'x')
    await jobs.settle()
    assert.deepEqual(seen, ['x', 'xx', 'xxx', 'xxxx'])
  }))

test('a job that fails is tried again after longer and longer waits, then given up with its last error', () =>
  withQueue(async ({ db, worker, advance, errors }) => {
    const jobs = worker()
    const at: number[] = []
    let elapsedMs = 0
    jobs.handle('review.version', (_payload, { attempt }) => {
      at.push(elapsedMs)
      return Promise.reject(new Error(`attempt ${attempt} failed`))
    })
    await review(db, 'ver_1')
    for (; elapsedMs < 20 * 60_000; elapsedMs += 1000) {
      await jobs.settle()
      advance(1000)
    }
    assert.deepEqual(
      at,
      [0, 2, 6, 14, 30, 62, 126, 254].map((seconds) => seconds * 1000),
    )
    const [row] = await rowsOf(db)
    assert.equal(row?.state, 'dead')
    assert.match(row?.last_error ?? '', /attempt 8 failed/)
    assert.equal(errors.length, 8)
    assert.equal(errors[0], 'The job review.version failed and is tried again in 2 s')
    assert.equal(errors[7], 'The job review.version failed 8 times and is given up')
  }))

test('a job of a process that was killed is taken by another one when its lease has run out', () =>
  withQueue(async ({ db, worker, advance }) => {
    const killed = worker()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const { promise: never, resolve: end } = Promise.withResolvers<void>()
    killed.handle('review.version', () => {
      begin()
      return never
    })
    await review(db, 'ver_1')
    const first = killed.settle()
    await begun

    const other = worker()
    const attempts: number[] = []
    other.handle('review.version', (_payload, { attempt }) => Promise.resolve(void attempts.push(attempt)))
    await other.settle()
    assert.deepEqual(attempts, [], 'the lease still holds')
    advance(16_000)
    await other.settle()
    assert.deepEqual(attempts, [2])

    // Should the first one live after all, what it says counts no longer.
    const before = await rowsOf(db)
    end()
    await first
    assert.deepEqual(await rowsOf(db), before)
  }))

test('a job whose process ends each time is given up in the end', () =>
  withQueue(async ({ db, worker }) => {
    await review(db, 'ver_1')
    await db.updateTable('job').set({ attempts: 8 }).execute()
    const jobs = worker()
    jobs.handle('review.version', () => assert.fail('It must not be begun a ninth time'))
    await jobs.settle()
    const [row] = await rowsOf(db)
    assert.equal(row?.state, 'dead')
    assert.match(row?.last_error ?? '', /The process ended each time/)
    assert.equal(row?.last_error_note, '{"code":"job.cut_off","facts":{}}')
  }))

test('several workers share the queue and no job is done twice', () =>
  withQueue(async ({ db, worker }) => {
    const seen: string[] = []
    const workers = [worker(), worker(), worker()]
    for (const jobs of workers) {
      jobs.handle('review.version', async ({ versionId }) => {
        seen.push(versionId)
        await db.selectFrom('job').select('id').limit(1).execute()
      })
    }
    const ids = Array.from({ length: 60 }, (_, index) => `ver_${index}`)
    for (const id of ids) await review(db, id)
    await Promise.all(workers.map((jobs) => jobs.settle()))
    assert.deepEqual(seen.sort(), ids.sort())
  }))

test('a job that this process has no handler for is left for one that has', () =>
  withQueue(async ({ db, worker }) => {
    const old = worker()
    old.handle('session.sweep', () => Promise.resolve())
    await review(db, 'ver_1')
    await old.settle()
    const [row] = await rowsOf(db)
    assert.deepEqual([row?.state, row?.attempts], ['ready', 0])
  }))

test('a started worker finds jobs by itself', () =>
  withQueue(async ({ db, worker }) => {
    const jobs = worker()
    const { promise: done, resolve } = Promise.withResolvers<void>()
    jobs.handle('review.version', () => Promise.resolve(resolve()))
    await jobs.start()
    await review(db, 'ver_1')
    await done
  }))

test('stopping waits for what is running, and work that ends early for it is begun again without counting', () =>
  withQueue(async ({ db, worker }) => {
    const jobs = worker()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    jobs.handle('review.version', (_payload, { signal }) => {
      begin()
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')))
      })
    })
    await review(db, 'ver_1')
    await jobs.start()
    jobs.poke()
    await begun
    await jobs.stop()
    const [row] = await rowsOf(db)
    assert.deepEqual([row?.state, row?.attempts, row?.claimed_until], ['ready', 0, null])
  }))

test('a job that comes back does so once for all processes, and also after it failed', () =>
  withQueue(async ({ db, worker, advance, errors }) => {
    const seen: string[] = []
    const workers = [worker(), worker()]
    for (const jobs of workers) {
      jobs.handle('session.sweep', (_payload, { call }) => {
        seen.push(call.now)
        return seen.length === 2 ? Promise.reject(new Error('once')) : Promise.resolve()
      })
      jobs.every('session.sweep', {}, 60_000)
      await jobs.start()
    }
    for (let minute = 0; minute < 4; minute += 1) {
      await Promise.all(workers.map((jobs) => jobs.settle()))
      advance(60_000)
    }
    assert.deepEqual(seen, ['2026-01-02T03:05:05.000Z', '2026-01-02T03:06:05.000Z', '2026-01-02T03:07:05.000Z'])
    assert.deepEqual(errors, ['The job session.sweep failed and is tried again at its next time'])
    assert.equal((await rowsOf(db)).length, 1)
  }))

test('jobs that were done a week ago are removed, dead ones stay', () =>
  withQueue(async ({ db, worker, advance }) => {
    const jobs = worker()
    queueJobs({ db, jobs })
    jobs.handle('review.version', () => Promise.resolve())
    await review(db, 'ver_1')
    await jobs.settle()
    await review(db, 'ver_2')
    await db.updateTable('job').set({ state: 'dead' }).where('state', '=', 'ready').execute()
    advance(8 * 24 * 60 * 60_000)
    await enqueue(db, 'job.sweep', {})
    await jobs.settle()
    assert.deepEqual(
      (await rowsOf(db)).map(({ name, state }) => [name, state]),
      [
        ['review.version', 'dead'],
        ['job.sweep', 'done'],
      ],
    )
  }))

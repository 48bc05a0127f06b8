import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { jobs, sessions } from '@mosis/api'
import { timeOfId, newId } from '../db/ids.ts'
import { startTestServer } from '../testing.ts'
import { enqueue } from './queue.ts'
import { createJobs } from './worker.ts'

const server = await startTestServer()
after(() => server.close())
const { db } = server.deps
const admin = await server.admin()

test('a job that was given up is seen with its error, retried by an admin, and done', async () => {
  const versionId = newId('ver')
  let isBroken = true
  const seen: number[] = []
  // Another process of the portal, the one that can do this job.
  const worker = createJobs({ db, clock: server.deps.clock, log: server.deps.log })
  worker.handle(
    'version.release',
    (_payload, { attempt }) => {
      seen.push(attempt)
      return isBroken ? Promise.reject(new Error('The store is closed')) : Promise.resolve()
    },
    { maxAttempts: 2 },
  )
  await enqueue(db, 'version.release', { versionId, releaseAt: '2026-01-02T03:04:05.000Z' })
  await worker.settle()
  server.clock.advance(60_000)
  await worker.settle()
  assert.equal(server.takeErrors().length, 2)

  const { jobs: dead } = await admin.call(jobs.listJobs, { query: { state: 'dead' } })
  const [job] = dead
  assert.ok(job && dead.length === 1)
  assert.match(job.last_error ?? '', /The store is closed/)
  assert.deepEqual(
    { ...job, id: 'job', last_error: 'seen' },
    {
      id: 'job',
      name: 'version.release',
      about: { versionId },
      state: 'dead',
      is_running: false,
      attempts: 2,
      run_at: job.run_at,
      last_error: 'seen',
      last_error_note: null,
      finished_at: server.clock.now(),
    },
  )
  assert.equal((await admin.call(jobs.summarizeJobs, {})).dead, 1)

  isBroken = false
  const params = { job_id: job.id }
  const [first, second] = await Promise.allSettled([
    admin.call(jobs.retryJob, { params }),
    admin.call(jobs.retryJob, { params }),
  ])
  assert.deepEqual([first?.status, second?.status].sort(), ['fulfilled', 'rejected'])
  await assert.rejects(admin.call(jobs.retryJob, { params }), { code: 'job.not_dead' })
  await worker.settle()
  assert.deepEqual(seen, [1, 2, 1])
  const { jobs: done } = await admin.call(jobs.listJobs, { query: { state: 'done', name: 'version.release' } })
  assert.deepEqual(
    done.map(({ id, last_error }) => [id, last_error]),
    [[job.id, null]],
  )
  const { events } = await admin.call(sessions.listAudit, {})
  const noted = events.filter(({ subject }) => subject.type === 'job')
  assert.deepEqual(
    noted.map(({ action, subject, reason, reason_note }) => [action, subject.id, reason, reason_note]),
    [['retry', job.id, 'version.release', { code: 'job.retried', facts: { job: 'version.release' } }]],
  )
  await worker.stop()
})

const at = (ms: number) => new Date(Date.parse(server.clock.now()) + ms).toISOString()

test('the summary says how much waits and for how long', async () => {
  await db.deleteFrom('job').execute()
  assert.deepEqual(await admin.call(jobs.summarizeJobs, {}), {
    waiting: 0,
    running: 0,
    later: 0,
    done: 0,
    dead: 0,
    oldest_waiting_seconds: null,
    names: [],
  })
  const add = (more: object) =>
    db
      .insertInto('job')
      .values({
        id: newId('job'),
        name: 'team.renamed',
        payload: '{}',
        run_at: '',
        attempts: 0,
        state: 'ready',
        ...more,
      })
      .execute()
  await add({ run_at: at(-90_000) })
  await add({ run_at: at(-30_000), claimed_until: at(-1) })
  await add({ claimed_until: at(5000), attempts: 1 })
  await add({ run_at: at(1) })
  await add({ state: 'done' })
  await add({ state: 'dead' })
  await add({ state: 'dead', name: 'mail.send' })
  assert.deepEqual(await admin.call(jobs.summarizeJobs, {}), {
    waiting: 2,
    running: 1,
    later: 1,
    done: 1,
    dead: 2,
    oldest_waiting_seconds: 90,
    names: ['mail.send', 'team.renamed'],
  })
  const { jobs: ready, total } = await admin.call(jobs.listJobs, { query: { state: 'ready', limit: 3 } })
  assert.deepEqual([ready.length, total], [3, 4])
  assert.equal(ready.filter(({ is_running }) => is_running).length, 1)
  await db.deleteFrom('job').execute()
})

test('links in mails that wait are shown to nobody', async () => {
  const mail = { name: 'reset_password' as const, data: { token: 'secret-token' } }
  await enqueue(db, 'mail.send', { to: 'dana@example.com', mail })
  await db.updateTable('job').set({ state: 'dead' }).execute()
  const { jobs: listed } = await admin.call(jobs.listJobs, { query: { state: 'dead' } })
  assert.equal(listed.length, 1)
  assert.doesNotMatch(JSON.stringify(listed), /secret-token|dana@/)
  await db.deleteFrom('job').execute()
})

test('only admins see the jobs, and only those that are there can be retried', async () => {
  const reviewer = await server.reviewer()
  await assert.rejects(reviewer.call(jobs.listJobs, {}), { code: 'auth.forbidden' })
  await assert.rejects(admin.call(jobs.retryJob, { params: { job_id: newId('job') } }), { code: 'job.not_found' })
})

test('an id knows when it was made', () => {
  const before = Date.now()
  const time = timeOfId(newId('job')) ?? 0
  assert.ok(time >= before && time <= Date.now())
  assert.equal(timeOfId('every_session.sweep'), undefined)
})

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { store } from '../../packages/api/src/index.ts'
import type { Client, Version } from '../../packages/api/src/index.ts'
import type { Measurement } from '../measure.ts'
import { openBench } from './publisher.ts'
import type { Publisher } from './publisher.ts'
import { quantile } from './quantile.ts'
import { sizedApp } from './sized-app.ts'

const submissions = 200
const publishers = 4
const appBytes = 200_000
const readsASecond = 20
/** Long enough for 600 reads. */
const idleMs = 30_000
const sampleMs = 20
/** How many jobs a portal does at the same time. */
const workers = 2

/** Two hundred versions handed in at once: whether the workers are busy until the end, and what the store's readers notice. */
export async function measureQueue(folder: string): Promise<Measurement[]> {
  const { portal, publishers: people, publicCall } = await openBench(folder, publishers)
  try {
    const drafts: { publisher: Publisher; version: Version }[] = []
    for (let code = 1; code <= submissions / publishers; code += 1) {
      for (const publisher of people) {
        drafts.push({ publisher, version: await publisher.upload(sizedApp(publisher.appId, code, appBytes)) })
      }
    }
    await read(publicCall, () => wait(1000))
    const queue = watchQueue(folder)
    const begun = performance.now()
    const busy = await read(publicCall, async () => {
      for (const { publisher, version } of drafts) await publisher.submit(version)
      await queue.untilEmpty()
    })
    const seconds = (performance.now() - begun) / 1000
    const samples = queue.close()
    const idle = await read(publicCall, () => wait(idleMs))
    const p99 = { idle: quantile(idle, 0.99), busy: quantile(busy, 0.99) }
    const waiting = samples.filter(({ waiting }) => waiting > 0)
    const used = waiting.reduce((sum, { running }) => sum + Math.min(running, workers), 0) / (waiting.length * workers)
    return [
      { what: `${submissions} submissions queued: until the last verdict`, value: seconds, unit: 's' },
      { what: 'verdicts a second', value: submissions / seconds, unit: '/s' },
      { what: 'workers in use while jobs wait', value: used * 100, unit: '%' },
      { what: 'workers idle while jobs wait', value: (1 - used) * 100, unit: '%', goal: 2 },
      { what: `store read, ${readsASecond} a second, nothing queued: p99`, value: p99.idle, unit: 'ms' },
      {
        what: `store read, ${readsASecond} a second, ${submissions} queued: p99`,
        value: p99.busy,
        unit: 'ms',
        ratio: p99.busy / p99.idle,
        of: 'with nothing queued',
        goal: 3,
      },
    ]
  } finally {
    await portal.stop()
  }
}

/** Looks into the queue from outside, as another process would. */
function watchQueue(folder: string) {
  const db = new DatabaseSync(join(folder, 'data', 'portal.db'), { readOnly: true })
  const count = db.prepare(`
    SELECT coalesce(sum(claimed_until > :now), 0) AS running,
           coalesce(sum(name = 'review.version' AND (claimed_until IS NULL OR claimed_until <= :now)), 0) AS waiting
    FROM job WHERE state = 'ready' AND run_at <= :now`)
  const look = () => count.get({ now: new Date().toISOString() }) as { running: number; waiting: number }
  const samples: { running: number; waiting: number }[] = []
  const timer = setInterval(() => samples.push(look()), sampleMs)
  return {
    async untilEmpty() {
      for (let { running, waiting } = look(); running + waiting > 0; { running, waiting } = look()) await wait(sampleMs)
    },
    close() {
      clearInterval(timer)
      db.close()
      return samples
    },
  }
}

/** Reads the store at a steady pace until `meanwhile` is done; each read counts from when it should have begun. */
async function read(call: Client, meanwhile: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const running: Promise<void>[] = []
  const begun = performance.now()
  const end = new AbortController()
  const work = meanwhile().finally(() => end.abort())
  for (let number = 0; !end.signal.aborted; number += 1) {
    const due = begun + (number * 1000) / readsASecond
    const early = due - performance.now()
    if (early > 0) await wait(early)
    const answered = call(store.listStoreApps, { query: { limit: 20 } })
    running.push(answered.then(() => void times.push(performance.now() - due)))
  }
  await work
  await Promise.all(running)
  return times
}

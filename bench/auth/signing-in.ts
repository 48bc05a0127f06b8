import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { hashPassword } from '../../packages/server/src/accounts/password.ts'
import { loadConfig } from '../../packages/server/src/config.ts'
import { startTestServer } from '../../packages/server/src/testing.ts'
import { median, takeTurns } from '../measure.ts'
import type { Measurement } from '../measure.ts'
import { settingsFor } from './open.ts'
import { agent, ask, password } from './ask.ts'
import { addPeople } from './people.ts'
import type { Person } from './people.ts'
import { fillStore } from './store.ts'

const atOnce = 50
/** Each figure is the middle of so many rounds: a neighbour that takes the processor for a while spoils one of them. */
const rounds = 9
const readsASecond = 200
const warmUpMs = 1000
const quietMs = 1000
const apps = 300
const goalMs = 20
const main = join(import.meta.dirname, '../../packages/server/src/main.ts')

/**
 * A portal as a user starts it, and this process as everybody else: people who read the store at a steady pace, each read timed
 * from when it should have begun, and fifty people who sign in at the same moment.
 */
export async function measureSigningIn(folder: string): Promise<Measurement[]> {
  const people = await prepare(folder)
  const portal = await startPortal(folder)
  const senders = await openSenders(portal.port, people)
  try {
    await read(portal.port, () => wait(warmUpMs))
    await senders.signIn()
    const quiet: number[][] = []
    const busy: number[][] = []
    const signIns: number[] = []
    const { whole, hash } = await takeTurns(rounds, {
      quiet: async () => void quiet.push(await read(portal.port, () => wait(quietMs))),
      whole: async () =>
        void busy.push(await read(portal.port, async () => void signIns.push(...(await senders.signIn())))),
      hash: () => hashPassword(password),
    })
    const each = { what: `${atOnce} sign-ins at once: until the last one is in`, value: median(whole), unit: 'ms' }
    const reads = (when: string, share: number, times: number[][]) => ({
      what: `store read, ${when}: p${share}`,
      value: median(times.map((round) => quantile(round, share / 100))),
      unit: 'ms',
    })
    return [
      { what: 'argon2id with 19 MiB and two passes, by itself', value: median(hash), unit: 'ms' },
      { ...each, ratio: each.value / (atOnce * median(hash)), of: `${atOnce} hashes one after the other` },
      { what: `${atOnce} sign-ins at once: the middle one`, value: median(signIns), unit: 'ms' },
      reads('quiet', 50, quiet),
      reads('quiet', 99, quiet),
      reads(`while ${atOnce} sign in`, 50, busy),
      { ...reads(`while ${atOnce} sign in`, 99, busy), goal: goalMs },
    ]
  } finally {
    await senders.close()
    await portal.stop()
  }
}

async function prepare(folder: string): Promise<Person[]> {
  const { databasePath, telemetryDatabasePath, packagesDir } = loadConfig(settingsFor(folder))
  for (const path of [databasePath, packagesDir]) mkdirSync(dirname(path), { recursive: true })
  const server = await startTestServer({ databasePath, telemetryDatabasePath, packagesDir, databaseUrl: null })
  const people = await addPeople(server.deps, atOnce)
  await fillStore(server, apps)
  await server.close()
  return people
}

/** Reads the store until `meanwhile` is done; gives the milliseconds of each read, from when it should have begun. */
async function read(port: number, meanwhile: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const running: Promise<void>[] = []
  const failures: unknown[] = []
  const begun = performance.now()
  const end = new AbortController()
  const work = meanwhile().finally(() => end.abort())
  for (let number = 0; !end.signal.aborted; number += 1) {
    const due = begun + (number * 1000) / readsASecond
    const early = due - performance.now()
    if (early > 0) await wait(early)
    const answered = ask(port, { path: paths[number % paths.length] ?? '/', number })
    const noteTime = () => void times.push(performance.now() - due)
    running.push(answered.then(noteTime, (failure) => void failures.push(failure)))
  }
  await work
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
  return times
}

const paths = [
  '/v1/store/apps',
  '/v1/store/apps/com.bench.clock7',
  '/v1/store/apps?q=clock',
  '/v1/store/apps?sort=name',
]

/** In a thread: what the sender of fifty requests has to do must not delay the one who measures the reads. */
async function openSenders(port: number, people: readonly Person[]) {
  const emails = people.map(({ email }) => email)
  const thread = new Worker(new URL('./sign-in-thread.ts', import.meta.url), { workerData: { port, emails } })
  await once(thread, 'message')
  return {
    /** Gives how long each of them waited. */
    async signIn(): Promise<number[]> {
      thread.postMessage('now')
      const [times] = (await once(thread, 'message')) as [number[]]
      return times
    },
    close: () => thread.terminate(),
  }
}

async function startPortal(folder: string): Promise<{ port: number; stop: () => Promise<void> }> {
  const port = await findFreePort()
  const env = {
    ...process.env,
    ...settingsFor(folder),
    LISTEN_ADDR: `127.0.0.1:${port}`,
    BASE_URL: `http://127.0.0.1:${port}`,
    TRUSTED_PROXIES: '127.0.0.1',
  }
  mkdirSync(folder, { recursive: true })
  const child = spawn(process.execPath, [main], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async () => {
    agent.destroy()
    child.kill('SIGTERM')
    await ended
  }
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The portal ended with ${child.exitCode}`)
    const isUp = await ask(port, { path: '/health', number: 0 }).then(
      () => true,
      () => false,
    )
    if (isUp) return { port, stop }
    await wait(20)
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || address === null) throw new Error('Cannot find a free port')
  return address.port
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

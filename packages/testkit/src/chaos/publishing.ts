// People who publish, review and read at a portal whose process is killed at random moments and started again. Whatever it
// answered with 2xx must be so afterwards.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort, startPortal } from '../programs.ts'
import type { Portal } from '../programs.ts'
import { openPostgresBooks, openSqliteBooks } from './books.ts'
import type { Books } from './books.ts'
import { developerTurn, makeApp, readerTurn, reviewerTurn } from './clients.ts'
import type { Turn } from './clients.ts'
import { endLeases, liveThroughADay } from './day-later.ts'
import { inspect, inspectSettled } from './inspect.ts'
import { createLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { callInTurn, hireStaff } from './people.ts'
import type { Staff } from './people.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export interface ChaosOptions {
  kills: number
  /** It ends earlier when this is over. */
  seconds?: number
  seed: number
  /** PostgreSQL: two portals share it, and one of them is killed first. */
  database?: 'sqlite' | 'postgres'
  /** Does not wait for what only takes its time: leases end at once, no app is run for its review, and nobody lives long. */
  isHurried?: boolean
  tell?: (line: string) => void
}

export interface ChaosResult {
  lies: string[]
  counts: Record<string, number>
}

const developers = 3
const appIdOf = (index: number) => `com.chaos.app${index + 1}`
/** Two people at each app, who get in each other's way. */
const handsAtApp = 2
/** A life ends after fewer calls than this, counted from its start, so that a slow machine does as much as a quick one. */
const mostCalls = 250
/** … and so much later than the last of them, in the middle of whatever is going on. */
const longestDelayMs = 250
/** Nobody gets an answer any more. */
const longestLifeMs = 10_000
/** What does not move for so long does not move any more. */
const patienceMs = 60_000
/** How many of the kills hit the start, with its migrations and its clearing up. */
const inStartShare = 0.15
/** One in so many lives ends as an operator would end it. */
const gracefulEach = 12

const freeAddress = async () => `127.0.0.1:${await freePort()}`
type Addresses = [string, ...string[]]

/** Kills a portal again and again while people work with it, and compares what it promised with what it keeps. */
export async function runPublishingChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seconds = Infinity, seed, database = 'sqlite', isHurried = false, tell = () => undefined } = options
  const shared = database === 'postgres' ? await openPostgresBooks() : undefined
  const folder = await mkdtemp(join(tmpdir(), 'mosis-chaos-'))
  const books = shared ?? openSqliteBooks(folder)
  const temporary = join(folder, 'tmp')
  const addresses: Addresses = [await freeAddress()]
  if (shared) addresses.push(await freeAddress())
  const urls = addresses.map((address) => `http://${address}`) as Addresses
  const settings: Record<string, string> = {
    ...books.settings,
    BASE_URL: urls[0],
    LOG_LEVEL: 'error',
    TMPDIR: temporary,
    TEMP: temporary,
  }
  if (isHurried) settings.BEHAVIOUR_REVIEW = '0'
  const random = createRandom(seed)
  const ledger = createLedger()
  let downloads = 0
  const portals: Portal[] = []
  const startInTurn = async () => {
    for (const address of addresses) portals.push(await startPortal(folder, { ...settings, LISTEN_ADDR: address }))
  }
  try {
    await mkdir(temporary)
    await startInTurn()
    const staff = await hireStaff(urls, portals[0]?.setupUrl, developers)
    const crowd = gather(await takeSeats(staff, urls, { ledger, random }, () => void (downloads += 1)))
    for (const portal of portals.splice(0)) await portal.kill()

    const hashed = new Set<string>()
    const end = performance.now() + seconds * 1000
    const told: Told = { kills: 0, inStart: 0, restarts: 0 }
    for (let number = 1; told.kills < kills && performance.now() < end && ledger.lies.size === 0; number += 1) {
      const ending = number % gracefulEach === 0 ? 'stop' : random.share() < inStartShare ? 'kill in start' : 'kill'
      const life = {
        ending,
        calls: random.below(isHurried ? 40 : mostCalls),
        ms: random.below(longestDelayMs),
      } as const
      const openCalls = await live({ folder, settings, addresses, ledger, crowd }, life)
      await inspect(folder, books, ledger, hashed)
      if (ending === 'kill in start') told.inStart += 1
      if (ending === 'stop') told.restarts += 1
      else told.kills += 1
      if (ending !== 'stop' && (told.kills % 10 === 0 || told.kills === kills)) {
        const calls = `${ledger.answered} calls answered, ${ledger.cutOff} cut off`
        tell(`kill ${told.kills}/${kills}, ${openCalls} calls open: ${calls}, ${ledger.lies.size} lies`)
      }
    }

    if (isHurried) await endLeases(books)
    await startInTurn()
    await untilSettled(books)
    for (const portal of portals.splice(0))
      if ((await portal.stop()) !== 0) ledger.lies.add('The portal did not end well')
    await inspect(folder, books, ledger, hashed)
    await inspectSettled(books, ledger)
    const left = await findLeft(temporary)
    const cleared = await liveThroughADay(folder, { ...settings, LISTEN_ADDR: addresses[0] }, books, ledger)
    return {
      lies: [...ledger.lies],
      counts: {
        ...countsOf(ledger, told),
        'packages fetched from the store and compared': downloads,
        'files cleared up a day later': cleared,
        'folders of trials that wait for the next sweep': left.length,
      },
    }
  } finally {
    for (const portal of portals) await portal.kill()
    await books.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the portal left among temporary files. An empty folder is one that it was killed over before it used it. */
async function findLeft(temporary: string): Promise<string[]> {
  const left: string[] = []
  for (const name of await readdir(temporary)) {
    if (name.startsWith('mosis-') && (await readdir(join(temporary, name))).length > 0) left.push(name)
  }
  return left
}

interface Told {
  kills: number
  inStart: number
  restarts: number
}

interface Life {
  ending: 'stop' | 'kill' | 'kill in start'
  /** It ends after so many answers, */
  calls: number
  /** and after this. For one that is killed in its start it is the time from its spawn. */
  ms: number
}

interface Scene {
  folder: string
  settings: Record<string, string>
  /** One portal listens at each. */
  addresses: Addresses
  ledger: Ledger
  crowd: Crowd
}

/**
 * One life of the portal, from its start to its end; gives how many calls were waiting for an answer at that moment. Where two
 * share a database, the second one lives a little longer.
 */
async function live(scene: Scene, { ending, calls, ms }: Life): Promise<number> {
  const { ledger, crowd } = scene
  if (ending === 'kill in start') {
    for (const portal of await startAll(scene, AbortSignal.timeout(ms))) await portal?.kill()
    return 0
  }
  const portals: Portal[] = []
  for (const portal of await startAll(scene)) if (portal) portals.push(portal)
  if (portals.length < scene.addresses.length) ledger.lies.add('A portal did not start')
  crowd.open()
  const [from, until] = [ledger.answered, performance.now() + longestLifeMs]
  while (ledger.answered < from + calls && performance.now() < until) await wait(2)
  await wait(ms)
  const openCalls = ledger.open
  for (const [index, portal] of portals.entries()) {
    if (index > 0) await wait(ms)
    if (!isAlive(portal)) ledger.lies.add('The portal ended by itself')
    if (ending === 'kill') await portal.kill()
    else if ((await portal.stop()) !== 0) ledger.lies.add('A portal that was told to end did not end well')
  }
  await crowd.close()
  return openCalls
}

/** All at the same time; undefined for one that did not come to its end of starting. */
async function startAll({ folder, settings, addresses }: Scene, signal?: AbortSignal): Promise<(Portal | undefined)[]> {
  const options = signal ? { signal } : {}
  const starting = addresses.map((address) => startPortal(folder, { ...settings, LISTEN_ADDR: address }, options))
  const started = await Promise.allSettled(starting)
  return started.map((start) => {
    if (start.status === 'fulfilled') return start.value
    if (!signal) process.stderr.write(`${String(start.reason)}\n`)
    return undefined
  })
}

function isAlive({ pid }: Portal): boolean {
  try {
    return process.kill(pid, 0)
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ESRCH') return false
    throw failure
  }
}

interface Desk {
  ledger: Ledger
  random: Random
}

async function takeSeats(
  { developers, reviewers }: Staff,
  urls: readonly string[],
  { ledger, random }: Desk,
  onDownload: () => void,
): Promise<Turn[]> {
  const turns: Turn[] = []
  for (const [index, developer] of developers.entries()) {
    const appId = appIdOf(index)
    await makeApp(developer, appId)
    for (let hand = 0; hand < handsAtApp; hand += 1)
      turns.push(developerTurn({ ledger, random: random.fork() }, developer, appId))
  }
  for (const reviewer of reviewers) turns.push(reviewerTurn({ ledger, random: random.fork() }, reviewer))
  turns.push(readerTurn({ ledger, random: random.fork() }, callInTurn(urls), onDownload))
  return turns
}

interface Crowd {
  open: () => void
  close: () => Promise<void>
}

/** Lets everybody do one turn after the other while it is open; closing waits for the turns that were begun. */
function gather(turns: readonly Turn[]): Crowd {
  let closing = new AbortController()
  let working: Promise<unknown> = Promise.resolve()
  return {
    open() {
      closing = new AbortController()
      working = Promise.all(turns.map((turn) => work(turn, closing.signal)))
    },
    async close() {
      closing.abort()
      await working
    },
  }
}

async function work(turn: Turn, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await turn()
    // A breath, so that a portal that refuses everything at once is not asked all the time.
    await wait(20)
  }
}

/** As long as anything moves: a job of a killed process waits for its lease of 15 s to run out, and an app is tried for a while. */
async function untilSettled({ ask }: Books): Promise<void> {
  const owed = `SELECT id, state FROM version WHERE state IN ('submitted', 'checking', 'scheduled') ORDER BY id`
  let [before, until] = ['', 0]
  do {
    await wait(250)
    const now = JSON.stringify(await ask(owed))
    if (now !== before) until = performance.now() + patienceMs
    before = now
  } while (before !== '[]' && performance.now() < until)
}

function countsOf(ledger: Ledger, told: Told): Record<string, number> {
  const deeds = new Map<string, number>()
  for (const tallies of ledger.tallies.values())
    for (const [deed, { done }] of tallies) deeds.set(deed, (deeds.get(deed) ?? 0) + done)
  return {
    kills: told.kills,
    'of them in the middle of a start': told.inStart,
    'orderly restarts between them': told.restarts,
    'calls answered': ledger.answered,
    'calls cut off': ledger.cutOff,
    'uploads acknowledged': ledger.packages.size,
    ...Object.fromEntries([...deeds].map(([deed, count]) => [`${deed} acknowledged`, count])),
    ...Object.fromEntries([...ledger.refused].map(([code, count]) => [`refused: ${code}`, count])),
  }
}

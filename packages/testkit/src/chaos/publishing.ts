// People who publish, review and read at a portal whose process is killed at random moments and started again. Whatever it
// answered with 2xx must be so afterwards.
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createClient, versions } from '@mosis/api'
import { freePort, startPortal } from '../programs.ts'
import type { Portal } from '../programs.ts'
import type { Developer } from '../world.ts'
import { developerTurn, makeApp, readerTurn, reviewerTurn } from './clients.ts'
import type { Turn } from './clients.ts'
import { endLeases, liveThroughADay } from './day-later.ts'
import { inspect, inspectSettled } from './inspect.ts'
import { createLedger } from './ledger.ts'
import type { Ledger } from './ledger.ts'
import { hireStaff } from './people.ts'
import type { Staff } from './people.ts'
import { createRandom } from './random.ts'
import type { Random } from './random.ts'

export interface ChaosOptions {
  kills: number
  /** It ends earlier when this is over. */
  seconds?: number
  seed: number
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
/** How many of the kills hit the start, with its migrations and its clearing up. */
const inStartShare = 0.15
/** One in so many lives ends as an operator would end it. */
const gracefulEach = 12

/** Kills a portal again and again while people work with it, and compares what it promised with what it keeps. */
export async function runPublishingChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { kills, seconds = Infinity, seed, isHurried = false, tell = () => undefined } = options
  const folder = await mkdtemp(join(tmpdir(), 'mosis-chaos-'))
  const address = `127.0.0.1:${await freePort()}`
  const url = `http://${address}`
  const temporary = join(folder, 'tmp')
  const settings: Record<string, string> = {
    LISTEN_ADDR: address,
    BASE_URL: url,
    LOG_LEVEL: 'error',
    TMPDIR: temporary,
    TEMP: temporary,
  }
  if (isHurried) settings.BEHAVIOUR_REVIEW = '0'
  const random = createRandom(seed)
  const ledger = createLedger()
  let downloads = 0
  let portal: Portal | undefined
  try {
    await mkdir(temporary)
    portal = await startPortal(folder, settings)
    const staff = await hireStaff(url, portal.setupUrl, developers)
    const crowd = gather(await takeSeats(staff, url, { ledger, random }, () => void (downloads += 1)))
    await portal.kill()

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
      const openCalls = await live({ folder, settings, ledger, crowd }, life)
      await inspect(folder, ledger, hashed)
      if (ending === 'kill in start') told.inStart += 1
      if (ending === 'stop') told.restarts += 1
      else told.kills += 1
      if (ending !== 'stop' && (told.kills % 10 === 0 || told.kills === kills)) {
        const calls = `${ledger.answered} calls answered, ${ledger.cutOff} cut off`
        tell(`kill ${told.kills}/${kills}, ${openCalls} calls open: ${calls}, ${ledger.lies.size} lies`)
      }
    }

    if (isHurried) endLeases(folder)
    portal = await startPortal(folder, settings)
    await untilSettled(staff)
    if ((await portal.stop()) !== 0) ledger.lies.add('The portal did not end well')
    await inspect(folder, ledger, hashed)
    inspectSettled(folder, ledger)
    const left = await findLeft(temporary)
    const cleared = await liveThroughADay(folder, settings, ledger)
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
    await portal?.kill()
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
  ledger: Ledger
  crowd: Crowd
}

/** One life of the portal, from its start to its end; gives how many calls were waiting for an answer at that moment. */
async function live({ folder, settings, ledger, crowd }: Scene, { ending, calls, ms }: Life): Promise<number> {
  if (ending === 'kill in start') {
    const started = await startPortal(folder, settings, { signal: AbortSignal.timeout(ms) }).catch(() => undefined)
    await started?.kill()
    return 0
  }
  const portal = await startPortal(folder, settings)
  crowd.open()
  const [from, until] = [ledger.answered, performance.now() + longestLifeMs]
  while (ledger.answered < from + calls && performance.now() < until) await wait(2)
  await wait(ms)
  const openCalls = ledger.open
  if (!isAlive(portal)) ledger.lies.add('The portal ended by itself')
  if (ending === 'kill') await portal.kill()
  else if ((await portal.stop()) !== 0) ledger.lies.add('A portal that was told to end did not end well')
  await crowd.close()
  return openCalls
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
  url: string,
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
  turns.push(readerTurn({ ledger, random: random.fork() }, createClient({ baseUrl: url }), onDownload))
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

/** Until the portal has done what it owes: a job of a killed process waits for its lease of 15 s to run out. */
async function untilSettled({ developers }: Staff): Promise<void> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    const isMoving = await Promise.all(developers.map((developer, index) => owesVerdict(developer, appIdOf(index))))
    if (!isMoving.includes(true)) return
    await wait(250)
  }
}

async function owesVerdict({ call }: Developer, app_id: string): Promise<boolean> {
  const states = ['submitted', 'checking', 'scheduled'] as const
  for (const state of states) {
    const page = await call(versions.listVersions, { params: { app_id }, query: { state, limit: 1 } })
    if (page.versions.length > 0) return true
  }
  return false
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

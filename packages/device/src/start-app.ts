import type { Worker } from 'node:worker_threads'
import type { Manifest } from '@mosis/format'
import type { Limits } from '@mosis/sandbox'
import { createActions } from './actions.ts'
import type { Actions } from './actions.ts'
import { startThread } from './app-thread.ts'
import type { ActionResult, Failure, FromWorker, ToWorker, TrialAction, WorkerInit } from './app-worker/messages.ts'
import type { Lookup } from './brokers/addresses.ts'
import { openDatabaseProcess } from './brokers/database-process.ts'
import { openDatabaseRelay } from './brokers/database-relay.ts'
import { startHeartbeat } from './heartbeat.ts'
import { openJournal } from './journal.ts'
import type { Line, RunResult } from './lines.ts'
import { serveBrokers } from './serve-brokers.ts'

/** An app that runs. */
export interface RunningApp extends Actions {
  readonly id: string
  /** Settled when the entry document is on the screen, or when the run has ended before that. */
  readonly started: Promise<void>
  /** Settled when the app has stopped and nothing of it is left running. */
  readonly stopped: Promise<RunResult>
  /** Ends the app: its documents hear of it, then everything of it goes. */
  stop(): Promise<RunResult>
}

export interface StartOptions {
  manifest: Manifest
  packageRoot: string
  folders: WorkerInit['folders']
  granted: readonly string[]
  isSystemApp: boolean
  locale: string
  /** Ends the run after so long with the reason `finished`. */
  forMs?: number
  maps: Readonly<Record<string, string>>
  lookup: Lookup
  askPermission: (permission: string) => Promise<boolean>
  onLine: (line: Line) => void
  limits: Partial<Limits>
  trial?: WorkerInit['trial']
  /** For tests: how long the app's thread may be silent. */
  silence?: { eventMs: number; loadMs: number }
  now: () => number
}

/** How the first screen came up: `ended` when somebody ended the run before that. */
export type StartOutcome = { outcome: 'shown' } | { outcome: 'ended' } | { outcome: 'failed'; problem: Failure }

export interface StartedApp extends RunningApp {
  /** Settled like `started`; an error in the scripts of the first screen is a failure here, though the app goes on. */
  readonly startOutcome: Promise<StartOutcome>
  tryOut(action: TrialAction): Promise<ActionResult>
}

/** A computer that is this slow runs no app. */
const startMs = 30_000
/** What an app gets to end its documents before it is ended. */
const stopMs = 3000

/** Starts an app in a thread of its own and watches over it until it has ended. */
export async function startApp(options: StartOptions): Promise<StartedApp> {
  const { manifest, folders, packageRoot, granted, isSystemApp, locale, limits } = options
  const database = openDatabaseProcess({ folder: folders.db, temp: folders.temp })
  const relay = openDatabaseRelay(async (request) => {
    // A statement has a time limit of its own.
    heartbeat.pause()
    try {
      return await database.ask(request)
    } finally {
      heartbeat.resume()
    }
  })
  const init = {
    manifest,
    packageRoot,
    folders,
    granted,
    isSystemApp,
    locale,
    limits,
    relay: relay.end,
    trial: options.trial,
  }
  const worker = await startThread(init)
  const post = (message: ToWorker) => worker.postMessage(message)
  const journal = openJournal({ entry: manifest.entry, onLine: options.onLine, now: options.now })
  const reach = { lookup: options.lookup, maps: options.maps }
  // A trial asks nothing of the device: whoever did would have broken out of its sandbox.
  const brokers = options.trial ? noBrokers : serveBrokers({ reach, askPermission: options.askPermission, post })
  const startOutcome = Promise.withResolvers<StartOutcome>()
  const stopped = Promise.withResolvers<RunResult>()
  const lastWord = Promise.withResolvers<void>()
  const actions = createActions({ post, ready: startOutcome.promise })
  let ending: Promise<void> | undefined
  let runTimer: NodeJS.Timeout | undefined

  const heartbeat = startHeartbeat({
    ping: () => post({ type: 'ping' }),
    onSilence(silentMs) {
      endByForce({ code: 'limit.wall_clock', message: `The app was ended: it answered nothing for ${silentMs} ms` })
    },
    ...options.silence,
  })
  // Until its first word the thread is being made, which takes as long as the computer is slow.
  heartbeat.pause()
  const startTimer = setTimeout(() => {
    endByForce({ code: 'internal', message: 'The thread of the app did not start' })
  }, startMs)

  /** Ends the run in the way that is decided first. */
  function end(result: RunResult, { isSilent = false } = {}): Promise<void> {
    ending ??= endNow(result, isSilent)
    return ending
  }

  function endByForce(problem: Failure) {
    lastWord.resolve()
    void end(journal.resultOf(problem), { isSilent: true })
  }

  async function endNow(result: RunResult, isSilent: boolean) {
    clearTimeout(runTimer)
    clearTimeout(startTimer)
    if (!isSilent) await askToStop()
    heartbeat.stop()
    await worker.terminate()
    brokers.close()
    relay.close()
    await database.stop()
    startOutcome.resolve(toOutcome(result))
    actions.close()
    stopped.resolve(result)
  }

  async function askToStop() {
    post({ type: 'stop' })
    const timer = setTimeout(lastWord.resolve, stopMs)
    await lastWord.promise
    clearTimeout(timer)
  }

  function noteStarted(problem: Failure | undefined) {
    startOutcome.resolve(problem ? { outcome: 'failed', problem } : { outcome: 'shown' })
    if (options.forMs === undefined || ending) return
    // The run's time begins with its first screen, however slowly the computer got there.
    runTimer = setTimeout(() => void end({ reason: 'finished' }), options.forMs)
  }

  worker.once('message', () => {
    clearTimeout(startTimer)
    heartbeat.resume()
  })
  worker.on('message', (message: FromWorker) => {
    heartbeat.beat()
    switch (message.type) {
      case 'pong':
        break
      case 'loading':
        heartbeat.setLoading(message.isLoading)
        break
      case 'line':
        journal.tell(message.line)
        break
      case 'started':
        noteStarted(message.problem)
        break
      case 'start-failed':
      case 'must-stop':
        void end(journal.resultOf(message.problem))
        break
      case 'done':
        actions.settle(message)
        break
      case 'stopped':
        journal.tellUsage(message.usage)
        lastWord.resolve()
        break
      default:
        brokers.receive(message)
    }
  })
  onDeath(worker, endByForce)

  return {
    id: manifest.id,
    started: startOutcome.promise.then(() => undefined),
    startOutcome: startOutcome.promise,
    stopped: stopped.promise,
    async stop() {
      await end({ reason: 'stopped' })
      return stopped.promise
    },
    click: (selector) => actions.click(selector),
    type: (selector, text) => actions.type(selector, text),
    screenText: () => actions.screenText(),
    usage: () => actions.usage(),
    tryOut: (action) => actions.tryOut(action),
  }
}

const noBrokers = { receive: () => undefined, close: () => undefined }

/** Tells when the thread ended by itself, and why. */
function onDeath(worker: Worker, tell: (problem: Failure) => void) {
  worker.on('error', (error) => {
    const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    tell({ code: isMemory ? 'limit.memory' : 'internal', message: error.message })
  })
  worker.on('exit', () => tell({ code: 'internal', message: 'The thread of the app ended by itself' }))
}

function toOutcome({ crash }: RunResult): StartOutcome {
  return crash ? { outcome: 'failed', problem: { code: crash.type, message: crash.message } } : { outcome: 'ended' }
}

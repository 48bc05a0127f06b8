import type { Worker } from 'node:worker_threads'
import type { Manifest } from '@mosis/format'
import { defaultLimits } from '@mosis/sandbox'
import type { Limits } from '@mosis/sandbox'
import { createActions } from './actions.ts'
import type { Actions } from './actions.ts'
import { startThread } from './app-thread.ts'
import type { Action, ActionResult, Failure, FromWorker, ToWorker, WorkerInit } from './app-worker/messages.ts'
import type { Lookup } from './brokers/addresses.ts'
import { openDatabaseProcess } from './brokers/database-process.ts'
import { openDatabaseRelay } from './brokers/database-relay.ts'
import { listFolder } from './disk.ts'
import { DeviceError } from './errors.ts'
import { startHeartbeat } from './heartbeat.ts'
import { openDatabaseInspector } from './inspect-databases.ts'
import { createInspector } from './inspect-app.ts'
import type { Inspector } from './inspect.ts'
import { openJournal } from './journal.ts'
import type { Line, RunResult } from './lines.ts'
import { createNetworkLog } from './network-log.ts'
import { createNetworkGate } from './network-state.ts'
import { readAsset } from './read-asset.ts'
import { createReloader } from './reload-app.ts'
import type { ProjectUpdate, ReloadReport } from './reload.ts'
import { changeSurroundings } from './run-options.ts'
import type { Asset, RunningScreen, Surroundings } from './running-screen.ts'
import { createScreenDesk } from './screen-desk.ts'
import { serveBrokers } from './serve-brokers.ts'
import type { BrokerServer } from './serve-brokers.ts'
import { serveSources } from './serve-sources.ts'
import type { VideoListener } from './serve-sources.ts'
import type { Sources } from './sources/sources.ts'

/** An app that runs. */
export interface RunningApp extends Actions, Inspector {
  readonly id: string
  /** What is on its screen, for whoever paints it, and what a person does there. */
  readonly screen: RunningScreen
  /** Settled when the entry document is on the screen, or when the run has ended before that. */
  readonly started: Promise<void>
  /** Settled when the app has stopped and nothing of it is left running. */
  readonly stopped: Promise<RunResult>
  /** Ends the app: its documents hear of it, then everything of it goes. */
  stop(): Promise<RunResult>
  /** Changes what surrounds the app; what is not said stays as it is. */
  setSurroundings(change: Partial<Surroundings>): void
  /** Another app is on top: the screen hears `hide`, and `show` when it is to be seen again. */
  pause(): void
  resume(): void
  /** Grants a dangerous permission, or takes it back: then the app must ask again. */
  setPermission(permission: string, standing: 'granted' | 'denied' | 'ask'): void
  /** Tells what the app's camera sees, for those who paint its preview. Answers how to end it. */
  watchVideo(listener: VideoListener): () => void
  /** An image or a font that its screen shows, by the path in the screen's updates; nothing else can be read here. */
  readAsset(path: string): Promise<Asset | undefined>
  /**
   * Takes changed files of a project that was started for development into the running app. Style sheets, texts, images and
   * fonts keep everything; other files start the app's code anew on the same screen. With a mistake in them nothing changes.
   */
  reload(paths: readonly string[]): Promise<ReloadReport>
}

export interface StartOptions {
  manifest: Manifest
  packageRoot: string
  folders: WorkerInit['folders']
  granted: readonly string[]
  isSystemApp: boolean
  surroundings: Surroundings
  isDevelopment: boolean
  /** Takes changed files of a project; answers the manifest when it is among them. */
  update?: (paths: readonly string[]) => Promise<ProjectUpdate>
  /** Ends the run after so long with the reason `finished`. */
  forMs?: number
  maps: Readonly<Record<string, string>>
  lookup: Lookup
  askPermission: (permission: string) => Promise<boolean>
  /** What the phone has; nothing of it unless said. */
  sources?: Sources
  onLine: (line: Line) => void
  limits: Partial<Limits>
  trial?: WorkerInit['trial']
  /** For tests of apps: answers what the app asks of the world in the place of the standard brokers. */
  interceptBrokers?: (standard: BrokerServer, post: (message: ToWorker) => void) => BrokerServer
  /** For tests: how long the app's thread may be silent. */
  silence?: { eventMs: number; loadMs: number }
  now: () => number
}

/** How the first screen came up: `ended` when somebody ended the run before that. */
export type StartOutcome = { outcome: 'shown' } | { outcome: 'ended' } | { outcome: 'failed'; problem: Failure }

export interface StartedApp extends RunningApp {
  /** Settled like `started`; an error in the scripts of the first screen is a failure here, though the app goes on. */
  readonly startOutcome: Promise<StartOutcome>
  tryOut(action: Action): Promise<ActionResult>
}

/** A computer that is this slow runs no app. */
const startMs = 60_000
/** What an app gets to end its documents before it is ended. */
const stopMs = 3000

/** Starts an app in a thread of its own and watches over it until it has ended. */
export async function startApp(options: StartOptions): Promise<StartedApp> {
  const { manifest, folders, packageRoot, granted, isSystemApp, isDevelopment, limits } = options
  let { surroundings } = options
  const networkLog = createNetworkLog(options.now)
  const gate = createNetworkGate(surroundings.network)
  const databases = openDatabaseInspector(folders)
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
  // An app that has databases opens them; their process starts beside the thread and is there when it is asked.
  if ((await listFolder(folders.db)).length > 0) database.prepare()
  const init = {
    manifest,
    packageRoot,
    folders,
    granted,
    isSystemApp,
    isDevelopment,
    locale: surroundings.locale,
    viewport: surroundings.viewport,
    limits,
    relay: relay.end,
    trial: options.trial,
  }
  const worker = await startThread(init)
  const post = (message: ToWorker) => {
    if (message.type !== 'ping') heartbeat.rouse()
    worker.postMessage(message)
  }
  const journal = openJournal({ entry: manifest.entry, onLine: options.onLine, now: options.now })
  const reach = { lookup: options.lookup, maps: options.maps }
  const sources = serveSources({
    sources: options.sources ?? {},
    appId: manifest.id,
    tell: (number, event) => post({ type: 'source', number, event }),
  })
  // A trial asks nothing of the device: whoever did would have broken out of its sandbox.
  const brokers = options.trial && !options.trial.isScripted ? noBrokers : serveAll()
  const desk = createScreenDesk(post, (viewport) => setSurroundings({ viewport }))
  const startOutcome = Promise.withResolvers<StartOutcome>()
  const stopped = Promise.withResolvers<RunResult>()
  const lastWord = Promise.withResolvers<void>()
  const actions = createActions({ post, ready: startOutcome.promise })
  let ending: Promise<void> | undefined
  let runTimer: NodeJS.Timeout | undefined

  const heartbeat = startHeartbeat({
    ping: () => post({ type: 'ping' }),
    async ranMs() {
      const { user, system } = await worker.cpuUsage()
      return (user + system) / 1000
    },
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

  function serveAll(): BrokerServer {
    const { askPermission, interceptBrokers } = options
    const served = serveBrokers({ reach, askPermission, post, gate, log: networkLog, sources })
    return interceptBrokers?.(served, post) ?? served
  }

  function setSurroundings(change: Partial<Surroundings>): void {
    surroundings = changeSurroundings(surroundings, change)
    gate.set(surroundings.network)
    post({ type: 'surroundings', viewport: surroundings.viewport, locale: surroundings.locale })
  }

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
    await databases.stop()
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
    if (message.type !== 'pong') heartbeat.rouse()
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
      case 'screen':
        desk.receive(message)
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
  // A developer looks at screens that are not there yet, too.
  const act = (action: Action, what: string) => actions.act(action, what, { isReadyNeeded: false })
  const reloader = isDevelopment && options.update ? createReloader(options.update, act) : undefined
  const inspect = createInspector({
    id: manifest.id,
    isDevelopment,
    act,
    folders,
    limits: { ...defaultLimits, ...limits },
    databases,
    networkLog,
  })

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
    back: () => actions.back(),
    home: () => actions.home(),
    tryOut: (action) => actions.act(action, 'go on with the trial'),
    screen: desk.screen,
    setSurroundings,
    pause() {
      sources.setHidden(true)
      post({ type: 'paused', isPaused: true })
    },
    resume() {
      sources.setHidden(false)
      post({ type: 'paused', isPaused: false })
    },
    setPermission: (permission, standing) =>
      post({ type: 'permission', permission, isGranted: standing === 'granted' }),
    watchVideo: (listener) => sources.watchVideo(listener),
    readAsset: (path) => readAsset(packageRoot, path),
    inspect,
    async reload(paths) {
      if (!reloader) throw new DeviceError('device.not_in_development', { id: manifest.id })
      return reloader.reload(paths)
    },
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

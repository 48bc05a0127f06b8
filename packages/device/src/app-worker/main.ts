import { parentPort } from 'node:worker_threads'
import type { Manifest } from '@mosis/format'
import { createAudit, defaultLimits } from '@mosis/sandbox'
import type { Clock, LogEntry } from '@mosis/sandbox'
import { ScreenError, createNodeIds } from '@mosis/screen'
import type { ScreenInput, Viewport } from '@mosis/screen'
import { crypto } from '../brokers/crypto.ts'
import { askDatabase } from '../brokers/database-relay.ts'
import { createDatabases } from '../brokers/database.ts'
import { createStorage } from '../brokers/storage.ts'
import type { EventEntry, HandlerRun } from '../inspect.ts'
import { withPreview } from './camera-preview.ts'
import { createFrames } from './frames.ts'
import { getInit } from './given.ts'
import { answerQuestion } from './inspect/answer.ts'
import type { Action, ActionResult, FromWorker, ToWorker } from './messages.ts'
import { openPackageFiles } from './package-files.ts'
import { createPainting } from './painting.ts'
import { createReloader } from './reload/reloader.ts'
import { createRemoteBrokers } from './remote-brokers.ts'
import { createRing } from './ring.ts'
import { openSession } from './session.ts'
import type { Session } from './session.ts'
import { codeOf, createTeller, toFailure } from './teller.ts'
import { tidyMemorySoon } from './tidy-memory.ts'
import { watchAsks } from './test/asks.ts'
import { createTester, testBounds } from './test/tester.ts'
import { createTrialBrokers } from './trial/brokers.ts'
import { createTrialClock } from './trial/clock.ts'
import { listControls, useControl } from './trial/controls.ts'
import { createTrialCrypto } from './trial/crypto.ts'
import { reportTrial } from './trial/report.ts'
import type { ScreenAction } from './screen/screen-host.ts'

/**
 * The thread of one running app: its Lua, its documents and its files. It knows only what `WorkerInit` says; everything
 * else of the device is on the other side of the port.
 */

if (!parentPort) throw new Error('Cannot run an app here: this file is started by the device as a worker')
const port = parentPort
const init = getInit()
const { folders } = init
const limits = { ...defaultLimits, ...init.limits }

const trialClock = init.trial && createTrialClock(init.trial.nowMs, init.trial.isScripted ? testBounds : undefined)
const clock: Clock = trialClock ?? {
  now: () => Date.now(),
  setTimer: (delayMs, run) => setTimeout(run, delayMs),
  clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
}
/** Pictures follow a clock that nobody sets; in a trial, what they show must not depend on how fast this computer is. */
const frameClock: Clock = trialClock ?? { ...clock, now: () => performance.now() }

const frameMs = 16
/** How often what moves goes on when nobody looks: only for the events at its end. */
const unseenFrameMs = 100
/** How often at most the words on the screen are told. */
const screenMs = 250
/** Handlers and events that are remembered for the app's developer. */
const remembered = 200

let toldScreen = ''
let screenTimer: NodeJS.Timeout | undefined
let viewport = init.viewport
let locale = init.locale
let isPaused = false

const asks = init.trial?.isScripted ? watchAsks(clock, (message) => remote.receive(message)) : undefined

function post(message: FromWorker) {
  asks?.noteSent(message)
  port.postMessage(message)
}

const tell = createTeller(
  () => frameClock.now(),
  (line) => post({ type: 'line', line }),
)
const files = openPackageFiles(init)
const remote = init.trial && !init.trial.isScripted ? createTrialBrokers() : createRemoteBrokers(post)
const dice = init.trial ? createTrialCrypto(init.trial.seed) : crypto
const databases = createDatabases({
  folder: folders.db,
  ask: (request) => askDatabase(init.relay, request),
  maxBytes: limits.databaseBytes,
  roomBytes: () => limits.storageBytes - storage.usage().keptBytes + databases.sizeBytes(),
})
const storage = createStorage({ ...folders, databaseBytes: () => databases.sizeBytes() })
const audit = createAudit(limits.auditEntries)
const handlers = createRing<HandlerRun>(remembered)
const events = createRing<EventEntry>(remembered)
/** One row of numbers for all screens, so that none comes twice. */
const ids = createNodeIds()

const frames = createFrames({ clock: frameClock, frameMs, isVirtual: trialClock !== undefined, draw })
const painting = createPainting({ post, paintable: () => session.screen, onRoom: () => frames.request() })

function openAppSession(
  manifest: Manifest,
  granted: readonly string[],
  log: (entry: LogEntry) => void,
): Promise<Session> {
  return openSession({
    init,
    manifest,
    granted,
    locale,
    files,
    brokers: {
      crypto: dice,
      storage,
      database: databases,
      network: remote.network,
      permissions: remote.permissions,
      ...remote.sources,
      camera: withPreview(remote.sources.camera, (id) => session.screen.current()?.document.findById(id) ?? null),
    },
    clock,
    random: (sizeBytes) => dice.randomBytes(sizeBytes),
    limits,
    audit,
    screenHost: {
      viewport: () => viewport,
      readBytes: (path) => files.readBytes(path),
      ids,
      onChange: () => frames.request(),
      onEvent: (entry) => events.add({ atMs: clock.now(), ...entry }),
    },
    log,
    onCall: (report) => handlers.add(report),
    onLoading: (isLoading) => post({ type: 'loading', isLoading }),
    onMustStop(problem, from) {
      // One that a hot reload tries out, or has replaced, ends alone.
      if (from === session) post({ type: 'must-stop', problem })
    },
    onShown(shown) {
      if (shown !== session) return
      painting.renew()
      frames.request()
      frames.flush()
      tellScreen()
    },
  })
}

let session: Session = await openAppSession(init.manifest, init.granted, tell)
const reloader = createReloader({
  files,
  tell,
  openSession: openAppSession,
  current: () => session,
  replace,
  onRepaint() {
    painting.renew()
    frames.request()
  },
})

const tester =
  asks &&
  trialClock &&
  createTester({ session: () => session, clock: trialClock, asks, refresh: () => frames.flush(), handlers })

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'ping':
      post({ type: 'pong' })
      break
    case 'do':
      void answer(message.id, message.action)
      break
    case 'input':
      takeInput(message.input)
      break
    case 'watched':
      painting.setWatched(message.isWatched)
      session.screen.setWatched(message.isWatched)
      break
    case 'snapshot':
      frames.flush()
      painting.sendWhole()
      break
    case 'taken':
      painting.taken()
      break
    case 'paused':
      setPaused(message.isPaused)
      break
    case 'surroundings':
      setSurroundings(message)
      break
    case 'permission':
      setPermission(message.permission, message.isGranted)
      break
    case 'stop':
      void stop()
      break
    default:
      if (asks) asks.receive(message)
      else remote.receive(message)
  }
})

await start()
if (!init.trial) tidyMemorySoon()

async function start() {
  try {
    const opening = session.navigation.start(session.manifest.entry)
    await Promise.all([opening, tester?.passTimeUntil(opening)])
    session.noteBegun()
    const error = session.startError
    const problem = error && { code: codeOf(error.text), message: error.text }
    post({ type: 'started', ...(problem && { problem }) })
  } catch (error) {
    post({ type: 'start-failed', problem: toFailure(error) })
  }
}

/** Brings the screen up to date; answers when the next picture is due although nothing else happens. */
function draw(): number | undefined {
  const { screen } = session
  withoutScreenErrors(() => screen.update(frameClock.now()))
  painting.send()
  tellScreenSoon()
  if (!screen.isMoving) return undefined
  return painting.isWatched || trialClock ? frameMs : unseenFrameMs
}

function takeInput(input: ScreenInput) {
  // What a person does is the reason for which an app may ask for hardware; looking around is none.
  if (isGesture(input)) session.sandbox.noteGesture()
  withoutScreenErrors(() => session.screen.handle(input))
  // Whoever presses waits for what follows; the next frame's time may be a while off.
  if (isGesture(input) && !trialClock) frames.flush()
}

/** What the screen refuses while no code of the app waits for an answer, such as too many handlers for one event, is told. */
function withoutScreenErrors(run: () => unknown) {
  try {
    run()
  } catch (error) {
    if (!(error instanceof ScreenError)) throw error
    const code = `screen.${error.code.replaceAll('-', '_')}`
    tell({ level: 'error', text: `${code}: ${error.message}`, path: session.screen.current()?.path })
  }
}

function isGesture(input: ScreenInput): boolean {
  if (input.kind === 'pointer') return input.phase === 'down' || input.phase === 'up'
  return (input.kind === 'key' && input.phase === 'down') || input.kind === 'text' || input.kind === 'edit'
}

function setSurroundings(next: { viewport: Viewport; locale: string }) {
  viewport = next.viewport
  if (next.locale !== locale) {
    locale = next.locale
    session.texts.setLocale(locale)
    session.screen.retranslate()
  }
  session.screen.applyViewport()
  painting.renew()
  frames.request()
}

function setPermission(permission: string, isGranted: boolean) {
  session.sandbox.grants.settle(permission, isGranted)
  audit.note({ atMs: clock.now(), action: 'permission', subject: permission, allowed: isGranted })
}

function setPaused(paused: boolean) {
  if (paused === isPaused) return
  isPaused = paused
  if (paused) session.screen.pause()
  else session.screen.resume()
  frames.setPaused(paused)
}

/** Another session takes the place of the one before. */
async function replace(next: Session): Promise<void> {
  const before = session
  session = next
  next.screen.setWatched(painting.isWatched)
  if (isPaused) next.screen.pause()
  painting.renew()
  frames.request()
  await before.close()
}

async function answer(id: number, action: Action) {
  try {
    post({ type: 'done', id, result: { ok: true, value: await act(action) } })
  } catch (error) {
    post({ type: 'done', id, result: { ok: false, ...toFailure(error) } })
  }
}

async function act(action: Action): Promise<ActionResult> {
  const { sandbox, screen, navigation } = session
  frames.flush()
  switch (action.kind) {
    case 'text':
      return screen.text()
    case 'usage':
      return sandbox.usage()
    case 'report':
      return reportTrial(sandbox)
    case 'controls':
      return listControls(screen.current())
    case 'test':
      return tester?.take(action.step)
    case 'inspect':
      return answerQuestion(action.question, { session, audit, handlers, events, isDevelopment: init.isDevelopment })
    case 'reload':
      return reloader.reload(action.paths, action.manifest)
    case 'advance':
      await trialClock?.advance(action.ms)
      await navigation.settled()
      return undefined
    case 'back':
    case 'home': {
      const isMoved = action.kind === 'back' ? navigation.back() : navigation.home()
      await navigation.settled()
      return isMoved
    }
    default:
  }
  // What a person does is the reason for which an app may ask for hardware.
  sandbox.noteGesture()
  await doAction(action).settled
  await navigation.settled()
  frames.flush()
  tellScreen()
  return undefined
}

function doAction(action: Action & { kind: 'click' | 'type' | 'use' }): ScreenAction {
  const { screen } = session
  if (action.kind === 'click') return screen.click(action.selector)
  return action.kind === 'use' ? useControl(screen.current(), action.key) : screen.type(action.selector, action.text)
}

async function stop() {
  clearTimeout(screenTimer)
  frames.stop()
  tellScreen()
  post({ type: 'stopped', usage: await session.close() })
}

function tellScreenSoon() {
  // In a trial the words are told after every step, not by a clock of this computer.
  if (trialClock) return
  screenTimer ??= setTimeout(tellScreen, screenMs)
}

function tellScreen() {
  clearTimeout(screenTimer)
  screenTimer = undefined
  const { screen } = session
  const current = screen.current()
  const text = screen.text()
  const now = `${current?.path}\n${text}`
  if (!current || now === toldScreen) return
  toldScreen = now
  post({ type: 'line', line: { type: 'screen', path: current.path, text: text === '' ? [] : text.split('\n') } })
}

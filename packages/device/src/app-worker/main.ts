import { parentPort, workerData } from 'node:worker_threads'
import { LuaError, createGrants, createSandbox, defaultLimits } from '@mosis/sandbox'
import type { LogEntry } from '@mosis/sandbox'
import { crypto } from '../brokers/crypto.ts'
import { askDatabase } from '../brokers/database-relay.ts'
import { createDatabases } from '../brokers/database.ts'
import { createStorage } from '../brokers/storage.ts'
import type { Action, ActionResult, Failure, FromWorker, ToWorker, WorkerInit } from './messages.ts'
import { installNavigation } from './navigation.ts'
import { openPackageFiles, resolveAsset } from './package-files.ts'
import { createRemoteBrokers } from './remote-brokers.ts'
import { createTexts } from './texts.ts'
import { createTrialBrokers } from './trial/brokers.ts'
import { createTrialClock } from './trial/clock.ts'
import { listControls, useControl } from './trial/controls.ts'
import { createTrialCrypto } from './trial/crypto.ts'
import { reportTrial } from './trial/report.ts'
import { installScreen } from './screen/screen.ts'
import type { ScreenAction } from './screen/screen-host.ts'

/**
 * The thread of one running app: its Lua, its documents and its files. It knows only what `WorkerInit` says; everything
 * else of the device is on the other side of the port.
 */

if (!parentPort) throw new Error('Cannot run an app here: this file is started by the device as a worker')
const port = parentPort
// The device started this worker with exactly this.
const init = workerData as WorkerInit
const { manifest, folders } = init
const limits = { ...defaultLimits, ...init.limits }

const trialClock = init.trial && createTrialClock(init.trial.nowMs)
const clock = trialClock ?? {
  now: () => Date.now(),
  setTimer: (delayMs: number, run: () => void) => setTimeout(run, delayMs),
  clearTimer: (timer: unknown) => clearTimeout(timer as NodeJS.Timeout),
}

/** How often the screen is looked at for changes that nobody pressed for. */
const screenMs = 250

const maxLines = 1000
const linesPerSecond = 100
let linesLeft = maxLines
let linesLost = 0
/** In a trial the lines that are left out must not depend on how fast this computer is. */
const lineClock = trialClock ?? performance
let lastLineAt = lineClock.now()

let firstError: Failure | undefined
let toldScreen = ''

function post(message: FromWorker) {
  port.postMessage(message)
}

function log({ level, text, path, line, traceback }: LogEntry) {
  if (level === 'error') firstError ??= { code: codeOf(text), message: text }
  if (!mayTell()) return
  const place = { ...(path !== undefined && { path }), ...(line !== undefined && { line }) }
  if (level !== 'error') {
    post({ type: 'line', line: { type: 'log', level, text, ...place } })
    return
  }
  const code = codeOf(text)
  const stack = traceback ? { traceback } : {}
  post({ type: 'line', line: { type: 'error', code, message: text, ...place, ...stack } })
}

/** Whoever prints without end must not keep the device busy: a burst is told, then so many lines a second. */
function mayTell(): boolean {
  const now = lineClock.now()
  linesLeft = Math.min(maxLines, linesLeft + ((now - lastLineAt) / 1000) * linesPerSecond)
  lastLineAt = now
  if (linesLeft < 1) {
    linesLost += 1
    return false
  }
  linesLeft -= 1
  if (linesLost > 0) {
    const text = `${linesLost} lines were left out: an app may print ${linesPerSecond} a second`
    linesLost = 0
    post({ type: 'line', line: { type: 'log', level: 'warning', text } })
  }
  return true
}

/** Errors of the platform begin with their code: `storage.quota_exceeded: …`. */
function codeOf(text: string): string {
  return /^([a-z_]+\.[a-z_]+): /.exec(text)?.[1] ?? 'lua.error'
}

function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: 'internal', message: String(error) }
  return { code: 'code' in error ? String(error.code) : 'internal', message: error.message }
}

const files = openPackageFiles(init)
const remote = init.trial ? createTrialBrokers() : createRemoteBrokers(post)
const dice = init.trial ? createTrialCrypto() : crypto
const databases = createDatabases({
  folder: folders.db,
  ask: (request) => askDatabase(init.relay, request),
  maxBytes: limits.databaseBytes,
  roomBytes: () => limits.storageBytes - storage.usage().keptBytes + databases.sizeBytes(),
})
const storage = createStorage({ ...folders, databaseBytes: () => databases.sizeBytes() })

const sandbox = await createSandbox({
  glue: init.glue,
  brokers: { crypto: dice, storage, database: databases, network: remote.network, permissions: remote.permissions },
  clock,
  random: (sizeBytes) => dice.randomBytes(sizeBytes),
  log,
  grants: createGrants({
    declared: manifest.permissions,
    granted: init.granted,
    isSystemApp: init.isSystemApp,
    gestureMs: limits.gestureMs,
  }),
  limits,
  network: {
    allowedDomains: manifest.network?.allowed_domains,
    allowHttp: manifest.network?.allow_http,
    maxConnections: manifest.network?.max_connections,
  },
  onMustStop: (reason) => post({ type: 'must-stop', problem: toFailure(reason) }),
})

const screen = installScreen(sandbox, { readText: (path) => files.readText(path), log, now: clock.now })
const navigation = installNavigation({
  sandbox,
  screen,
  files,
  onLoading: (isLoading) => post({ type: 'loading', isLoading }),
  onFailed: (path, error) => log({ level: 'error', text: withCode(toFailure(error)), path }),
  onEnded: (error) => post({ type: 'must-stop', problem: toFailure(error) }),
  onShown: tellScreen,
})

sandbox.setImport((asked) => {
  const path = resolveAsset(asked)
  if (!files.has(path)) {
    throw new LuaError('import.not_found', `Cannot import "${asked}": the package has no file "${path}"`)
  }
  return { path, source: files.readText(path) }
})
sandbox.setGlobal(
  't',
  createTexts(files, { locale: init.locale, defaultLocale: manifest.default_locale }, (text, path) =>
    log({ level: 'warning', text, path }),
  ),
)

port.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'ping':
      post({ type: 'pong' })
      break
    case 'do':
      void answer(message.id, message.action)
      break
    case 'stop':
      void stop()
      break
    default:
      remote.receive(message)
  }
})

await start()
const screenTimer = setInterval(tellScreen, screenMs)

async function start() {
  try {
    await navigation.start(manifest.entry)
    post({ type: 'started', ...(firstError && { problem: firstError }) })
  } catch (error) {
    post({ type: 'start-failed', problem: toFailure(error) })
  }
}

async function answer(id: number, action: Action) {
  try {
    post({ type: 'done', id, result: { ok: true, value: await act(action) } })
  } catch (error) {
    post({ type: 'done', id, result: { ok: false, ...toFailure(error) } })
  }
}

async function act(action: Action): Promise<ActionResult> {
  if (action.kind === 'text') return screen.text()
  if (action.kind === 'usage') return sandbox.usage()
  if (action.kind === 'report') return reportTrial(sandbox)
  if (action.kind === 'controls') return listControls(screen.current())
  if (action.kind === 'advance') {
    await trialClock?.advance(action.ms)
    await navigation.settled()
    return undefined
  }
  if (action.kind === 'back') {
    const isBack = navigation.back()
    await navigation.settled()
    return isBack
  }
  // What a person does is the reason for which an app may ask for hardware.
  sandbox.noteGesture()
  await doAction(action).settled
  await navigation.settled()
  tellScreen()
  return undefined
}

function doAction(action: Action & { kind: 'click' | 'type' | 'use' }): ScreenAction {
  if (action.kind === 'click') return screen.click(action.selector)
  return action.kind === 'use' ? useControl(screen.current(), action.key) : screen.type(action.selector, action.text)
}

async function stop() {
  clearInterval(screenTimer)
  tellScreen()
  // Hide and unload handlers run now; those that wait for the network are not waited for.
  await Promise.race([screen.close(), nextTurn()])
  const usage = sandbox.usage()
  await sandbox.stop()
  post({ type: 'stopped', usage })
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

function tellScreen() {
  const current = screen.current()
  const text = screen.text()
  const now = `${current?.path}\n${text}`
  if (!current || now === toldScreen) return
  toldScreen = now
  post({ type: 'line', line: { type: 'screen', path: current.path, text: text === '' ? [] : text.split('\n') } })
}

function withCode({ code, message }: Failure): string {
  return message.startsWith(`${code}: `) ? message : `${code}: ${message}`
}

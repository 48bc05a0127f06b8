import { readFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import type { Package } from '@mosis/format'
import { standardViewport } from '@mosis/screen'
import type { Snapshot } from '@mosis/screen'
import type { ActionResult } from '../app-worker/messages.ts'
import type { TestAnswer, TestResultOf, TestStep } from '../app-worker/test/messages.ts'
import { createTrialClock } from '../app-worker/trial/clock.ts'
import { lookAt, resolveStoragePath } from '../brokers/storage-paths.ts'
import { listFiles } from '../disk.ts'
import { DeviceError } from '../errors.ts'
import type { ErrorLine, Line, LogLine, RunResult } from '../lines.ts'
import { unpackInto } from '../run-files.ts'
import { toStartOptions } from '../run-options.ts'
import type { Asset, Surroundings } from '../running-screen.ts'
import { createFakeSources } from '../sources/fake-sources.ts'
import type { FakeState, FakeValues } from '../sources/fake-values.ts'
import { startApp } from '../start-app.ts'
import type { StartedApp } from '../start-app.ts'
import { testFailures, TestFailure } from './failures.ts'
import type { TestFailureCode } from './failures.ts'
import { standardNowMs } from './given.ts'
import type { Given, PermissionAnswer } from './given.ts'
import type { NetworkRule, SeenRequest } from './network-script.ts'
import { createScriptedNetwork } from './scripted-brokers.ts'

/** A screen to be drawn. */
export interface ScreenPicture {
  snapshot: Snapshot
  assets: ReadonlyMap<string, Asset>
}

/** An app on a device of its own, in the hands of a test. */
export interface TestedApp {
  /** Does one step; what cannot be done is a `TestFailure`. */
  step<Kind extends TestStep['kind']>(step: Extract<TestStep, { kind: Kind }>): Promise<TestResultOf<Kind>>
  /** Everything the app said, oldest first. */
  readonly log: readonly (LogLine | ErrorLine)[]
  /** The errors it ran into; from now on they are no reason for the test to fail. */
  takeErrors(): readonly ErrorLine[]
  readonly requests: readonly SeenRequest[]
  addAnswers(rules: readonly NetworkRule[]): void
  /** Says something to the app on its open WebSockets with this address. */
  tellSocket(pattern: string, text: string): Promise<void>
  /** Ends them from the other side. */
  hangUp(pattern: string, code: number): Promise<void>
  /** What the app sent on WebSockets with this address, or on all, oldest first. */
  sent(pattern: string | undefined): string[]
  setOffline(isOffline: boolean): Promise<void>
  answerPermission(permission: string, answer: PermissionAnswer): void
  /** What the person was asked for, oldest first. */
  readonly askedPermissions: readonly string[]
  /** Changes what surrounds the app. */
  change(given: Given): Promise<void>
  /** Changes what camera, location and so on give. */
  provide(values: FakeValues): Promise<void>
  phone(): FakeState
  /** What is on the screen, with the files that it shows. */
  picture(): Promise<ScreenPicture>
  /** Undefined where there is no such file. */
  readStorage(path: string): Promise<Buffer | undefined>
  listStorage(): Promise<string[]>
  /** The first rows of a table of one of its databases, values as text. */
  rows(database: string, table: string): Promise<Record<string, string>[]>
  /** Another app is on top, or this one again. */
  leave(): Promise<void>
  enter(): Promise<void>
  /** Stops the app and starts it again; what it keeps stays. */
  restart(): Promise<void>
  /** How it ended by itself; from then on that is no reason for the test to fail. */
  takeEnd(): RunResult | undefined
  /** What is wrong with the app that the test did not ask for. */
  complaint(): TestFailure | undefined
  stop(): Promise<void>
}

const limits = {
  // A computer with much to do is slow, and instructions are counted all the same.
  eventWallMs: 4000,
  loadWallMs: 8000,
}
const silence = { eventMs: 6000, loadMs: 10_000 }
/** What an app says beyond this no test reads; time that flies must not fill the memory. */
const mostLines = 100_000
const mostRows = 200
/** More elements than one life of an app ever shows to a test. */
const numbersOfOneLife = 10_000_000

/**
 * Starts an app in a fresh place: nothing kept but what is given, no network but what is answered, time standing still. The signal
 * ends the app, also one that never comes up.
 */
export async function openTestedApp(pkg: Package, given: Given, signal: AbortSignal): Promise<TestedApp> {
  const root = await mkdtemp(join(tmpdir(), 'mosis-test-'))
  try {
    return await openIn(root, pkg, given, signal)
  } catch (error) {
    await rm(root, { recursive: true, force: true })
    throw error
  }
}

async function openIn(root: string, pkg: Package, given: Given, signal: AbortSignal): Promise<TestedApp> {
  const place = await unpackInto(root, pkg)
  const { folders } = place
  await keepFiles(folders, given.storage ?? {})
  const network = createScriptedNetwork(given.network)
  const answers = new Map(Object.entries(given.permissions ?? {}))
  const asked: string[] = []
  const log: (LogLine | ErrorLine)[] = []
  const errors: ErrorLine[] = []
  // The app's own clock lives in its thread; this one goes with it, for what the phone feels.
  const clock = createTrialClock(given.nowMs ?? standardNowMs, { maxTimersRun: Infinity, maxRealMs: Infinity })
  const phone = createFakeSources(given.sources ?? {}, { clock })
  let surroundings = surroundingsOf(given)
  let lives = 0
  let ended: RunResult | undefined
  let isStopping = false
  let isEndTaken = false
  let errorsTaken = 0
  let running: StartedApp | undefined
  signal.addEventListener('abort', () => void running?.stop(), { once: true })
  let app = await start()
  await followClock()

  async function start(): Promise<StartedApp> {
    const options = toStartOptions({
      grants: [...answers].filter(([, answer]) => answer === 'granted').map(([name]) => name),
      limits,
      silence,
      surroundings,
      sources: phone.sources,
      onLine: takeLine,
      askPermission(permission) {
        asked.push(permission)
        return Promise.resolve(answers.get(permission) === 'allow' || answers.get(permission) === 'granted')
      },
    })
    const started = await startApp({
      ...options,
      manifest: pkg.manifest,
      ...place,
      trial: { nowMs: clock.now(), isScripted: true, ...(given.seed !== undefined && { seed: given.seed }) },
      interceptBrokers: (standard, post) => network.intercept(standard, post),
    })
    void started.stopped.then((result) => {
      if (!isStopping) ended = result
    })
    running = started
    if (signal.aborted) void started.stop()
    await started.started
    return started
  }

  function takeLine(line: Line) {
    if ((line.type !== 'log' && line.type !== 'error') || log.length >= mostLines) return
    log.push(line)
    if (line.type === 'error') errors.push(line)
  }

  async function step<Kind extends TestStep['kind']>(
    wanted: Extract<TestStep, { kind: Kind }>,
  ): Promise<TestResultOf<Kind>> {
    const asStep: TestStep = wanted
    if (asStep.kind === 'advance') {
      await advance(asStep.ms)
      // An `advance` answers nothing.
      return undefined as TestResultOf<Kind>
    }
    const value = await act(asStep)
    if (!looks.has(asStep.kind)) await followClock()
    // Which result belongs to which kind of step is said by `TestResults`, on both sides.
    return value as TestResultOf<Kind>
  }

  /** Lets time go by for the app and for what its phone feels, in the order of their moments. */
  async function advance(ms: number): Promise<void> {
    const untilMs = clock.now() + ms
    for (;;) {
      const next = clock.nextMs()
      const stopMs = next === null || next > untilMs ? untilMs : next
      await act({ kind: 'advance', ms: stopMs - clock.now() })
      await clock.advance(stopMs - clock.now())
      if (next === null || next > untilMs) return
      await act({ kind: 'calm' })
    }
  }

  /** Some steps take time of their own, as a long press does. */
  async function followClock(): Promise<void> {
    if (ended) return
    const screen = await act({ kind: 'now' })
    const aheadMs = typeof screen === 'number' ? screen - clock.now() : 0
    if (aheadMs > 0) await clock.advance(aheadMs)
  }

  async function act(wanted: TestStep) {
    const answer = await ask(wanted)
    if (!isTestAnswer(answer)) throw new Error(`Cannot use the answer to "${wanted.kind}": it is none of a test`)
    if (answer.ok) return answer.value
    throw new TestFailure(isTestCode(answer.code) ? answer.code : 'test.error', answer.message)
  }

  async function ask(wanted: TestStep): Promise<ActionResult> {
    try {
      return await app.tryOut({ kind: 'test', step: wanted })
    } catch (error) {
      if (!(error instanceof DeviceError) || error.code !== 'device.app_stopped') throw error
      await app.stopped
      throw endOf(ended)
    }
  }

  async function calm(): Promise<void> {
    await act({ kind: 'calm' })
  }

  return {
    step,
    log,
    takeErrors() {
      errorsTaken = errors.length
      return errors
    },
    requests: network.requests,
    addAnswers: (rules) => network.add(rules),
    async tellSocket(pattern, text) {
      network.sockets.tell(pattern, text)
      await calm()
    },
    async hangUp(pattern, code) {
      network.sockets.hangUp(pattern, code)
      await calm()
    },
    sent: (pattern) => network.sockets.sent(pattern),
    async setOffline(isOffline) {
      network.setOffline(isOffline)
      await calm()
    },
    answerPermission(permission, answer) {
      answers.set(permission, answer)
      app.setPermission(permission, answer === 'granted' ? 'granted' : 'ask')
    },
    askedPermissions: asked,
    async change(next) {
      surroundings = { ...surroundings, ...surroundingsOf(next, surroundings.viewport) }
      app.setSurroundings(surroundings)
      if (next.network === 'offline') network.setOffline(true)
      else if (next.network) network.add(next.network)
      await calm()
    },
    async provide(values) {
      phone.set(values)
      await calm()
    },
    phone: () => phone.state(),
    picture: () => takePicture(app),
    async readStorage(path) {
      const { path: file } = resolveStoragePath(folders, path)
      return lookAt(file)?.isFile() ? readFile(file) : undefined
    },
    async listStorage() {
      const roots = { '': folders.data, 'cache/': folders.cache, 'temp/': folders.temp }
      const lists = await Promise.all(
        Object.entries(roots).map(async ([prefix, folder]) =>
          (await listFiles(folder)).map((path) => prefix + relative(folder, path).replaceAll(sep, '/')),
        ),
      )
      return lists.flat().sort()
    },
    async rows(database, table) {
      const found = await app.inspect<'rows'>({ kind: 'rows', database, table, limit: mostRows })
      if (found) return found.rows.map((row) => toRecord(found.columns, row))
      const there = (await app.inspect<'databases'>({ kind: 'databases' })).map(
        ({ name, tables }) => `${name} (${tables.map((one) => one.name).join(', ')})`,
      )
      throw new TestFailure(
        'test.usage',
        `The app has no table "${table}" in a database "${database}"; it has ${there.join(', ') || 'no database'}`,
      )
    },
    async leave() {
      app.pause()
      await calm()
    },
    async enter() {
      app.resume()
      await calm()
    },
    async restart() {
      isStopping = true
      await app.stop()
      await rm(folders.temp, { recursive: true, force: true })
      await mkdir(folders.temp)
      isStopping = false
      ended = undefined
      isEndTaken = false
      lives += 1
      app = await start()
      await act({ kind: 'begin', firstNumber: lives * numbersOfOneLife })
      await followClock()
    },
    takeEnd() {
      isEndTaken = true
      return ended
    },
    complaint() {
      if (ended && !isEndTaken) return endOf(ended)
      const error = errors[errorsTaken]
      if (error && !isEndTaken) return toFailure(error)
      const [unanswered] = network.unscripted
      return unanswered === undefined ? undefined : notScripted(unanswered)
    },
    async stop() {
      isStopping = true
      await app.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** Files are named `asset:` and their path wherever they stand in a style; fonts by their path alone. */
async function takePicture(app: StartedApp): Promise<ScreenPicture> {
  const taken = Promise.withResolvers<Snapshot>()
  const stop = app.screen.watch((update) => {
    if (update.kind === 'snapshot') taken.resolve(update)
  })
  void app.stopped.then((result) => taken.reject(endOf(result)))
  const snapshot = await taken.promise.finally(stop)
  const named = [...JSON.stringify(snapshot).matchAll(/asset:([^"'()\\]+)/g)].map(([, path]) => path ?? '')
  const assets = new Map<string, Asset>()
  for (const path of new Set([...snapshot.fonts.map(({ source }) => source), ...named])) {
    const asset = await app.readAsset(path)
    if (asset) assets.set(path, asset)
  }
  return { snapshot, assets }
}

const looks: ReadonlySet<TestStep['kind']> = new Set(
  'find read style screen tree calls usage handlers now begin'.split(' ') as TestStep['kind'][],
)

/** The standard phone with what is said of it. */
function surroundingsOf(
  { locale, theme, textScale, viewport }: Given,
  before = standardViewport,
): Partial<Surroundings> {
  const { width = before.width, height = before.height, density = before.dpRatio } = viewport ?? {}
  return {
    ...(locale !== undefined && { locale }),
    ...(theme !== undefined && { theme }),
    ...(textScale !== undefined && { textScale }),
    viewport: {
      ...before,
      width,
      height,
      dpRatio: density,
      ...(theme !== undefined && { theme }),
      ...(textScale !== undefined && { textScale }),
    },
  }
}

async function keepFiles(
  folders: Parameters<typeof resolveStoragePath>[0],
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, contents] of Object.entries(files)) {
    const { path: file } = resolveStoragePath(folders, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, contents)
  }
}

/** A row by the names of its columns; NULL is left out. */
function toRecord(columns: readonly string[], row: readonly (string | null)[]): Record<string, string> {
  return Object.fromEntries(columns.flatMap((name, index) => (row[index] == null ? [] : [[name, row[index]]])))
}

const isTestAnswer = (result: ActionResult): result is TestAnswer & ActionResult =>
  typeof result === 'object' && result !== null && 'kind' in result && result.kind === 'test'

const isTestCode = (code: string): code is TestFailureCode => Object.hasOwn(testFailures, code)

function endOf(result: RunResult | undefined): TestFailure {
  const why = result?.message ?? result?.crash?.message ?? 'it stopped by itself'
  const code = result?.code ?? result?.crash?.type
  const said = code === undefined || why.startsWith(code) ? why : `${code}: ${why}`
  return new TestFailure('test.app_ended', `The app ended: ${said}`)
}

function toFailure({ message, path, line }: ErrorLine): TestFailure {
  const place = path === undefined ? '' : ` (${path}${line === undefined ? '' : `:${line}`})`
  return new TestFailure('test.app_error', `The app ran into an error: ${message}${place}`)
}

function notScripted(asked: string): TestFailure {
  const fix = asked.startsWith('WS ')
    ? `say what it hears: network = { [${JSON.stringify(asked)}] = { messages = {} } }, or network = "offline"`
    : `say what it answers: network = { [${JSON.stringify(asked.replace(/\?.*$/, ''))}] = { json = {} } }, or network = "offline"`
  return new TestFailure('test.not_scripted', `The app asked for ${asked}, and the test gives no answer; ${fix}`)
}

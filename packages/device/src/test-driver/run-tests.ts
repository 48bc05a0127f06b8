import { availableParallelism } from 'node:os'
import type { Package } from '@mosis/format'
import { keepThreadReady } from '../app-thread.ts'
import { loadActionTests } from './action-tests.ts'
import { TestFailure } from './failures.ts'
import { loadLuaTests } from './lua-tests.ts'
import type { TestSession } from './session.ts'
import { openSnapshots } from './snapshots.ts'
import type { SnapshotFile } from './snapshots.ts'
import { openTestedApp } from './tested-app.ts'
import type { ScreenPicture, TestedApp } from './tested-app.ts'
import type { DeclaredTest, DrawnPicture, FailureReport, LoadedTests, TestResult } from './tests.ts'

export interface TestRunOptions {
  /** The app, checked like any other. */
  pkg: Package
  /** Everything in the project's folder `tests`, by its path from the project's folder. */
  files: ReadonlyMap<string, Uint8Array>
  /** Which of them are run; all that hold tests without it. */
  chosen?: readonly string[]
  /** Only tests with this in their name, whatever its case. */
  filter?: string
  /** Starts nothing more after the first failure. */
  isBailing?: boolean
  /** Real time for one test. */
  timeoutMs?: number
  /** How many files at the same time. */
  jobs?: number
  isUpdating?: boolean
  isCi?: boolean
  signal?: AbortSignal
  /** Draws a screen; without it none is. */
  draw?: (screen: ScreenPicture) => Promise<DrawnPicture>
  /** The tests of one file have run. */
  onFile?: (path: string, results: readonly TestResult[]) => void
}

/** How a run came out. */
export interface TestRun {
  results: readonly TestResult[]
  passed: number
  failed: number
  skipped: number
  /** Files to write, by their paths from the project's folder; null for one to remove. */
  snapshots: ReadonlyMap<string, string | null>
  snapshotCounts: { written: number; updated: number; removed: number }
  /** Pictures of screens as PNG, by their paths from the project's folder. */
  pictures: ReadonlyMap<string, Uint8Array>
  durationMs: number
}

export const standardTimeoutMs = 30_000
/** What an app may take to stop, or its screen to be read, after its test has failed. */
const lastLookMs = 1000
const mostNotes = 5

/** Whether a file of the folder is one of tests; those in `lib` and in folders of snapshots are there for others. */
export function isTestFile(path: string): boolean {
  return /^tests\/.*\.(?:lua|json)$/.test(path) && !/\/(?:lib|__\w+__)\//.test(path)
}

export const snapshotPathOf = (path: string) =>
  path.replace(
    /^(.*\/)?([^/]+)$/,
    (_, folder: string | undefined, name: string) => `${folder ?? ''}__snapshots__/${name}.snap`,
  )

/** Runs the tests of a project, files side by side, each test with an app and a device of its own. */
export async function runTests(options: TestRunOptions): Promise<TestRun> {
  const begun = performance.now()
  const { files, chosen = [...files.keys()].filter(isTestFile).sort() } = options
  const results: TestResult[] = []
  const snapshots = new Map<string, string | null>()
  const snapshotCounts = { written: 0, updated: 0, removed: 0 }
  const pictures = new Map<string, Uint8Array>()
  const stop = new AbortController()
  const interrupted = options.signal ?? new AbortController().signal
  const signal = AbortSignal.any([stop.signal, interrupted])
  const note = (result: TestResult) => {
    results.push(result)
    if (options.isBailing && result.outcome === 'failed') stop.abort()
  }
  const waiting = [...chosen]
  const work = async () => {
    for (let path = waiting.shift(); path !== undefined && !signal.aborted; path = waiting.shift()) {
      const kept = openSnapshots(readText(files, snapshotPathOf(path)), {
        isUpdating: options.isUpdating ?? false,
        isCi: options.isCi ?? false,
      })
      const isWhole = await runFile(path, kept, { ...options, signal, interrupted, note, pictures })
      const own = results.filter(({ file }) => file === path)
      if (own.length > 0) options.onFile?.(path, own)
      const changed = kept.changed(isWhole)
      if (changed !== undefined) snapshots.set(snapshotPathOf(path), changed === '' ? null : changed)
      for (const name of ['written', 'updated', 'removed'] as const) snapshotCounts[name] += kept.counts[name]
    }
  }
  const jobs = Math.max(1, Math.min(options.jobs ?? availableParallelism(), waiting.length))
  // The thread of the next test comes up while this one runs.
  const ready = keepThreadReady()
  try {
    await Promise.all(Array.from({ length: jobs }, work))
  } finally {
    const stopReady = await ready
    await stopReady()
  }
  const count = (outcome: TestResult['outcome']) => results.filter((result) => result.outcome === outcome).length
  return {
    // Files end as they end; what is told of them stands in their own order.
    results: chosen.flatMap((path) => results.filter(({ file }) => file === path)),
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    snapshots,
    snapshotCounts,
    pictures,
    durationMs: performance.now() - begun,
  }
}

interface FileRun extends TestRunOptions {
  /** Nothing more is begun. */
  signal: AbortSignal
  /** What runs is ended too. */
  interrupted: AbortSignal
  note: (result: TestResult) => void
  pictures: Map<string, Uint8Array>
}

/** Answers whether every test of the file ran. */
async function runFile(path: string, snapshots: SnapshotFile, run: FileRun): Promise<boolean> {
  const loaded = await load(path, run)
  if (!loaded) return false
  let ran = 0
  try {
    const hasOnly = loaded.tests.some(({ kind }) => kind === 'only')
    for (const test of loaded.tests) {
      if (run.signal.aborted) break
      if (!isWanted(test, run.filter)) continue
      if (test.kind === 'skip' || (hasOnly && test.kind !== 'only')) {
        run.note({ file: path, name: test.name, outcome: 'skipped', durationMs: 0, output: [] })
        continue
      }
      run.note(await runTest(path, test, loaded, snapshots, run))
      ran += 1
    }
  } finally {
    await loaded.close()
  }
  return ran === loaded.tests.length
}

const isWanted = ({ name }: DeclaredTest, filter: string | undefined) =>
  filter === undefined || name.toLowerCase().includes(filter.toLowerCase())

/** A file that cannot be read is one failure of the name of the file. */
async function load(path: string, { files, note }: FileRun): Promise<LoadedTests | undefined> {
  const begun = performance.now()
  try {
    return path.endsWith('.json') ? loadActionTests(path, files) : await loadLuaTests(path, files)
  } catch (error) {
    if (!(error instanceof TestFailure)) throw error
    const durationMs = performance.now() - begun
    note({ file: path, name: path, outcome: 'failed', durationMs, failure: toReport(error, path), output: [] })
    return undefined
  }
}

async function runTest(
  path: string,
  test: DeclaredTest,
  loaded: LoadedTests,
  snapshots: SnapshotFile,
  run: FileRun,
): Promise<TestResult> {
  const begun = performance.now()
  const { given, name } = test
  const screens: TestSession['screens'] = new Map()
  const limit = new AbortController()
  let app: TestedApp | undefined
  let session: TestSession | undefined
  let failure: FailureReport | undefined
  const whole = async () => {
    app = await openTestedApp(run.pkg, given, limit.signal)
    session = { app, given, snapshots, name, screens, lastDone: 'begin' }
    await test.run(session)
    const complaint = app.complaint()
    if (complaint) throw complaint
  }
  const work = whole()
  try {
    await within(run.timeoutMs ?? standardTimeoutMs, work, () => session?.lastDone ?? 'open the app', run.interrupted)
  } catch (error) {
    if (!(error instanceof TestFailure)) throw error
    failure = toReport(error, path, app && (await lookOnce(app)), app && notesOf(app, error))
  } finally {
    limit.abort()
    // What it still does fails at once, for its app is gone.
    await work.catch(() => undefined)
    await app?.stop()
  }
  const durationMs = performance.now() - begun
  const output = [...loaded.takeOutput(), ...(await drawScreens(screens, run))]
  const result = { file: path, name, durationMs, output }
  return failure ? { ...result, outcome: 'failed', failure } : { ...result, outcome: 'passed' }
}

/** A test that is not over in time has failed; what it still does comes to nothing, for its app is stopped. */
async function within(ms: number, work: Promise<void>, lastDone: () => string, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const late = () =>
    reject(
      new TestFailure('test.timed_out', `The test was not over after ${ms} ms; the last it did was: ${lastDone()}`),
    )
  const interrupted = () => reject(new TestFailure('test.timed_out', 'The run was ended'))
  const timer = setTimeout(late, ms)
  signal.addEventListener('abort', interrupted, { once: true })
  // Whichever is second is heard by nobody.
  work.catch(() => undefined)
  promise.catch(() => undefined)
  try {
    await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', interrupted)
  }
}

/** Draws what a test wanted to have drawn; where that cannot be done it is said, and no failure. */
async function drawScreens(screens: TestSession['screens'], { draw, pictures }: FileRun): Promise<string[]> {
  const lines: string[] = []
  for (const [name, screen] of screens) {
    const drawn = draw ? await draw(screen) : { problem: 'nothing here draws screens' }
    const path = `tests/__screenshots__/${name}.png`
    if ('png' in drawn) pictures.set(path, drawn.png)
    lines.push('png' in drawn ? `screenshot ${path}` : `no screenshot "${name}": ${drawn.problem}`)
  }
  return lines
}

async function lookOnce(app: TestedApp): Promise<string | undefined> {
  const looked = app.step<'screen'>({ kind: 'screen' }).then(
    ({ text }) => text,
    () => undefined,
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, lastLookMs, undefined)
  })
  try {
    return await Promise.race([looked, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Whatever the app complained of may be the reason for what the test did not find. */
function notesOf(app: TestedApp, failure: TestFailure): string[] {
  const complaint = app.complaint()
  const said = app.log.flatMap((line) => {
    if (line.type === 'log' && line.level === 'info') return []
    const text = line.type === 'error' ? line.message : line.text
    const place = line.path === undefined ? '' : ` (${line.path}${line.line === undefined ? '' : `:${line.line}`})`
    return failure.message.includes(text) ? [] : [`The app logged: ${text}${place}`]
  })
  const notes = [...new Set(said)].slice(0, mostNotes)
  return complaint && complaint.message !== failure.message && complaint.code === 'test.not_scripted'
    ? [...notes, complaint.message]
    : notes
}

function toReport(
  { code, message, place, traceback }: TestFailure,
  path: string,
  screen?: string,
  notes: readonly string[] = [],
): FailureReport {
  return {
    code,
    message,
    path: place?.path ?? path,
    ...(place?.line !== undefined && { line: place.line }),
    ...(place?.column !== undefined && { column: place.column }),
    ...(traceback !== '' && { traceback }),
    ...(screen !== undefined && { screen }),
    notes,
  }
}

function readText(files: ReadonlyMap<string, Uint8Array>, path: string): string | undefined {
  const bytes = files.get(path)
  return bytes && new TextDecoder().decode(bytes)
}

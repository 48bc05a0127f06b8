import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { findSystemFont, runFolder, runPackage } from '@mosis/device'
import type { Asset, Line, ReloadProblem, ReloadReport, RunOptions, RunningApp } from '@mosis/device'
import type { Manifest } from '@mosis/format'
import { SimulatorError } from '../errors.ts'
import type { PermissionAnswer, PhoneView, Surroundings } from '../protocol.ts'
import type { PhoneSources } from '../sources/phone-sources.ts'
import { createConsoleLog } from './console-log.ts'
import type { ConsoleLog } from './console-log.ts'
import { openPermissionBook } from './permission-book.ts'
import type { PermissionBook } from './permission-book.ts'
import { describeProblem, iconOf, readIcon, readProjectManifest } from './project.ts'
import type { Project } from './project.ts'
import { changeSurroundings, standardSurroundings } from './surroundings.ts'
import { placeOf, toAppView, toErrorLine, toStop } from './views.ts'

/** What the phone is made with. */
export interface PhoneOptions {
  mode: 'dev' | 'run'
  project: Project
  /** Holds the data of apps and the person's answers; it stays. */
  home: string
  grants: readonly string[]
  maps: Readonly<Record<string, string>>
  sources: PhoneSources
  surroundings?: Partial<Surroundings>
  now: () => number
  /** Anything of `view()` is different now. */
  onChange: () => void
  onLine(line: Line): void
  onConsole: Parameters<typeof createConsoleLog>[0]['onEntry']
  /** Another app runs now, or none. */
  onApp(app: RunningApp | undefined): void
}

/** A phone with one app: what a person does to the phone itself, and what it shows around the app. */
export interface Phone {
  readonly console: ConsoleLog
  view(): PhoneView
  /** The app that runs, or a refusal that says that none does. */
  app(): RunningApp
  findApp(): RunningApp | undefined
  open(): Promise<void>
  close(): Promise<void>
  back(): Promise<void>
  goHome(): void
  reload(paths: string[]): Promise<void>
  setSurroundings(change: Partial<Surroundings>): void
  permissions(): PermissionBook
  /** An answer given without being asked; the app hears of it at once. */
  setPermission(name: string, answer: PermissionAnswer): void
  readAsset(path: string): Promise<Asset | undefined>
  clearData(): Promise<void>
  end(): Promise<void>
}

/** Switches a phone on; `open` starts the app. */
export function createPhone(options: PhoneOptions): Phone {
  const { project, sources, now, onChange } = options
  const console = createConsoleLog({ now, onEntry: options.onConsole })
  let manifest: Manifest | undefined
  let book: PermissionBook | undefined
  let app: RunningApp | undefined
  let status: PhoneView['status'] = 'starting'
  let screen = ''
  let stop: PhoneView['stop'] = null
  let problem: PhoneView['problem'] = null
  let reloaded: PhoneView['reload'] = null
  let surroundings = changeSurroundings(standardSurroundings, options.surroundings ?? {})
  /** Opening, closing and reloading come one after the other. */
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function onLine(line: Line) {
    options.onLine(line)
    if (line.type === 'screen' && line.path !== screen) {
      screen = line.path
      onChange()
    }
    const { path, line: number } = line.type === 'log' || line.type === 'error' ? line : {}
    const place = { ...(path !== undefined && { path }), ...(number !== undefined && { line: number }) }
    if (line.type === 'log')
      console.add({ kind: line.level === 'warning' ? 'warning' : 'log', text: line.text, ...place })
    if (line.type === 'error') {
      const trace = line.traceback ? { trace: line.traceback } : {}
      console.add({ kind: 'error', text: line.message, code: line.code, ...place, ...trace })
    }
  }

  async function start() {
    status = 'starting'
    stop = null
    onChange()
    try {
      manifest = await readProjectManifest(project)
      const folder = join(options.home, manifest.id)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      book = await openPermissionBook({
        path: join(folder, 'answers.json'),
        grants: options.grants,
        onChange,
        onFailed: (error) => console.add({ kind: 'system', text: `The answers were not kept: ${String(error)}` }),
      })
      const { width, height } = surroundings
      // It is held as the app wants it, as a person would.
      if (manifest.orientation === 'landscape' && width < height)
        surroundings = { ...surroundings, width: height, height: width }
      const running = await run(book, join(folder, 'data'))
      app = running
      status = 'running'
      problem = null
      options.onApp(running)
      void watchEnd(running)
      await running.started
    } catch (error) {
      if (!(error instanceof Error)) throw error
      status = 'broken'
      await noteProblem(error)
    }
    onChange()
  }

  function run(book: PermissionBook, dataRoot: string): Promise<RunningApp> {
    const { theme, textScale, width, height, dpRatio, locale, network } = surroundings
    const settings: RunOptions = {
      isDevelopment: true,
      grants: book.granted(),
      maps: options.maps,
      locale,
      dataRoot,
      surroundings: { viewport: { width, height, dpRatio, theme, textScale }, network },
      askPermission: (permission) => book.ask(permission),
      sources: sources.sources,
      onLine,
    }
    return project.kind === 'folder' ? runFolder(project.path, settings) : runPackage(project.path, settings)
  }

  async function watchEnd(running: RunningApp) {
    const result = await running.stopped
    if (app !== running) return
    app = undefined
    book?.dropQuestions()
    options.onApp(undefined)
    status = result.crash ? 'stopped' : 'closed'
    stop = toStop(result, manifest?.name ?? 'The app')
    if (stop) console.add({ kind: 'error', text: `${stop.title}: ${stop.message}`, code: stop.code })
    onChange()
  }

  async function stopApp() {
    const running = app
    app = undefined
    options.onApp(undefined)
    book?.dropQuestions()
    await running?.stop()
    status = 'closed'
    onChange()
  }

  async function reloadRunning(running: RunningApp, paths: string[]) {
    const begun = now()
    try {
      const report = await running.reload(paths)
      if (report.problem) return await noteProblem(report.problem)
      manifest = await readProjectManifest(project)
      problem = null
      noteReload(paths, report, now() - begun)
    } catch (error) {
      // It ended in the middle, or the manifest was changed again meanwhile: the next save tries anew.
      if (!(error instanceof Error)) throw error
      await noteProblem(error)
    }
  }

  async function noteProblem(reason: ReloadProblem | Error) {
    problem = await describeProblem(project, reason)
    console.add({ kind: 'error', text: problem.message, ...placeOf(problem) })
    options.onLine(toErrorLine(problem, now()))
  }

  function noteReload(paths: string[], report: ReloadReport, tookMs: number) {
    const { kept, lost, restarted: isRestart } = report
    reloaded = { number: (reloaded?.number ?? 0) + 1, paths, kept, lost, isRestart, tookMs }
    const what = isRestart ? 'Restarted' : 'Reloaded'
    const list = [
      kept.length === 0 ? '' : `; kept ${kept.join(', ')}`,
      lost.length === 0 ? '' : `; lost ${lost.join(', ')}`,
    ].join('')
    console.add({ kind: 'reload', text: `${what} ${paths.join(', ')} in ${tookMs} ms${list}` })
  }

  return {
    console,
    view: () => ({
      mode: options.mode,
      source: project.path,
      app: manifest ? toAppView(manifest) : null,
      status,
      screen,
      surroundings,
      question: book?.question ? { app: manifest?.name ?? '', ...book.question } : null,
      permissions: book?.list(manifest?.permissions ?? []) ?? [],
      notifications: sources.notifications(),
      sources: sources.view(),
      stop,
      problem,
      reload: reloaded,
    }),
    app() {
      if (app) return app
      throw new SimulatorError('simulator.app_not_running', `Cannot do this: the app is not running (${status})`, {
        fix: 'Open it: mosis sim open',
      })
    },
    findApp: () => app,
    open: () =>
      inTurn(async () => {
        if (!app) return start()
        if (status !== 'home') return undefined
        status = 'running'
        app.resume()
        onChange()
      }),
    close: () => inTurn(stopApp),
    async back() {
      if (status === 'home') return
      // On the first screen there is nowhere to go back to in the app: the phone shows its home screen.
      if (app && !(await app.back())) this.goHome()
    },
    goHome() {
      if (status !== 'running') return
      status = 'home'
      app?.pause()
      onChange()
    },
    reload: (paths) =>
      inTurn(async () => {
        // What could not be started, or has ended, starts as it is now.
        if (app) await reloadRunning(app, paths)
        else if (status !== 'closed') await start()
        onChange()
      }),
    setSurroundings(change) {
      surroundings = changeSurroundings(surroundings, change)
      const { width, height, dpRatio, theme, textScale, locale, network } = surroundings
      const viewport = { width, height, dpRatio, theme, textScale }
      app?.setSurroundings({ viewport, theme, textScale, locale, network })
      onChange()
    },
    permissions() {
      if (book) return book
      throw new SimulatorError('simulator.app_not_running', 'Cannot do this: no app was ever started here')
    },
    setPermission(name, answer) {
      this.permissions().set(name, answer)
      app?.setPermission(name, answer)
    },
    async readAsset(path) {
      // The home screen shows the icon also of an app that does not run.
      if (manifest && path === iconOf(manifest)) return readIcon(project, path)
      const font = findSystemFont(path)
      if (font !== undefined) return { bytes: await readFile(font), type: 'font/ttf' }
      return app?.readAsset(path)
    },
    clearData: () =>
      inTurn(async () => {
        await stopApp()
        if (manifest) await rm(join(options.home, manifest.id, 'data'), { recursive: true, force: true })
        await start()
      }),
    end: () => inTurn(stopApp),
  }
}

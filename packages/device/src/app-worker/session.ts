import type { Manifest } from '@mosis/format'
import { LuaError, createGrants, createSandbox } from '@mosis/sandbox'
import type { Audit, Brokers, CallReport, Clock, Limits, LogEntry, Sandbox, Usage } from '@mosis/sandbox'
import type { Failure, WorkerInit } from './messages.ts'
import { installNavigation } from './navigation.ts'
import type { Navigation } from './navigation.ts'
import { resolveAsset } from './package-files.ts'
import type { PackageFiles } from './package-files.ts'
import { installScreen } from './screen/screen.ts'
import type { AppScreen, AppScreenHost } from './screen/screen-host.ts'
import { toFailure, withCode } from './teller.ts'
import { createTexts } from './texts.ts'
import type { Texts } from './texts.ts'

/** One life of an app's code: a Lua state with its screen. A hot reload replaces it by another one in the same thread. */
export interface Session {
  readonly manifest: Manifest
  readonly sandbox: Sandbox
  readonly screen: AppScreen
  readonly navigation: Navigation
  readonly texts: Texts
  /** Its first screen is there, or cannot be: errors from now on are those of its use. */
  noteBegun(): void
  /** The first error that its beginning ran into, if there was one. */
  readonly startError: LogEntry | undefined
  /** Documents hear of the end; what waits is not waited for. Answers what it has used. */
  close(): Promise<Usage>
}

/** What a session is given by its thread. */
export interface SessionOptions {
  init: WorkerInit
  manifest: Manifest
  /** Dangerous permissions that hold from the start. */
  granted: readonly string[]
  locale: string
  files: PackageFiles
  brokers: Brokers
  clock: Clock
  random: (sizeBytes: number) => Uint8Array
  limits: Limits
  audit: Audit
  screenHost: Omit<AppScreenHost, 'readText' | 'log' | 'now' | 'translate' | 'background'>
  log: (entry: LogEntry) => void
  onCall: (report: CallReport) => void
  onLoading: (isLoading: boolean) => void
  /** Its code must not run any longer. */
  onMustStop: (problem: Failure, session: Session) => void
  /** Another screen is there. */
  onShown: (session: Session) => void
}

/** Makes the Lua state and everything that the app finds in it. Nothing of the app has run yet. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const { init, manifest, files, brokers, clock, random, limits, granted, locale } = options
  let startError: LogEntry | undefined
  let isBeginning = true
  const log = (entry: LogEntry) => {
    if (isBeginning && entry.level === 'error') startError ??= entry
    options.log(entry)
  }
  const sandbox = await createSandbox({
    glue: init.glue,
    brokers,
    clock,
    random,
    log,
    grants: createGrants({
      declared: manifest.permissions,
      granted,
      isSystemApp: init.isSystemApp,
      gestureMs: limits.gestureMs,
    }),
    limits,
    audit: options.audit,
    network: {
      allowedDomains: manifest.network?.allowed_domains,
      allowHttp: manifest.network?.allow_http,
      maxConnections: manifest.network?.max_connections,
    },
    onMustStop: (reason) => options.onMustStop(toFailure(reason), session),
    onCall: options.onCall,
  })
  const texts = createTexts(files, {
    locale,
    defaultLocale: manifest.default_locale,
    warn: (text, path) => log({ level: 'warning', text, path }),
  })
  const screen = installScreen(sandbox, {
    ...options.screenHost,
    readText: (path) => files.readText(path),
    translate: (key, values) => texts.translate(key, values),
    log,
    now: () => clock.now(),
    ...(manifest.background_color !== undefined && { background: manifest.background_color }),
  })
  const navigation = installNavigation({
    sandbox,
    screen,
    files,
    onLoading: options.onLoading,
    onFailed: (path, error) => log({ level: 'error', text: withCode(toFailure(error)), path }),
    onEnded: (error) => options.onMustStop(toFailure(error), session),
    onShown: () => options.onShown(session),
  })
  sandbox.setImport((asked) => {
    const path = resolveAsset(asked)
    if (!files.has(path)) {
      throw new LuaError('import.not_found', `Cannot import "${asked}": the package has no file "${path}"`)
    }
    return { path, source: files.readText(path) }
  })
  sandbox.setGlobal('t', texts.t)
  const session: Session = {
    manifest,
    sandbox,
    screen,
    navigation,
    texts,
    noteBegun: () => void (isBeginning = false),
    get startError() {
      return startError
    },
    async close() {
      // Hide and unload handlers run now; those that wait for the network are not waited for.
      await Promise.race([screen.close(), nextTurn()])
      const usage = sandbox.usage()
      await sandbox.stop()
      return usage
    },
  }
  return session
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

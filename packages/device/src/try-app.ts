import { stat } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import type { Behaviour } from '@mosis/api'
import { readPackage } from '@mosis/format'
import type { ActionResult, TrialAction, TrialReport, TrialScreen } from './app-worker/messages.ts'
import { listFiles } from './disk.ts'
import { DeviceError } from './errors.ts'
import type { Line, RunResult } from './lines.ts'
import { toStartOptions } from './run-options.ts'
import { unpackInto } from './run-files.ts'
import { startApp } from './start-app.ts'
import type { StartedApp } from './start-app.ts'

type AppFault = Behaviour['errors'][number]
type StoredFile = Behaviour['files'][number]

export interface TrialOptions {
  /** An empty folder for the package and what the app writes; it stays. */
  root: string
  /** The time at which the app believes to be. */
  nowMs: number
  /** How much of this computer's own time is spent on it; then it ends as it is. */
  maxMs?: number
}

/** What a trial may do, so that it ends in a second or two whatever the app shows. */
const maxControls = 100
const beforeFirstMs = 5000
const afterEachMs = 300
const atTheEndMs = 60_000
const standardMaxMs = 6000

const limits = {
  // An app in a trial is no reason to fill the disk.
  storageBytes: 33_554_432,
  cacheBytes: 16_777_216,
  fileBytes: 16_777_216,
  databaseBytes: 16_777_216,
  // A computer with much to do is slow, and instructions are counted all the same.
  eventWallMs: 4000,
  loadWallMs: 8000,
}
const silence = { eventMs: 5000, loadMs: 9000 }

const maxFaults = 50
const maxStored = 200

/**
 * Runs a package on its own, uses every control that can be reached from its first screen, lets its timers run, and tells what
 * it did. There is no network, and of what is asked nothing is allowed. The same package at the same time does the same.
 */
export async function tryPackage(
  bytes: Uint8Array,
  { root, nowMs, maxMs = standardMaxMs }: TrialOptions,
): Promise<Behaviour> {
  const pkg = readPackage(bytes, { allowUnsigned: true })
  const seen = watchLines()
  const place = await unpackInto(root, pkg)
  // A person may have allowed the network to an earlier version, and nothing is reached by it here.
  const grants = pkg.manifest.permissions.filter((name) => name.startsWith('network.'))
  const options = toStartOptions({ onLine: (line) => seen.take(line), limits, grants, silence })
  const app = await startApp({ ...options, manifest: pkg.manifest, ...place, trial: { nowMs } })
  const used = await useAll(app, performance.now() + maxMs)
  const result = await app.stop()
  return {
    schema: 'mosis.behaviour/1',
    ended: result.reason === 'limit' || result.reason === 'crashed' ? result.reason : 'finished',
    problem: problemOf(result),
    is_whole: used.isWhole,
    controls_used: used.controls,
    screens: [...seen.screens].sort(),
    ...(used.report ?? { calls: {}, permissions: [], hosts: [] }),
    files: [...(await listStored(place.folders.data)), ...(await listStored(place.folders.cache, 'cache/'))],
    databases: await listStored(place.folders.db),
    log_lines: seen.logLines(),
    errors: seen.faults(),
  }
}

interface Used {
  controls: number
  isWhole: boolean
  report: TrialReport | undefined
}

/** Uses what can be used, screen by screen; on a screen with nothing new it goes back. */
async function useAll(app: StartedApp, untilMs: number): Promise<Used> {
  const used: Used = { controls: 0, isWhole: false, report: undefined }
  const done = new Set<string>()
  // Asked for after every step: an app that is ended later has been seen up to there.
  const look = async () => void (used.report = (await app.tryOut({ kind: 'report' })) as TrialReport)
  const step = async (action: TrialAction): Promise<ActionResult> => {
    try {
      return await app.tryOut(action)
    } catch (failure) {
      // A control that went away meanwhile, or one that cannot be used as it stands.
      if (failure instanceof DeviceError && failure.code === 'device.action_impossible') return undefined
      throw failure
    }
  }
  try {
    await app.started
    await step({ kind: 'advance', ms: beforeFirstMs })
    await look()
    while (used.controls < maxControls && performance.now() < untilMs) {
      const { path, keys } = (await app.tryOut({ kind: 'controls' })) as TrialScreen
      const key = keys.find((key) => !done.has(`${path} ${key}`))
      if (key === undefined) {
        if ((await app.tryOut({ kind: 'back' })) === true) continue
        used.isWhole = true
        break
      }
      done.add(`${path} ${key}`)
      used.controls += 1
      await step({ kind: 'use', key })
      await step({ kind: 'advance', ms: afterEachMs })
      await look()
    }
    await step({ kind: 'advance', ms: atTheEndMs })
    await look()
    used.isWhole &&= performance.now() < untilMs
  } catch (failure) {
    // How it ended is in the result of the run.
    if (!(failure instanceof DeviceError && failure.code === 'device.app_stopped')) throw failure
  }
  return used
}

function problemOf({ code, message, crash }: RunResult): Behaviour['problem'] {
  if (!crash && code === undefined) return null
  return { code: code ?? crash?.type ?? 'internal', message: cut(message ?? crash?.message ?? '') }
}

/** Gathers what an app says. */
function watchLines() {
  const screens = new Set<string>()
  const faults = new Map<string, AppFault>()
  let logLines = 0
  return {
    screens,
    logLines: () => logLines,
    faults: () => [...faults].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, fault]) => fault),
    take(line: Line) {
      if (line.type === 'screen') screens.add(line.path)
      if (line.type === 'log') logLines += 1
      if (line.type !== 'error') return
      const { code, path } = line
      const fault = { code, message: cut(line.message), ...(path !== undefined && { path, line: line.line }) }
      if (faults.size < maxFaults) faults.set(JSON.stringify(fault), fault)
    },
  }
}

const cut = (text: string) => (text.length > 300 ? `${text.slice(0, 300)}…` : text)

async function listStored(folder: string, prefix = ''): Promise<StoredFile[]> {
  const paths = (await listFiles(folder)).sort().slice(0, maxStored)
  const stored: StoredFile[] = []
  for (const path of paths) {
    const name = prefix + relative(folder, path).replaceAll(sep, '/')
    stored.push({ path: name, size_bytes: (await stat(path)).size })
  }
  return stored
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManifest } from '@mosis/format'
import type { AppManager } from './app-manager.ts'
import type { Failure } from './app-worker/messages.ts'

import { DeviceError } from './errors.ts'
import type { RunResult } from './lines.ts'
import type { Release } from './lock.ts'
import { runLock, whileHolding } from './place.ts'
import type { PermissionAnswers } from './permission-answers.ts'
import type { Place } from './place.ts'
import type { InstalledApp } from './registry.ts'
import { refuseRevoked } from './revocations.ts'
import { toStartOptions } from './run-options.ts'
import type { RunOptions } from './run-options.ts'
import { settleApp } from './settle.ts'
import { startApp } from './start-app.ts'
import type { RunningApp, StartedApp } from './start-app.ts'

/** Starts installed apps and knows those that run in this program. */
export interface Runner {
  run(id: string, options: RunOptions): Promise<RunningApp>
  /** Stops the app if it runs here; its files may be changed afterwards. */
  stop(id: string): Promise<void>
  stopAll(): Promise<void>
  /** Tells the app, if it runs here. */
  setPermission(id: string, ...change: Parameters<RunningApp['setPermission']>): void
}

interface RunnerOptions {
  place: Place
  apps: AppManager
  permissions: PermissionAnswers
  /** Signers whose apps are the platform's own. */
  platformKeyIds: readonly string[]
}

export function createRunner({ place, apps, permissions, platformKeyIds }: RunnerOptions): Runner {
  const running = new Map<string, { stop(): Promise<void>; setPermission: RunningApp['setPermission'] }>()

  async function run(id: string, options: RunOptions): Promise<RunningApp> {
    await apps.get(id)
    const release = await place.locks.take(runLock(id))
    if (!release) throw new DeviceError('device.already_running', { id })
    try {
      // Read again: a change may have ended while the lock was taken. One that was cut off in the middle is finished first.
      if ((await apps.get(id)).restoring) await whileHolding(place, id, () => settleApp(place, id))
      const installed = await apps.get(id)
      await refuseRevoked(place, 'run', installed)
      const app = await start(installed, options)
      const ended = tidyUp(id, app.stopped, release)
      running.set(id, {
        async stop() {
          await app.stop()
          await ended
        },
        setPermission: (...change) => app.setPermission(...change),
      })
      const stopped = judgeStart(installed, app, ended)
      return { ...app, stopped, stop: () => app.stop().then(() => stopped) }
    } catch (error) {
      release()
      throw error
    }
  }

  async function start(installed: InstalledApp, options: RunOptions): Promise<StartedApp> {
    const { folder, data, cache, temp, db } = place.layout.app(installed.id)
    const packageRoot = apps.packageRoot(installed)
    await removeTemp(installed.id)
    await place.disk.makeFolder(temp)
    return startApp({
      ...toStartOptions({ now: place.now, ...(await rememberAnswers(installed.id, options)) }),
      manifest: readManifest(await readFile(join(packageRoot, 'manifest.json'))),
      packageRoot,
      folders: { data, cache, temp, db, staging: folder },
      isSystemApp: platformKeyIds.includes(installed.key_id),
    })
  }

  /** What the person said before holds, and what they say now is kept; without anybody to ask, nothing is. */
  async function rememberAnswers(id: string, options: RunOptions): Promise<RunOptions> {
    const { grants = [], askPermission } = options
    return {
      ...options,
      grants: [...grants, ...(await permissions.granted(id))],
      ...(askPermission && { askPermission: (name) => permissions.ask(id, name, askPermission) }),
    }
  }

  async function tidyUp(id: string, stopped: Promise<RunResult>, release: Release): Promise<RunResult> {
    const result = await stopped
    running.delete(id)
    try {
      await removeTemp(id)
    } catch (error) {
      place.log('warning', `Temporary files stay until the next start: ${String(error)}`, { id })
    }
    release()
    return result
  }

  async function removeTemp(id: string) {
    await place.disk.remove(place.layout.app(id).temp)
  }

  /** A new version proves itself by its first start: it stays, or the version before comes back with its data. */
  async function judgeStart(installed: InstalledApp, app: StartedApp, ended: Promise<RunResult>): Promise<RunResult> {
    if (!installed.trial) return ended
    const start = await app.startOutcome
    try {
      if (start.outcome === 'shown') await apps.confirmStart(installed)
      if (start.outcome !== 'failed') return await ended
      await app.stop()
      return await goBack(installed, start.problem, await ended)
    } catch (error) {
      // Undecided it stays on trial: its next start is judged again.
      place.log('error', `The first start could not be judged: ${String(error)}`, { id: installed.id })
      return ended
    }
  }

  async function goBack(installed: InstalledApp, { code, message }: Failure, result: RunResult): Promise<RunResult> {
    const { id, version } = installed
    const back = await apps.rollBack(installed)
    if (!back) return result
    const error = new DeviceError('device.first_start_failed', {
      id,
      is: version,
      reason: message,
      should: back.version,
    })
    place.log('error', error.message, { id, code })
    const crash = result.crash ?? { type: code, message, stack_trace: '', context: { screen: '' } }
    return { reason: 'crashed', code: error.code, message: error.message, crash, rolled_back_to: back.version_code }
  }

  return {
    run,
    async stop(id) {
      await running.get(id)?.stop()
    },
    async stopAll() {
      await Promise.all([...running.values()].map((app) => app.stop()))
    },
    setPermission: (id, permission, standing) => running.get(id)?.setPermission(permission, standing),
  }
}

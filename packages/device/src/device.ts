import { AppManager } from './app-manager.ts'
import { openDisk } from './disk.ts'
import type { Disk } from './disk.ts'
import { layoutOf } from './layout.ts'
import { openLocks } from './lock.ts'
import { PermissionAnswers } from './permission-answers.ts'
import type { Log, Place } from './place.ts'
import { openPortal } from './portal.ts'
import { recover } from './recover.ts'
import { runFolder } from './run-files.ts'
import { createRunner } from './run-installed.ts'
import type { RunOptions } from './run-options.ts'
import type { RunningApp } from './start-app.ts'
import { Testers } from './testers.ts'
import { UpdateService } from './updates.ts'
import type { Connection, UpdateServiceOptions } from './updates.ts'

export interface DeviceOptions {
  /** The folder with everything of this device, made when it is missing. */
  dataRoot: string
  /** The portal whose store is used: `http://localhost:8080`. */
  portalUrl?: string
  fetch?: typeof globalThis.fetch
  log?: Log
  clock?: { now(): number }
  disk?: Disk
  /** Key ids of the signers whose apps are the platform's own. */
  platformKeyIds?: readonly string[]
  connection?: () => Connection
  onUpdatesChecked?: UpdateServiceOptions['onChecked']
}

/** A phone: its apps, their updates, and the apps that run. */
export interface Device {
  apps: AppManager
  updates: UpdateService
  /** The apps whose testers this device belongs to. */
  testers: Testers
  /** What the person allowed to installed apps. */
  permissions: PermissionAnswers
  /** Runs an installed app, or the project in a folder without installing it. */
  runApp: (options: ({ appId: string } | { packageRoot: string }) & RunOptions) => Promise<RunningApp>
  /** Stops all apps and the search for updates. */
  close: () => Promise<void>
}

/** Opens a device; what a kill or a power cut left half done in its folder is put right first. */
export async function createDevice(options: DeviceOptions): Promise<Device> {
  const {
    dataRoot,
    portalUrl,
    fetch = globalThis.fetch,
    log = () => undefined,
    clock = Date,
    disk = openDisk(),
  } = options
  const layout = layoutOf(dataRoot)
  const place: Place = {
    disk,
    layout,
    locks: openLocks(layout.locks),
    log,
    now: () => clock.now(),
    stopApp: (id) => runner.stop(id),
  }
  const portal = portalUrl === undefined ? undefined : openPortal(portalUrl, fetch)
  const apps = new AppManager(place, portal)
  const permissions = new PermissionAnswers(place, (id, permission, standing) =>
    runner.setPermission(id, permission, standing),
  )
  const runner = createRunner({ place, apps, permissions, platformKeyIds: options.platformKeyIds ?? [] })
  const updates = new UpdateService(place, apps, {
    portal,
    ...(options.connection && { connection: options.connection }),
    ...(options.onUpdatesChecked && { onChecked: options.onUpdatesChecked }),
  })
  await recover(place)
  return {
    apps,
    updates,
    testers: new Testers(place, portal),
    permissions,
    runApp(run) {
      return 'appId' in run ? runner.run(run.appId, run) : runFolder(run.packageRoot, { now: place.now, ...run })
    },
    async close() {
      await updates.stop()
      await runner.stopAll()
    },
  }
}

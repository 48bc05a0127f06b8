import { join } from 'node:path'
import { store } from '@mosis/api'
import { copyBackup, listBackups, makeBackup } from './backups.ts'
import type { Backup } from './backups.ts'
import { freeBytes, listFolder, sizeOfTree } from './disk.ts'
import { download } from './download.ts'
import type { Wanted } from './download.ts'
import { DeviceError, isDiskFull } from './errors.ts'
import { installBytes, readPackageFile } from './install.ts'
import type { InstallOptions } from './install.ts'
import { requireAppId } from './layout.ts'
import { ifNobodyHolds, whileHolding, whileStopped } from './place.ts'
import type { Place } from './place.ts'
import { fitsMosisVersion, requireMosisVersion } from './policy.ts'
import type { Expected } from './policy.ts'
import { reachPortal, requirePortal } from './portal.ts'
import type { Portal } from './portal.ts'
import { changeRegistry, readRegistry } from './registry.ts'
import type { InstalledApp } from './registry.ts'
import { chooseVersion, getRolloutSecret } from './rollout.ts'
import { settleChange } from './settle.ts'
import { testerHeaders } from './testers.ts'

/**
 * What to install: a file, bytes, or an app of the store by its id. What is promised about it beside (`sha256`,
 * `size_bytes`, `key_id`, `version_code`) must hold.
 */
export type InstallSource = Expected & (FromFile | FromBytes | FromStore)

interface FromFile {
  file: string
  bytes?: undefined
}

interface FromBytes {
  bytes: Uint8Array
  file?: undefined
}

interface FromStore {
  id: string
  /** Where its package is; without it the store is asked. */
  url?: string
  file?: undefined
  bytes?: undefined
}

export interface DataSize {
  data_bytes: number
  db_bytes: number
  cache_bytes: number
  package_bytes: number
}

/** Installs, updates, removes and looks after the apps of one data folder. */
export class AppManager {
  readonly #place: Place
  readonly #portal: Portal | undefined

  constructor(place: Place, portal: Portal | undefined) {
    this.#place = place
    this.#portal = portal
  }

  /**
   * Installs an app or updates it; the same bytes again are a success that changes nothing. Refuses with a `PackageError`
   * when the package is faulty and with a `DeviceError` for everything else; either way the device is as it was before.
   */
  async install(source: InstallSource, options: InstallOptions = {}): Promise<InstalledApp> {
    const { onProgress = () => undefined } = options
    try {
      const app = await this.#install(source, options)
      onProgress({ stage: 'complete', progress: 1 })
      return app
    } catch (error) {
      onProgress({ stage: 'failed', progress: 0, error: error instanceof Error ? error.message : String(error) })
      throw error
    }
  }

  async #install(source: InstallSource, options: InstallOptions): Promise<InstalledApp> {
    if (source.bytes) return installBytes(this.#place, source.bytes, source, options)
    if (source.file !== undefined) {
      return installBytes(this.#place, await readPackageFile(source.file), source, options)
    }
    const wanted = await this.#askStore(requireAppId(source.id), source)
    const installed = await this.find(wanted.id)
    if (installed && wanted.sha256 === installed.sha256) return installed
    const bytes = await this.#download(wanted, options)
    return installBytes(this.#place, bytes, wanted, options)
  }

  async #askStore(id: string, { url, ...expected }: { url?: string } & Expected): Promise<Wanted> {
    if (url !== undefined) return { ...expected, id, url: new URL(url, this.#portal?.url).href }
    const portal = requirePortal(this.#portal)
    const headers = await testerHeaders(this.#place, id)
    const app = await reachPortal(id, portal, () =>
      portal.call(store.getStoreApp, { params: { app_id: id } }, { headers }),
    )
    const secret = await getRolloutSecret(this.#place)
    // What needs a later Mosis is left aside as long as there is something else.
    const fitting = app.offers.filter(({ min_mosis_version }) => fitsMosisVersion(min_mosis_version))
    const { sha256, size_bytes, key_id, version_code, min_mosis_version, download_url } =
      chooseVersion(secret, id, [{ ...app, rollout: null }, ...fitting]) ?? app
    // Said before the download; the package itself is judged again.
    requireMosisVersion(id, min_mosis_version)
    const promised = { sha256, size_bytes, key_id, version_code, ...expected }
    return { ...promised, id, url: new URL(download_url, portal.url).href }
  }

  async #download(wanted: Wanted, { onProgress = () => undefined, signal }: InstallOptions): Promise<Buffer> {
    onProgress({ stage: 'downloading', progress: 0 })
    const isOfPortal = this.#portal !== undefined && new URL(wanted.url).origin === new URL(this.#portal.url).origin
    // Nobody but the portal learns what this device tests.
    const headers = isOfPortal ? await testerHeaders(this.#place, wanted.id) : {}
    return whileHolding(this.#place, wanted.id, () =>
      download(this.#place, wanted, {
        fetch: this.#portal?.fetch ?? globalThis.fetch,
        headers,
        onProgress: (progress) => onProgress({ stage: 'downloading', progress }),
        ...(signal && { signal }),
      }),
    )
  }

  /**
   * Removes an app, its cache and its data, or all but its data with `keepData`. Its signer and its highest version_code
   * stay known: a removal opens no way back to an older version or to another signer.
   */
  async uninstall(id: string, { keepData = false }: { keepData?: boolean } = {}): Promise<void> {
    await whileHolding(this.#place, requireAppId(id), async () => {
      const { known } = await readRegistry(this.#place.layout)
      // Data that an earlier removal kept can be removed later.
      if (keepData || !known.get(id)?.keeps_data) await this.get(id)
      await whileStopped(this.#place, id, 'remove', async () => {
        // The registry first: a kill after it is an app that is removed at the next start, not a ghost in the list.
        await changeRegistry(this.#place, ({ apps, known }) => {
          apps.delete(id)
          const before = known.get(id)
          if (before) known.set(id, { ...before, keeps_data: keepData })
        })
        await settleChange(this.#place, id)
      })
    })
  }

  /** The installed apps, by id. */
  async list(): Promise<InstalledApp[]> {
    const { apps } = await readRegistry(this.#place.layout)
    return [...apps.values()]
  }

  /** The installed app, or undefined. */
  async find(id: string): Promise<InstalledApp | undefined> {
    const { apps } = await readRegistry(this.#place.layout)
    return apps.get(requireAppId(id))
  }

  /** The installed app; throws `device.app_not_installed`. */
  async get(id: string): Promise<InstalledApp> {
    const app = await this.find(id)
    if (!app) throw new DeviceError('device.app_not_installed', { id })
    return app
  }

  /** The folder of the app's files in the version that is installed now. */
  packageRoot({ id, folder }: InstalledApp): string {
    return join(this.#place.layout.app(id).versions, folder)
  }

  /** The bytes an app takes on the disk. */
  async dataSize(id: string): Promise<DataSize> {
    const installed = await this.get(id)
    const { data, db, cache } = this.#place.layout.app(id)
    const sizes = [data, db, cache, this.packageRoot(installed)].map(sizeOfTree)
    const [data_bytes = 0, db_bytes = 0, cache_bytes = 0, package_bytes = 0] = await Promise.all(sizes)
    return { data_bytes, db_bytes, cache_bytes, package_bytes }
  }

  /** Empties the app's storage, databases and cache, as after a first install. */
  clearData(id: string): Promise<void> {
    const { data, db, cache, temp } = this.#place.layout.app(requireAppId(id))
    return this.#clear(id, [data, db, cache, temp])
  }

  /** Empties the app's cache. */
  clearCache(id: string): Promise<void> {
    const { cache, temp } = this.#place.layout.app(requireAppId(id))
    return this.#clear(id, [cache, temp])
  }

  #clear(id: string, folders: readonly string[]): Promise<void> {
    const place = this.#place
    return this.#whileStopped(id, 'clear', async () => {
      for (const folder of folders) {
        for (const { name } of await listFolder(folder)) await place.disk.remove(join(folder, name))
      }
    })
  }

  /** Copies the app's storage and databases; the newest three backups are kept. Returns the backup. */
  async backup(id: string): Promise<Backup> {
    return this.#whileStopped(id, 'back up', async (app) => {
      const name = await this.#withSpace(id, `back up "${id}"`, () => makeBackup(this.#place, id, app.version_code))
      await settleChange(this.#place, id)
      const made = (await this.backups(id)).find((backup) => backup.name === name)
      if (!made) throw new Error(`Cannot back up "${id}": the new backup is not in its list`)
      return made
    })
  }

  /** The backups of an app, newest first. */
  backups(id: string): Promise<Backup[]> {
    return listBackups(this.#place, requireAppId(id))
  }

  /** Puts the data of a backup back, the newest one if none is named; the backup stays. */
  async restore(id: string, name?: string): Promise<Backup> {
    return this.#whileStopped(id, 'restore', async () => {
      const all = await this.backups(id)
      const backup = name === undefined ? all[0] : all.find((other) => other.name === name)
      if (!backup) throw new DeviceError('device.backup_not_found', { id, name: name ?? 'at all' })
      const action = `restore "${id}"`
      const copy = await this.#withSpace(id, action, () => copyBackup(this.#place, id, backup.name))
      await changeRegistry(this.#place, ({ apps }) => {
        const app = apps.get(id)
        if (app) app.restoring = copy
      })
      await settleChange(this.#place, id)
      return backup
    })
  }

  /** The new version has started well: the way back and its old files are given up. */
  async confirmStart({ id, folder }: InstalledApp): Promise<void> {
    await changeRegistry(this.#place, ({ apps }) => {
      const app = apps.get(id)
      if (app?.folder === folder) delete app.trial
    })
    await ifNobodyHolds(this.#place, id, () => settleChange(this.#place, id))
  }

  /**
   * The first start of an update failed: code and data of the version before come back together. Returns the version
   * that is installed now, or undefined when there was no way back.
   */
  async rollBack(failed: InstalledApp): Promise<InstalledApp | undefined> {
    const { id, folder } = failed
    return whileHolding(this.#place, id, () =>
      whileStopped(this.#place, id, 'roll back', async () => {
        let back: InstalledApp | undefined
        await changeRegistry(this.#place, ({ apps, known }) => {
          const app = apps.get(id)
          // Another update may have come in between; it has its own first start.
          if (app?.folder !== folder || !app.trial) return
          back = app.trial.previous
          apps.set(id, { ...back, restoring: app.trial.backup })
          const before = known.get(id)
          if (before) known.set(id, { ...before, failed_version_code: app.version_code })
        })
        if (back) await settleChange(this.#place, id)
        return back
      }),
    )
  }

  #whileStopped<T>(id: string, action: string, work: (app: InstalledApp) => Promise<T>): Promise<T> {
    return whileHolding(this.#place, requireAppId(id), async () => {
      const app = await this.get(id)
      return whileStopped(this.#place, id, action, () => work(app))
    })
  }

  async #withSpace<T>(id: string, action: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      if (!isDiskFull(cause)) throw cause
      const { data, db, backups } = this.#place.layout.app(id)
      const needed_bytes = (await sizeOfTree(data)) + (await sizeOfTree(db))
      throw new DeviceError(
        'device.disk_full',
        { action, needed_bytes, free_bytes: await freeBytes(backups) },
        { cause },
      )
    }
  }
}

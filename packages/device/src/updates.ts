import { store } from '@mosis/api'
import type { Update } from '@mosis/api'
import { MOSIS_VERSION } from '@mosis/format'
import type { AppManager } from './app-manager.ts'
import { DeviceError } from './errors.ts'
import type { InstallOptions } from './install.ts'
import type { Place } from './place.ts'
import { reachPortal, requirePortal } from './portal.ts'
import type { Portal } from './portal.ts'
import { readRegistry } from './registry.ts'
import type { InstalledApp } from './registry.ts'
import { findRevocation, updateRevocations } from './revocations.ts'
import { chooseVersion, getRolloutSecret } from './rollout.ts'
import { changeSettings, getSettings } from './settings.ts'
import { testerHeaders } from './testers.ts'

/** A newer version that the store offers for an installed app. */
export interface AvailableUpdate extends Update {
  installed_version: string
  installed_version_code: number
  /** What it asks for beyond the installed version; then a person has to agree. */
  added_permissions: string[]
  /** Its first start failed on this device before; it is only installed on request. */
  failed_before: boolean
}

export type UpdateResult = { id: string; ok: true; app: InstalledApp } | { id: string; ok: false; error: unknown }

export interface UpdateSettings {
  autoUpdate: boolean
  wifiOnly: boolean
}

/** How the device is connected, as far as updates care. */
export type Connection = 'wifi' | 'metered' | 'offline'

export interface UpdateServiceOptions {
  portal: Portal | undefined
  connection?: () => Connection
  /** Told after each check of the loop: what is open for a person to decide, and what was done. */
  onChecked?: (found: { open: AvailableUpdate[]; done: UpdateResult[] }) => void
}

const dayMs = 24 * 60 * 60 * 1000

/** The number of apps the store takes in one question. */
const maxAskedApps = 200

/** Looks for newer versions of installed apps and installs them, by itself only if the settings say so. */
export class UpdateService {
  readonly #place: Place
  readonly #apps: AppManager
  readonly #options: UpdateServiceOptions
  #timer: NodeJS.Timeout | undefined
  #round: Promise<void> = Promise.resolve()

  constructor(place: Place, apps: AppManager, options: UpdateServiceOptions) {
    this.#place = place
    this.#apps = apps
    this.#options = options
  }

  /**
   * Asks the store; the answer is compared with what is installed, never trusted to be newer. Of a version that is rolled out in
   * stages the device decides itself whether it is for it, also when a person asks.
   */
  async check(): Promise<AvailableUpdate[]> {
    const portal = requirePortal(this.#options.portal)
    const { apps, known } = await readRegistry(this.#place.layout)
    await this.#stopRevoked(portal, [...apps.values()])
    const items = [...apps.values()].map((app) => `${app.id}@${app.version_code}`)
    const secret = await getRolloutSecret(this.#place)
    const headers = await testerHeaders(this.#place)
    const found: AvailableUpdate[] = []
    for (let from = 0; from < items.length; from += maxAskedApps) {
      const query = { packages: items.slice(from, from + maxAskedApps).join(','), mosis_version: MOSIS_VERSION }
      const { updates } = await reachPortal('updates', portal, () =>
        portal.call(store.checkUpdates, { query }, { headers }),
      )
      for (const [id, offered] of Map.groupBy(updates, (update) => update.id)) {
        const installed = apps.get(id)
        if (!installed) continue
        const newer = offered.filter(({ version_code }) => version_code > installed.version_code)
        const update = chooseVersion(secret, id, newer)
        if (!update) continue
        found.push({
          ...update,
          installed_version: installed.version,
          installed_version_code: installed.version_code,
          added_permissions: update.permissions.filter((name) => !installed.permissions.includes(name)),
          failed_before: known.get(id)?.failed_version_code === update.version_code,
        })
      }
    }
    return found
  }

  /** Apps that harm are stopped before anything else is asked; a portal that does not say so keeps no update away. */
  async #stopRevoked(portal: Portal, installed: readonly InstalledApp[]): Promise<void> {
    try {
      await updateRevocations(this.#place, portal)
    } catch (error) {
      if (!(error instanceof DeviceError)) throw error
      this.#place.log('warning', `The list of revoked apps stays as it was: ${error.message}`)
    }
    for (const app of installed) {
      const revocation = await findRevocation(this.#place, app)
      if (revocation?.action !== 'stop') continue
      this.#place.log('warning', `The portal stopped "${app.id}": ${revocation.reason}`, { id: app.id })
      await this.#place.stopApp(app.id)
    }
  }

  /** Installs the newer version of one app. */
  async apply(id: string, options: InstallOptions = {}): Promise<InstalledApp> {
    await this.#apps.get(id)
    const update = (await this.check()).find((found) => found.id === id)
    if (!update) throw new DeviceError('device.no_update', { id })
    return this.#install(update, options)
  }

  /** Installs every newer version; an app that cannot be updated does not keep the others from it. */
  async applyAll(options: InstallOptions = {}): Promise<UpdateResult[]> {
    return this.#installAll(await this.check(), options)
  }

  async #installAll(updates: readonly AvailableUpdate[], options: InstallOptions): Promise<UpdateResult[]> {
    const results: UpdateResult[] = []
    for (const update of updates) {
      const { id } = update
      try {
        results.push({ id, ok: true, app: await this.#install(update, options) })
      } catch (error) {
        results.push({ id, ok: false, error })
      }
    }
    return results
  }

  async #install(update: AvailableUpdate, options: InstallOptions): Promise<InstalledApp> {
    const { id, sha256, size_bytes, key_id, version_code, download_url, added_permissions } = update
    // Asked before anything is downloaded; the package itself is asked again.
    if (added_permissions.length > 0 && !options.acceptPermissions) {
      throw new DeviceError('device.needs_consent', { id, permissions: added_permissions })
    }
    return this.#apps.install({ id, url: download_url, sha256, size_bytes, key_id, version_code }, options)
  }

  async settings(): Promise<UpdateSettings> {
    const { auto_update, wifi_only } = await getSettings(this.#place)
    return { autoUpdate: auto_update, wifiOnly: wifi_only }
  }

  async setAutoUpdate(enabled: boolean): Promise<void> {
    await changeSettings(this.#place, { auto_update: enabled })
  }

  async setWifiOnly(enabled: boolean): Promise<void> {
    await changeSettings(this.#place, { wifi_only: enabled })
  }

  /** Checks now and then every `intervalMs`, until `stop`. */
  start(intervalMs = dayMs): void {
    if (this.#timer) return
    const next = () => {
      this.#round = this.#round.then(() => this.#checkOnce())
    }
    this.#timer = setInterval(next, intervalMs)
    // Looking for updates alone keeps no program alive.
    this.#timer.unref()
    next()
  }

  /** Ends the loop; an installation that is under way is finished first. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    await this.#round
  }

  async #checkOnce() {
    try {
      const connection = this.#options.connection?.() ?? 'wifi'
      if (connection === 'offline') return
      const found = await this.check()
      const { autoUpdate, wifiOnly } = await this.settings()
      const mayInstall = autoUpdate && (!wifiOnly || connection === 'wifi')
      const isSilent = (update: AvailableUpdate) => update.added_permissions.length === 0 && !update.failed_before
      const done = mayInstall ? await this.#installAll(found.filter(isSilent), {}) : []
      const updated = new Set(done.filter((result) => result.ok).map((result) => result.id))
      this.#options.onChecked?.({ open: found.filter((update) => !updated.has(update.id)), done })
    } catch (error) {
      // The next round tries again; nobody waits for this one.
      this.#place.log(
        'warning',
        `Looking for updates failed: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}

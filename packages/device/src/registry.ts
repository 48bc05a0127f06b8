import { join } from 'node:path'
import { isBackupName } from './backups.ts'
import { readFileIfThere } from './disk.ts'
import type { Disk } from './disk.ts'
import { isAppId } from './layout.ts'
import type { Layout } from './layout.ts'
import type { Locks } from './lock.ts'

/** An app as `config/apps.json` holds it. */
export interface InstalledApp {
  id: string
  name: string
  version: string
  version_code: number
  permissions: string[]
  /** SHA-256 of the signer's public key. */
  key_id: string
  /** SHA-256 of the package file. */
  sha256: string
  mf_sha256: string
  package_size_bytes: number
  installed_at: string
  updated_at: string
  /** The folder below `versions/` that `package` points at. */
  folder: string
  /** Set until the version's first start has succeeded: the way back. */
  trial?: Trial
  /** Set while the data of this backup is being put in place; a start that finds it set does it again. */
  restoring?: string
}

export interface Trial {
  previous: InstalledApp
  /** The snapshot of the data as `previous` left it. */
  backup: string
}

/** What a device never forgets about an app, installed or not. */
export interface KnownApp {
  key_id: string
  highest_version_code: number
  /** True after an uninstall that kept the data. */
  keeps_data: boolean
  /** A version whose first start failed here; it is not installed again by itself. */
  failed_version_code?: number
}

export interface Registry {
  apps: Map<string, InstalledApp>
  known: Map<string, KnownApp>
}

const schema = 'mosis.registry/1'

/** What became of the registry's file: `missing` is a fresh device or a lost file, `damaged` is not readable as one. */
export type RegistryState = 'good' | 'missing' | 'damaged'

/** Reads the registry; the file is only ever replaced whole, so no lock is needed to read. */
export async function readRegistry(layout: Layout): Promise<Registry & { state: RegistryState }> {
  return readRegistryFile(layout.registry)
}

/** Reads the copy that was in use before the last change. */
export function readPreviousRegistry(layout: Layout): Promise<Registry & { state: RegistryState }> {
  return readRegistryFile(previousPath(layout))
}

async function readRegistryFile(path: string): Promise<Registry & { state: RegistryState }> {
  const bytes = await readFileIfThere(path)
  if (bytes === undefined) return { apps: new Map(), known: new Map(), state: 'missing' }
  const registry = parseRegistry(bytes.toString())
  return registry ? { ...registry, state: 'good' } : { apps: new Map(), known: new Map(), state: 'damaged' }
}

/** Changes the registry: everybody sees the state before or the state after, and two changes never mix. */
export async function changeRegistry(
  { disk, layout, locks }: { disk: Disk; layout: Layout; locks: Locks },
  change: (registry: Registry) => void,
): Promise<void> {
  const release = await locks.take('registry', registryWaitMs)
  if (!release) throw new Error(`Cannot change ${layout.registry}: it stayed locked for ${registryWaitMs} ms`)
  try {
    const bytes = await readFileIfThere(layout.registry)
    const registry = bytes === undefined ? { apps: new Map(), known: new Map() } : parseRegistry(bytes.toString())
    if (!registry) throw new Error(`Cannot change ${layout.registry}: it was damaged while the device was running`)
    change(registry)
    if (bytes !== undefined) await disk.replaceFile(previousPath(layout), bytes)
    await disk.replaceFile(layout.registry, registryText(registry))
  } finally {
    release()
  }
}

/** A change is a few small writes; whoever waits longer than this waits for a program that hangs. */
const registryWaitMs = 10_000

const previousPath = (layout: Layout) => join(layout.config, 'apps.previous.json')

function registryText({ apps, known }: Registry): string {
  return `${JSON.stringify({ schema, apps: byId(apps), known: byId(known) }, undefined, 2)}\n`
}

function byId<T>(map: Map<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function parseRegistry(text: string): Registry | undefined {
  const value = parseJson(text)
  if (!isRecord(value) || value['schema'] !== schema || !isRecord(value['apps']) || !isRecord(value['known'])) {
    return undefined
  }
  const apps = new Map<string, InstalledApp>()
  for (const [id, app] of Object.entries(value['apps'])) {
    const installed = toInstalledApp(app)
    if (installed?.id !== id) return undefined
    apps.set(id, installed)
  }
  const known = new Map<string, KnownApp>()
  for (const [id, app] of Object.entries(value['known'])) {
    if (!isAppId(id) || !isKnownApp(app)) return undefined
    known.set(id, app)
  }
  return { apps, known }
}

/** Reads what stands beside a version's folder: the app as it was when that version was installed. */
export async function readVersionRecord(path: string): Promise<InstalledApp | undefined> {
  const bytes = await readFileIfThere(path)
  return bytes && toInstalledApp(parseJson(bytes.toString()))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Damage is an expected state here: the caller repairs it.
    return undefined
  }
}

const folderPattern = /^[1-9]\d{0,9}-[0-9a-f]{16}$/
const hashPattern = /^[0-9a-f]{64}$/
const isText = (value: unknown) => typeof value === 'string'
const isCode = (value: unknown) => Number.isInteger(value) && Number(value) > 0
const isHash = (value: unknown) => typeof value === 'string' && hashPattern.test(value)

function toInstalledApp(value: unknown): InstalledApp | undefined {
  if (!isRecord(value) || typeof value['id'] !== 'string' || !isAppId(value['id'])) return undefined
  const { name, version, version_code, permissions, folder, trial, restoring } = value
  const good =
    [name, version, value['installed_at'], value['updated_at']].every(isText) &&
    isCode(version_code) &&
    isCode(value['package_size_bytes']) &&
    [value['key_id'], value['sha256'], value['mf_sha256']].every(isHash) &&
    Array.isArray(permissions) &&
    permissions.every(isText) &&
    // The folder becomes part of a path: a damaged or edited registry must not lead out of versions/.
    typeof folder === 'string' &&
    folderPattern.test(folder) &&
    (restoring === undefined || isBackupName(restoring)) &&
    (trial === undefined || (isRecord(trial) && isBackupName(trial['backup']) && toInstalledApp(trial['previous'])))
  // Every field was checked just now.
  return good ? (value as unknown as InstalledApp) : undefined
}

function isKnownApp(value: unknown): value is KnownApp {
  return (
    isRecord(value) &&
    isHash(value['key_id']) &&
    isCode(value['highest_version_code']) &&
    typeof value['keeps_data'] === 'boolean' &&
    (value['failed_version_code'] === undefined || isCode(value['failed_version_code']))
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

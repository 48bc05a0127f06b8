import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { limits, readPackage } from '@mosis/format'
import type { Package } from '@mosis/format'
import { makeBackup } from './backups.ts'
import { freeBytes, randomName, sizeOfTree, unfinished } from './disk.ts'
import { DeviceError, isDiskFull } from './errors.ts'
import { requireAppId } from './layout.ts'
import type { Place } from './place.ts'
import { whileHolding, whileStopped } from './place.ts'
import { decide, requireExpectedBytes, requireExpectedPackage } from './policy.ts'
import type { Expected, SignedPackage } from './policy.ts'
import { changeRegistry, readRegistry } from './registry.ts'
import type { InstalledApp, Trial } from './registry.ts'
import { refuseRevoked } from './revocations.ts'
import { settleApp, settleChange } from './settle.ts'

/** The stages of an installation, in order; `failed` may follow any. */
export type Stage = 'downloading' | 'verifying' | 'extracting' | 'registering' | 'complete' | 'failed'

export interface Progress {
  stage: Stage
  /** 0 to 1 within the stage. */
  progress: number
  /** What went wrong, with the stage `failed`. */
  error?: string
}

export interface InstallOptions {
  onProgress?: (progress: Progress) => void
  /** The person agreed to the permissions that an update asks for in addition. */
  acceptPermissions?: boolean
  signal?: AbortSignal
}

/**
 * Installs or updates from the bytes of a package and returns the app. What is installed, its data and its registry
 * entry stay as they are until one atomic step; whatever fails before it leaves nothing behind.
 */
export async function installBytes(
  place: Place,
  bytes: Uint8Array,
  expected: Expected,
  options: InstallOptions,
): Promise<InstalledApp> {
  const { onProgress = () => undefined } = options
  onProgress({ stage: 'verifying', progress: 0 })
  // One buffer is judged, read and extracted: nobody can change the package between these.
  const signed = verify(bytes, expected)
  onProgress({ stage: 'verifying', progress: 1 })
  return whileHolding(place, requireAppId(signed.pkg.manifest.id), () => installPackage(place, signed, options))
}

function verify(bytes: Uint8Array, expected: Expected): SignedPackage {
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  requireExpectedBytes(expected.id ?? 'the package', { sha256, size_bytes: bytes.byteLength }, expected)
  const pkg = readPackage(bytes)
  const { signer, mfSha256 } = pkg
  if (!signer || !mfSha256) throw new Error('Cannot install: readPackage let an unsigned package pass')
  const signed = { pkg, signer, sha256, mfSha256 }
  requireExpectedPackage(signed, expected)
  return signed
}

async function installPackage(place: Place, signed: SignedPackage, options: InstallOptions): Promise<InstalledApp> {
  const { id } = signed.pkg.manifest
  const { onProgress = () => undefined, signal } = options
  await refuseRevoked(place, 'install', {
    id,
    version_code: signed.pkg.manifest.version_code,
    key_id: signed.signer.keyId,
    sha256: signed.sha256,
  })
  const registry = await readRegistry(place.layout)
  const installed = registry.apps.get(id)
  const known = registry.known.get(id)
  const decision = decide(signed, { installed, known }, options)
  if (decision === 'same' && installed) return installed
  if (known && known.key_id !== signed.signer.keyId) {
    place.log('warning', 'The signing key changes to one that the old key vouches for', {
      id,
      key_id: signed.signer.keyId,
    })
  }
  const app = toInstalledApp(signed, new Date(place.now()).toISOString(), installed)
  const action = `${decision === 'update' ? 'update' : 'install'} "${id}"`
  try {
    await requireSpace(place, signed.pkg, action)
    await extract(place, signed.pkg, app, onProgress)
    signal?.throwIfAborted()
    return await whileStopped(place, id, 'update', async () => {
      onProgress({ stage: 'registering', progress: 0 })
      const committed = installed ? { ...app, trial: await prepareWayBack(place, installed) } : app
      await commit(place, committed)
      await settleChange(place, id)
      return committed
    })
  } catch (error) {
    await clean(place, id)
    if (isDiskFull(error)) throw await diskFull(place, signed.pkg, action, error)
    throw error
  }
}

function toInstalledApp(signed: SignedPackage, now: string, installed: InstalledApp | undefined): InstalledApp {
  const { id, name, version, version_code, permissions } = signed.pkg.manifest
  return {
    id,
    name,
    version,
    version_code,
    permissions: [...permissions],
    key_id: signed.signer.keyId,
    sha256: signed.sha256,
    mf_sha256: signed.mfSha256,
    package_size_bytes: signed.pkg.sizeBytes,
    installed_at: installed?.installed_at ?? now,
    updated_at: now,
    folder: `${version_code}-${signed.mfSha256.slice(0, 16)}`,
  }
}

/** The free space that is left alone, so that registry and link can always be written. */
const spareBytes = 1024 * 1024
const blockBytes = 4096

async function requireSpace(place: Place, pkg: Package, action: string) {
  const needed_bytes = await neededBytes(place, pkg)
  const free_bytes = await freeBytes(place.layout.apps)
  if (needed_bytes > free_bytes) throw new DeviceError('device.disk_full', { action, needed_bytes, free_bytes })
}

async function neededBytes({ layout }: Place, pkg: Package): Promise<number> {
  const app = layout.app(pkg.manifest.id)
  let neededBytes = spareBytes + (await sizeOfTree(app.data)) + (await sizeOfTree(app.db))
  for (const { sizeBytes } of pkg.files.values()) neededBytes += Math.ceil(sizeBytes / blockBytes) * blockBytes
  return neededBytes
}

async function diskFull(place: Place, pkg: Package, action: string, cause: unknown): Promise<DeviceError> {
  const needed_bytes = await neededBytes(place, pkg)
  const free_bytes = await freeBytes(place.layout.apps)
  return new DeviceError('device.disk_full', { action, needed_bytes, free_bytes }, { cause })
}

/** Files written at once: enough to keep a disk's queue filled while each is synced. */
const writers = 8

async function extract(
  { disk, layout }: Place,
  pkg: Package,
  record: InstalledApp,
  onProgress: (progress: Progress) => void,
) {
  const { versions } = layout.app(pkg.manifest.id)
  const fresh = join(versions, unfinished + randomName())
  await disk.makeFolder(fresh)
  const folders = new Set([fresh])
  for (const { path } of pkg.files.values()) {
    const parents = path.split('/').slice(0, -1)
    for (let depth = 1; depth <= parents.length; depth++) folders.add(join(fresh, ...parents.slice(0, depth)))
  }
  for (const folder of folders) await disk.makeFolder(folder)
  let written = 0
  const waiting = [...pkg.files.values()]
  const work = async () => {
    for (let file = waiting.pop(); file; file = waiting.pop()) {
      await disk.createFile(join(fresh, ...file.path.split('/')), file.read())
      onProgress({ stage: 'extracting', progress: ++written / pkg.files.size })
    }
  }
  // All writers have ended before a failure is handled: none may write into what is being removed.
  const ends = await Promise.allSettled(Array.from({ length: writers }, work))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  for (const folder of folders) await disk.syncFolder(folder)
  const final = join(versions, record.folder)
  // Left by an installation that was cut off: nothing names it, and only who holds the app gets here.
  await disk.remove(final)
  await disk.replaceFile(`${final}.json`, `${JSON.stringify(record, undefined, 2)}\n`)
  await disk.rename(fresh, final)
}

async function prepareWayBack(place: Place, { trial, ...current }: InstalledApp): Promise<Trial> {
  // A version that never started well is no way back: it leads past it, to the last one that did and to its data.
  return trial ?? { previous: current, backup: await makeBackup(place, current.id, current.version_code) }
}

async function commit(place: Place, app: InstalledApp) {
  await changeRegistry(place, ({ apps, known }) => {
    const highest = Math.max(app.version_code, known.get(app.id)?.highest_version_code ?? 0)
    apps.set(app.id, app)
    known.set(app.id, { key_id: app.key_id, highest_version_code: highest, keeps_data: false })
  })
}

/** Removes what a failed installation left, beside the old version that may be running; the next start removes the rest. */
async function clean(place: Place, id: string) {
  try {
    await settleApp(place, id)
  } catch (error) {
    place.log('warning', `Leftovers of the failed installation stay until the next start: ${String(error)}`, { id })
  }
}

/** Reads a package file into memory; what is larger than any package is refused before it is read. */
export async function readPackageFile(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const { size } = await file.stat()
      // One byte more than allowed is enough for the verification to refuse it with its own words.
      const buffer = Buffer.alloc(Math.min(size, limits.maxPackageBytes + 1))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new DeviceError('device.file_unreadable', { path, reason }, { cause })
  }
}

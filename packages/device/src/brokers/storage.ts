import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BrokerError } from '@mosis/sandbox'
import type { StorageBroker } from '@mosis/sandbox'
import { isDiskFull } from '../errors.ts'
import { lookAt, measure, namesIn, resolveStoragePath } from './storage-paths.ts'
import type { StorageFolders, StorageKind } from './storage-paths.ts'

interface StorageOptions extends StorageFolders {
  /** A folder of the app's own on the same disk, for files that are being written. */
  staging: string
  /** The bytes of the app's databases; they count as kept. */
  databaseBytes: () => number
}

/** Files and folders of one app together: a folder may hold 10,000, but folders of folders must not use up the disk's entries. */
const maxEntries = 100_000

const { O_RDONLY, O_WRONLY, O_CREAT, O_EXCL, O_APPEND } = fs.constants
// Windows has no such flag; there the look at the entry before is all.
const noFollow = (fs.constants.O_NOFOLLOW as number | undefined) ?? 0

/**
 * The files of one app. Every path stays below the app's own folders: segments were checked by the sandbox and are looked
 * at again here, and no link is followed, wherever it came from.
 */
export function createStorage({ data, cache, temp, staging, databaseBytes }: StorageOptions): StorageBroker {
  for (const folder of [data, cache, temp]) fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  /** The names in folders that were listed; only this broker changes them while the app runs. */
  const listed = new Map<string, Set<string>>()
  const used = { kept: measure(data), cache: measure(cache) }
  const inTemp = measure(temp)
  used.cache = { bytes: used.cache.bytes + inTemp.bytes, entries: used.cache.entries + inTemp.entries }

  const resolve = (path: string) => resolveStoragePath({ data, cache, temp }, path)

  function requireEntry(path: string) {
    if (used.kept.entries + used.cache.entries < maxEntries) return
    throw new BrokerError('storage.disk_full', `Cannot make "${path}": the app has ${maxEntries} files and folders`)
  }

  function noteMade(at: string, kind: StorageKind) {
    used[kind].entries += 1
    listed.get(dirname(at))?.add(basename(at))
  }

  function noteGone(at: string, kind: StorageKind) {
    used[kind].entries -= 1
    listed.get(dirname(at))?.delete(basename(at))
    listed.delete(at)
  }

  function namesOf(at: string): Set<string> {
    const names = listed.get(at) ?? new Set(namesIn(at))
    listed.set(at, names)
    return names
  }

  function makeFolders(path: string, folder: string, kind: StorageKind) {
    const missing: string[] = []
    for (let at = folder; lookAt(at) === undefined; at = dirname(at)) missing.push(at)
    for (const at of missing.toReversed()) {
      requireEntry(path)
      fs.mkdirSync(at, { mode: 0o700 })
      noteMade(at, kind)
    }
  }

  const broker: StorageBroker = {
    stat(path) {
      const found = lookAt(resolve(path).path)
      if (!found) return undefined
      return {
        sizeBytes: found.isDirectory() ? 0 : found.size,
        modifiedMs: found.mtimeMs,
        isDirectory: found.isDirectory(),
      }
    },
    read(path, offsetBytes, sizeBytes) {
      const at = resolve(path).path
      requireFile(path, at)
      return withFile(at, O_RDONLY, (file) => {
        const size = Math.max(0, Math.min(sizeBytes, fs.fstatSync(file).size - offsetBytes))
        const bytes = new Uint8Array(size)
        let have = 0
        while (have < size) {
          const read = fs.readSync(file, bytes, have, size - have, offsetBytes + have)
          if (read === 0) break
          have += read
        }
        return bytes.subarray(0, have)
      })
    },
    write(path, bytes) {
      const { path: at, kind, isRoot } = resolve(path)
      const before = lookAt(at)
      if (isRoot || before?.isDirectory()) throw new BrokerError('storage.is_directory', `"${path}" is a directory`)
      makeFolders(path, dirname(at), kind)
      if (!before) requireEntry(path)
      const fresh = join(staging, `.tmp-${randomBytes(9).toString('hex')}`)
      try {
        withFile(fresh, O_WRONLY | O_CREAT | O_EXCL, (file) => {
          writeAll(file, bytes)
          // What may be cleared anyway need not survive a power cut.
          if (kind === 'kept') fs.fsyncSync(file)
        })
        fs.renameSync(fresh, at)
      } catch (error) {
        fs.rmSync(fresh, { force: true })
        throw error
      }
      if (!before) noteMade(at, kind)
      used[kind].bytes += bytes.byteLength - (before?.size ?? 0)
    },
    append(path, bytes) {
      const { path: at, kind, isRoot } = resolve(path)
      const before = lookAt(at)
      if (isRoot || before?.isDirectory()) throw new BrokerError('storage.is_directory', `"${path}" is a directory`)
      makeFolders(path, dirname(at), kind)
      if (!before) requireEntry(path)
      withFile(at, O_WRONLY | O_CREAT | O_APPEND, (file) => {
        const size = fs.fstatSync(file).size
        try {
          writeAll(file, bytes)
          if (kind === 'kept') fs.fsyncSync(file)
        } catch (error) {
          // Half of it is worse than nothing of it.
          fs.ftruncateSync(file, size)
          throw error
        }
      })
      if (!before) noteMade(at, kind)
      used[kind].bytes += bytes.byteLength
    },
    delete(path) {
      const { path: at, kind, isRoot } = resolve(path)
      const found = lookAt(at)
      if (!found) throw new BrokerError('storage.not_found', `There is no file or directory "${path}"`)
      if (!found.isDirectory()) {
        fs.unlinkSync(at)
        used[kind].bytes -= found.size
        noteGone(at, kind)
        return
      }
      if (namesOf(at).size > 0) throw new BrokerError('storage.not_empty', `"${path}" is not empty`)
      if (isRoot) return
      fs.rmdirSync(at)
      noteGone(at, kind)
    },
    mkdir(path) {
      const { path: at, kind } = resolve(path)
      const found = lookAt(at)
      if (found && !found.isDirectory()) throw new BrokerError('storage.exists', `"${path}" is a file`)
      makeFolders(path, at, kind)
    },
    list(path) {
      const { path: at } = resolve(path)
      const found = lookAt(at)
      if (!found) throw new BrokerError('storage.not_found', `There is no directory "${path}"`)
      if (!found.isDirectory()) throw new BrokerError('storage.not_directory', `"${path}" is a file`)
      const names = [...namesOf(at)]
      if (path === '') {
        for (const [name, folder] of [['cache', cache] as const, ['temp', temp] as const]) {
          if (namesOf(folder).size > 0) names.push(name)
        }
      }
      return names
    },
    usage: () => ({ keptBytes: used.kept.bytes + databaseBytes(), cacheBytes: used.cache.bytes }),
  }
  return withStorageErrors(broker)
}

function requireFile(path: string, at: string) {
  const found = lookAt(at)
  if (!found) throw new BrokerError('storage.not_found', `There is no file "${path}"`)
  if (found.isDirectory()) throw new BrokerError('storage.is_directory', `"${path}" is a directory`)
}

function withFile<T>(path: string, flags: number, work: (file: number) => T): T {
  const file = fs.openSync(path, flags | noFollow, 0o600)
  try {
    return work(file)
  } finally {
    fs.closeSync(file)
  }
}

function writeAll(file: number, bytes: Uint8Array) {
  let written = 0
  while (written < bytes.byteLength) written += fs.writeSync(file, bytes, written)
}

/** What the disk refuses becomes a failure that the app is told; paths of this computer stay out of it. */
function withStorageErrors(broker: StorageBroker): StorageBroker {
  return {
    stat: (path) => guard(() => broker.stat(path)),
    read: (path, offsetBytes, sizeBytes) => guard(() => broker.read(path, offsetBytes, sizeBytes)),
    write: (path, bytes) => guard(() => broker.write(path, bytes)),
    append: (path, bytes) => guard(() => broker.append(path, bytes)),
    delete: (path) => guard(() => broker.delete(path)),
    mkdir: (path) => guard(() => broker.mkdir(path)),
    list: (path) => guard(() => broker.list(path)),
    usage: () => broker.usage(),
  }
}

function guard<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof BrokerError || !(cause instanceof Error) || !('code' in cause)) throw cause
    if (isDiskFull(cause)) throw new BrokerError('storage.disk_full', 'The disk of the device is full', { cause })
    throw new BrokerError('storage.io', `The device cannot do this: ${String(cause.code)}`, { cause })
  }
}

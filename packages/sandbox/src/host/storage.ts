import type { Arguments } from '../arguments.ts'
import { BrokerError } from '../brokers.ts'
import type { StorageBroker } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import { readStoragePath } from './storage-path.ts'
import type { StoragePath } from './storage-path.ts'

/** Work on the disk takes about as long as this many instructions. */
const diskCost = 2000

/** `storage`: the app's own files. Wrong paths raise; what the disk says comes back as `nil, message`. */
export function storageModule(host: ModuleHost, broker: StorageBroker): HostModule {
  const { limits } = host.sandbox

  function pathOf(call: Arguments): StoragePath {
    host.require('storage', call.functionName)
    call.charge(diskCost)
    const text = call.text(1, 'path')
    const path = readStoragePath(text, limits)
    if (!('wrong' in path)) return path
    host.note(call.functionName, text, 'storage.path_invalid')
    throw new LuaError('storage.path_invalid', `Cannot use the path "${text}": ${path.wrong}`)
  }

  /** The path of a file: anything but the root. */
  function filePathOf(call: Arguments): StoragePath {
    const path = pathOf(call)
    if (path.path === '')
      throw new LuaError('storage.path_invalid', `Cannot call ${call.functionName}: the path is empty`)
    return path
  }

  function requireRoom({ path, isCache }: StoragePath, moreBytes: number, sizeBytes: number): void {
    if (sizeBytes > limits.fileBytes) {
      throw new BrokerError(
        'storage.too_large',
        `Cannot write "${path}": a file holds at most ${limits.fileBytes} bytes`,
      )
    }
    const usage = broker.usage()
    const used = isCache ? usage.cacheBytes : usage.keptBytes
    const most = isCache ? limits.cacheBytes : limits.storageBytes
    if (used + moreBytes <= most) return
    host.note('storage', path, 'storage.quota_exceeded')
    const kind = isCache ? 'cache and temporary files' : 'files and databases'
    throw new BrokerError(
      'storage.quota_exceeded',
      `Cannot write "${path}": ${used} of ${most} bytes for ${kind} are used. Delete something first`,
    )
  }

  /** A new name in a directory that is full is refused; so is one in each directory that would have to be made. */
  function requireEntry(path: string): void {
    const slash = path.lastIndexOf('/')
    const parent = slash === -1 ? '' : path.slice(0, slash)
    if (parent !== '' && broker.stat(parent) === undefined) return requireEntry(parent)
    if (broker.list(parent).length < limits.directoryEntries) return
    throw new BrokerError(
      'storage.directory_full',
      `Cannot make "${path}": its directory holds ${limits.directoryEntries} entries already`,
    )
  }

  return {
    write(call) {
      const target = filePathOf(call)
      const data = call.bytes(2, 'data')
      call.charge(data.length >> 3)
      const old = broker.stat(target.path)
      requireRoom(target, data.length - (old?.sizeBytes ?? 0), data.length)
      if (old === undefined) requireEntry(target.path)
      broker.write(target.path, data)
      host.noteFirst(call.functionName, target.path)
      return true
    },
    append(call) {
      const target = filePathOf(call)
      const data = call.bytes(2, 'data')
      call.charge(data.length >> 3)
      const old = broker.stat(target.path)
      requireRoom(target, data.length, (old?.sizeBytes ?? 0) + data.length)
      if (old === undefined) requireEntry(target.path)
      broker.append(target.path, data)
      host.noteFirst(call.functionName, target.path)
      return true
    },
    /** The whole file, or `size` bytes of it from `offset` on, which begins at 0. */
    read(call) {
      const { path } = filePathOf(call)
      const offset = call.isAbsent(2) ? 0 : call.integer(2, 'offset', { min: 0 })
      const wanted = call.isAbsent(3) ? undefined : call.integer(3, 'size', { min: 0, max: limits.stringBytes })
      const found = broker.stat(path)
      if (found === undefined)
        throw new BrokerError('storage.not_found', `Cannot read "${path}": there is no such file`)
      if (found.isDirectory) throw new BrokerError('storage.is_directory', `Cannot read "${path}": it is a directory`)
      const size = Math.max(0, Math.min(wanted ?? Infinity, found.sizeBytes - offset))
      if (size > limits.stringBytes) {
        throw new BrokerError(
          'storage.too_large',
          `Cannot read "${path}" at once: it has ${found.sizeBytes} bytes, a string holds ${limits.stringBytes}. Give an offset and a size`,
        )
      }
      call.charge(size >> 3)
      return broker.read(path, offset, size)
    },
    exists(call) {
      return broker.stat(pathOf(call).path) !== undefined
    },
    delete(call) {
      const { path } = filePathOf(call)
      broker.delete(path)
      host.noteFirst(call.functionName, path)
      return true
    },
    mkdir(call) {
      const { path } = filePathOf(call)
      if (broker.stat(path) === undefined) requireEntry(path)
      broker.mkdir(path)
      host.noteFirst(call.functionName, path)
      return true
    },
    /** The names in a directory, sorted. */
    list(call) {
      const names = broker.list(pathOf(call).path)
      call.charge(names.length * 10)
      return names.sort()
    },
    /** `size` in bytes, `modified` in milliseconds since 1970, `is_dir`. */
    stat(call) {
      const { path } = pathOf(call)
      const found = broker.stat(path)
      if (found === undefined) throw new BrokerError('storage.not_found', `Cannot find "${path}"`)
      return { size: found.sizeBytes, modified: Math.trunc(found.modifiedMs), is_dir: found.isDirectory }
    },
  }
}

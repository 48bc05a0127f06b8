import * as fs from 'node:fs'
import { join } from 'node:path'
import { BrokerError } from '@mosis/sandbox'

/** Where what an app keeps lies, what may be cleared, and what goes when the app stops. */
export interface StorageFolders {
  data: string
  cache: string
  temp: string
}

/** Which of the two quotas a file counts towards. */
export type StorageKind = 'kept' | 'cache'

export interface StoragePath {
  path: string
  kind: StorageKind
  /** One of the folders themselves, which always exist. */
  isRoot: boolean
}

/** Turns an app's path into one of this computer, below the app's folders and with no link on the way. */
export function resolveStoragePath({ data, cache, temp }: StorageFolders, path: string): StoragePath {
  const segments = path === '' ? [] : path.split('/')
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..' || /[\\\0]/.test(segment))) {
    throw new BrokerError('storage.io', `Cannot use "${path}": it is no path inside the app's storage`)
  }
  const [first] = segments
  const special = first === 'cache' ? cache : first === 'temp' ? temp : undefined
  const inside = special ? segments.slice(1) : segments
  const root = special ?? data
  requireFolders(path, root, inside.slice(0, -1))
  return { path: join(root, ...inside), kind: special ? 'cache' : 'kept', isRoot: inside.length === 0 }
}

/** What is at a path: a plain file or a folder; a link, a device or nothing is nothing. */
export function lookAt(path: string): fs.Stats | undefined {
  const found = fs.lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() || found?.isDirectory() ? found : undefined
}

/** A link planted on the way to a file would lead out of the app's storage. */
function requireFolders(path: string, root: string, segments: readonly string[]) {
  let at = root
  for (const segment of ['.', ...segments]) {
    at = join(at, segment)
    const found = fs.lstatSync(at, { throwIfNoEntry: false })
    if (!found) return
    if (found.isSymbolicLink()) throw new BrokerError('storage.io', `Cannot use "${path}": a link is in the way`)
    if (!found.isDirectory())
      throw new BrokerError('storage.not_directory', `Cannot use "${path}": a file is in the way`)
  }
}

/** The files and folders in a folder; links and devices are left out. */
export function namesIn(folder: string): string[] {
  const entries = fs.readdirSync(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile() || entry.isDirectory()).map((entry) => entry.name)
}

/** The bytes of all files below a folder, and how many files and folders there are. */
export function measure(folder: string): { bytes: number; entries: number } {
  const sum = { bytes: 0, entries: 0 }
  // Not with `recursive`, which goes through links to folders.
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    sum.entries += 1
    const path = join(folder, entry.name)
    if (entry.isFile()) sum.bytes += fs.lstatSync(path).size
    if (!entry.isDirectory()) continue
    const inside = measure(path)
    sum.bytes += inside.bytes
    sum.entries += inside.entries
  }
  return sum
}

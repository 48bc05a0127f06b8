import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Limits } from '@mosis/sandbox'
import { resolveStoragePath, lookAt, type StorageFolders } from './brokers/storage-paths.ts'
import type { FileAnswer, StorageAnswer, StoredFileEntry } from './inspect.ts'

/** Files that are listed at most. */
const maxFiles = 1000
const headBytes = 4096

interface Folders extends StorageFolders {
  db: string
}

/** The files that an app keeps, by the names it has for them. */
export async function readStorage(folders: Folders, limits: Limits): Promise<StorageAnswer> {
  const kept = await listStored(folders.data, '')
  const cached = [...(await listStored(folders.cache, 'cache/')), ...(await listStored(folders.temp, 'temp/'))]
  const databases = await listStored(folders.db, '')
  const files = [...kept, ...cached].sort(byPath)
  return {
    keptBytes: sizeOf(kept) + sizeOf(databases),
    keptLimitBytes: limits.storageBytes,
    cacheBytes: sizeOf(cached),
    cacheLimitBytes: limits.cacheBytes,
    files: files.slice(0, maxFiles),
    isCut: files.length > maxFiles,
  }
}

/** How a stored file begins; null when there is none at the path. */
export async function readStoredFile(folders: StorageFolders, path: string): Promise<FileAnswer | null> {
  const found = findFile(folders, path)
  if (found === undefined) return null
  const file = await open(found, 'r')
  try {
    const { size } = await file.stat()
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(size, headBytes)))
    const bytes = buffer.subarray(0, bytesRead)
    const isCut = size > bytesRead
    const text = readText(bytes, isCut)
    return { path, sizeBytes: size, head: text ?? bytes.toString('hex'), isText: text !== undefined, isCut }
  } finally {
    await file.close()
  }
}

function findFile(folders: StorageFolders, path: string): string | undefined {
  try {
    const { path: found } = resolveStoragePath(folders, path)
    return lookAt(found)?.isFile() ? found : undefined
  } catch {
    // No name that a stored file can have.
    return undefined
  }
}

function readText(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    // A cut may fall into the middle of a character.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut })
  } catch {
    return undefined
  }
}

async function listStored(folder: string, prefix: string): Promise<StoredFileEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const listed = await Promise.all(
    entries.map(async (entry): Promise<StoredFileEntry[]> => {
      const name = prefix + entry.name
      if (entry.isDirectory()) return listStored(join(folder, entry.name), `${name}/`)
      if (!entry.isFile()) return []
      const found = await stat(join(folder, entry.name)).catch(() => undefined)
      return found ? [{ path: name, sizeBytes: found.size, modifiedMs: Math.round(found.mtimeMs) }] : []
    }),
  )
  return listed.flat()
}

const sizeOf = (files: readonly StoredFileEntry[]) => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
const byPath = (one: StoredFileEntry, other: StoredFileEntry) => (one.path < other.path ? -1 : 1)

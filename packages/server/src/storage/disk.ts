import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { link, mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { Readable } from 'node:stream'
import { StorageError } from './storage.ts'
import type { ByteRange, PutOptions, Received, Storage } from './storage.ts'

/** Read in large pieces: half the processor time of the default 64 KiB. */
const chunkBytes = 1024 * 1024
const longestKey = 300

/** Storage in a folder. What a key names is complete and on the disk, or not there; unfinished bytes lie in `.tmp`. */
export function openDiskStorage(root: string): Storage {
  const fileOf = (key: string) => join(root, ...checkKey(key).split('/'))
  const receive = (source: AsyncIterable<Uint8Array>, options: PutOptions = {}) =>
    receiveFile(root, source, options, fileOf)
  return {
    receive,
    async put(key, source, options) {
      checkKey(key)
      const received = await receive(source, options)
      try {
        await received.keep(key)
        return { sha256: received.sha256, sizeBytes: received.sizeBytes }
      } finally {
        await received.discard()
      }
    },
    get: async (key, range) => openFile(key, fileOf(key), range),
    head: async (key) => sizeOf(fileOf(key)),
    delete: async (key) => rm(fileOf(key), { force: true }),
    list: (prefix) => listFiles(root, prefix),
    discardUnfinished: (before) => discardUnfinished(join(root, '.tmp'), before),
    path: fileOf,
  }
}

/** A key never leaves the folder, never meets `.tmp`, and is the same file on every file system. */
export function checkKey(key: string): string {
  if (key.length > longestKey || !/^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/.test(key)) {
    throw new StorageError('bad-key', { key })
  }
  return key
}

async function receiveFile(
  root: string,
  source: AsyncIterable<Uint8Array>,
  { maxBytes = Infinity }: PutOptions,
  fileOf: (key: string) => string,
): Promise<Received> {
  const folder = join(root, '.tmp')
  await mkdir(folder, { recursive: true })
  const path = join(folder, randomUUID())
  const hash = createHash('sha256')
  let sizeBytes = 0
  // Not readable by others: what was not checked yet belongs to nobody else.
  const file = await open(path, 'wx', 0o600)
  try {
    // A source that is refused half-way stays open: whoever sends it still wants to read the answer.
    const chunks = source instanceof Readable ? source.iterator({ destroyOnReturn: false }) : source
    for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
      sizeBytes += chunk.byteLength
      if (sizeBytes > maxBytes) throw new StorageError('too-large', { maxBytes })
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.chmod(0o644)
    // On the disk before it has a name: after a power cut a key never names half a file.
    await file.sync()
  } catch (failure) {
    await file.close()
    await rm(path, { force: true })
    throw toStorageError(failure, sizeBytes)
  }
  await file.close()
  return {
    path,
    sizeBytes,
    sha256: hash.digest('hex'),
    keep: (key) => keepFile(path, fileOf(key)),
    discard: () => rm(path, { force: true }),
  }
}

async function keepFile(path: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  try {
    // A link, unlike a rename, does not replace: what a key names never changes.
    await link(path, target)
    await rm(path, { force: true })
  } catch (failure) {
    const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
    if (code === 'EEXIST') {
      // Wanted again: whoever removes what is old and unnamed must see it as new.
      const now = new Date()
      await utimes(target, now, now)
      await rm(path, { force: true })
      return
    }
    // Some network file systems know no links.
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP') throw toStorageError(failure, 0)
    await rename(path, target)
  }
  await syncFolder(dirname(target))
}

/** Makes the new name itself durable. Windows cannot open folders, and its file system journals names. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function openFile(key: string, path: string, range: ByteRange | undefined): Promise<Readable> {
  try {
    const file = await open(path, 'r')
    return createReadStream('', { fd: file, highWaterMark: chunkBytes, ...range })
  } catch (cause) {
    if (isMissing(cause)) throw new StorageError('not-found', { key }, { cause })
    throw cause
  }
}

async function sizeOf(path: string): Promise<{ sizeBytes: number } | undefined> {
  try {
    return { sizeBytes: (await stat(path)).size }
  } catch (failure) {
    if (isMissing(failure)) return undefined
    throw failure
  }
}

async function* listFiles(
  root: string,
  prefix: string,
): AsyncIterable<{ key: string; sizeBytes: number; modifiedAt: string }> {
  try {
    for await (const entry of await opendir(root, { recursive: true })) {
      const path = join(entry.parentPath, entry.name)
      const key = relative(root, path).split(sep).join('/')
      if (!entry.isFile() || key.startsWith('.tmp/') || !key.startsWith(prefix)) continue
      const { size, mtime } = await stat(path)
      yield { key, sizeBytes: size, modifiedAt: mtime.toISOString() }
    }
  } catch (failure) {
    if (!isMissing(failure)) throw failure
  }
}

async function discardUnfinished(folder: string, before: Date): Promise<void> {
  try {
    for await (const entry of await opendir(folder)) {
      const path = join(folder, entry.name)
      if ((await stat(path)).mtime < before) await rm(path, { force: true })
    }
  } catch (failure) {
    if (!isMissing(failure)) throw failure
  }
}

function isMissing(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'
}

function toStorageError(failure: unknown, receivedBytes: number): unknown {
  if (failure instanceof StorageError || !(failure instanceof Error) || !('code' in failure)) return failure
  switch (failure.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new StorageError('disk-full', {}, { cause: failure })
    case 'ECONNRESET':
    case 'ERR_STREAM_PREMATURE_CLOSE':
    case 'ABORT_ERR':
      return new StorageError('incomplete', { receivedBytes }, { cause: failure })
    default:
      return failure
  }
}

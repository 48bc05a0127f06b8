import fs, { createReadStream } from 'node:fs'
import { dirname } from 'node:path'
import { Failure } from './failure.ts'

export type Kind = 'file' | 'folder' | 'other'

export interface Entry {
  name: string
  kind: Kind
}

/** The few operations on the disk that commands use. */
export interface Files {
  /** Undefined where there is nothing. */
  kind(path: string): Kind | undefined
  sizeBytes(path: string): number
  read(path: string): Buffer
  /** The descriptor is open for reading until the work has ended. */
  withOpen<T>(path: string, work: (file: number) => Promise<T>): Promise<T>
  find(path: string): Buffer | undefined
  stream(path: string): ReadableStream<Uint8Array>
  /** In the order of the names' code units, so that the same folder lists alike everywhere. */
  list(folder: string): Entry[]
  createFolder(path: string, mode?: number): void
  /** For a folder that nobody looks into yet. */
  write(path: string, contents: string | Uint8Array): void
  /** The file is there whole or not at all, whatever happens meanwhile. */
  writeWhole(path: string, contents: string | Uint8Array, mode?: number): void
  /** Like `writeWhole`, but an existing file stays; answers whether it was written. */
  writeNew(path: string, contents: string | Uint8Array, mode?: number): boolean
  /** Moves a file or folder to a name that is free. */
  move(from: string, to: string): void
  remove(path: string): void
  /** Milliseconds since 1970, or undefined where there is nothing. */
  changedAt(path: string): number | undefined
}

/** The disk of this machine. Its errors say which path, and what to do. */
export const disk: Files = {
  kind(path) {
    return reading(path, () => {
      const stats = fs.statSync(path, { throwIfNoEntry: false })
      if (!stats) return undefined
      return stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : 'other'
    })
  },
  sizeBytes: (path) => reading(path, () => fs.statSync(path).size),
  read: (path) => reading(path, () => fs.readFileSync(path)),
  async withOpen(path, work) {
    const file = reading(path, () => fs.openSync(path, 'r'))
    try {
      return await work(file)
    } catch (cause) {
      throw cause instanceof Error && 'syscall' in cause ? notReadable(path, cause) : cause
    } finally {
      fs.closeSync(file)
    }
  },
  find: (path) => (fs.existsSync(path) ? disk.read(path) : undefined),
  // The two stream types differ between Node's own declarations and the web's; the object is the same.
  stream: (path) => toWebStream(path),
  list(folder) {
    const entries = reading(folder, () => fs.readdirSync(folder, { withFileTypes: true }))
    return entries
      .map((entry) => ({ name: entry.name, kind: kindOf(entry) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  },
  createFolder: (path, mode) => writing(path, () => void fs.mkdirSync(path, { recursive: true, mode })),
  write(path, contents) {
    writing(path, () => {
      fs.mkdirSync(dirname(path), { recursive: true })
      fs.writeFileSync(path, contents, { flag: 'wx' })
    })
  },
  writeWhole(path, contents, mode = 0o666) {
    withTemporary(path, contents, mode, (temporary) => fs.renameSync(temporary, path))
  },
  writeNew(path, contents, mode = 0o666) {
    let written = true
    // A hard link refuses an existing name, a rename would replace it.
    withTemporary(path, contents, mode, (temporary) => {
      try {
        fs.linkSync(temporary, path)
      } catch (error) {
        if (errnoOf(error) !== 'EEXIST') throw error
        written = false
      }
      fs.rmSync(temporary)
    })
    return written
  },
  move: (from, to) => writing(to, () => fs.renameSync(from, to)),
  remove: (path) => writing(path, () => fs.rmSync(path, { recursive: true, force: true })),
  changedAt: (path) => fs.statSync(path, { throwIfNoEntry: false })?.mtimeMs,
}

function kindOf(entry: fs.Dirent): Kind {
  return entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
}

function toWebStream(path: string): ReadableStream<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: 256 * 1024 })
  return new ReadableStream({
    start(controller) {
      source.on('data', (chunk) => {
        controller.enqueue(chunk as Buffer)
        if ((controller.desiredSize ?? 0) <= 0) source.pause()
      })
      source.on('end', () => controller.close())
      source.on('error', (error) => controller.error(error))
    },
    pull: () => void source.resume(),
    cancel: () => void source.destroy(),
  })
}

function withTemporary(
  path: string,
  contents: string | Uint8Array,
  mode: number,
  put: (temporary: string) => void,
): void {
  writing(path, () => {
    fs.mkdirSync(dirname(path), { recursive: true, mode: mode === 0o600 ? 0o700 : 0o777 })
    const temporary = `${path}.${process.pid}.tmp`
    try {
      fs.rmSync(temporary, { force: true })
      // Only a file that is made here has the wanted mode for certain, and is no link to somewhere else.
      const file = fs.openSync(temporary, 'wx', mode)
      try {
        fs.writeFileSync(file, contents)
        fs.fsyncSync(file)
      } finally {
        fs.closeSync(file)
      }
      put(temporary)
    } catch (error) {
      fs.rmSync(temporary, { force: true })
      throw error
    }
  })
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw notReadable(path, cause)
  }
}

function notReadable(path: string, cause: unknown): Failure {
  return errnoOf(cause) === 'ENOENT' || errnoOf(cause) === 'ENOTDIR'
    ? new Failure('file.not_found', `There is no "${path}"`, { path, fix: 'Check the path', cause })
    : new Failure('file.not_readable', `Cannot read "${path}": ${reasonOf(cause)}`, { path, cause })
}

function writing<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (cause) {
    const fix = errnoOf(cause) === 'ENOSPC' ? 'Make room on the disk' : 'Choose a folder that you may write to'
    throw new Failure('file.not_writable', `Cannot write "${path}": ${reasonOf(cause)}`, { path, fix, cause })
  }
}

const reasons: Record<string, string> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  EEXIST: 'a part of the path is a file',
  ENOTEMPTY: 'the folder is not empty',
  ENAMETOOLONG: 'the name is too long',
}

function reasonOf(cause: unknown): string {
  return reasons[errnoOf(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause))
}

function errnoOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}

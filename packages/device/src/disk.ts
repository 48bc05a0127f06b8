import { randomBytes } from 'node:crypto'
import type { Dirent } from 'node:fs'
import * as fs from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'

/**
 * The file operations that change a device's data folder. Each is a row of steps, and after every step the folder can be
 * put right again by the next start; `beforeStep` sees each one, which is how tests stop a device at any instant.
 */
export interface Disk {
  makeFolder(path: string): Promise<void>
  /** Writes a file that must not exist yet; it is on the disk when this returns. */
  createFile(path: string, bytes: Uint8Array | string): Promise<void>
  /** Replaces a file whole: a reader sees the old content or the new one. */
  replaceFile(path: string, bytes: Uint8Array | string): Promise<void>
  /** Opens a file for appending, made when it is missing. */
  openAppend(path: string): Promise<AppendHandle>
  rename(from: string, to: string): Promise<void>
  /** Points `link` at a sibling path in one step. */
  switchLink(link: string, target: string): Promise<void>
  /** Copies plain files and folders; links and devices are left out. */
  copyTree(from: string, to: string): Promise<void>
  /** Removes a file, a link (never what it points at) or a folder with all it holds; nothing there is fine. */
  remove(path: string): Promise<void>
  syncFolder(path: string): Promise<void>
}

export interface AppendHandle {
  write(bytes: Uint8Array): Promise<void>
  truncate(): Promise<void>
  /** Syncs and closes. */
  close(): Promise<void>
}

const onWindows = process.platform === 'win32'

/** The disk of this computer. */
export function openDisk(beforeStep: (step: string) => void = () => undefined): Disk {
  const disk: Disk = {
    async makeFolder(path) {
      beforeStep(`mkdir ${path}`)
      await fs.mkdir(path, { recursive: true, mode: 0o700 })
    },
    async createFile(path, bytes) {
      beforeStep(`create ${path}`)
      // "wx" fails when anything stands there, a planted link included.
      const file = await fs.open(path, 'wx', 0o600)
      try {
        beforeStep(`write ${path}`)
        await file.writeFile(bytes)
        beforeStep(`sync ${path}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    async replaceFile(path, bytes) {
      const fresh = besides(path)
      try {
        await disk.createFile(fresh, bytes)
        await disk.rename(fresh, path)
      } catch (error) {
        await fs.rm(fresh, { force: true })
        throw error
      }
    },
    async openAppend(path) {
      beforeStep(`open ${path}`)
      const file = await fs.open(path, 'a', 0o600)
      return {
        async write(bytes) {
          beforeStep(`append ${path}`)
          await file.writeFile(bytes)
        },
        async truncate() {
          await file.truncate(0)
        },
        async close() {
          try {
            await file.sync()
          } finally {
            await file.close()
          }
        },
      }
    },
    async rename(from, to) {
      beforeStep(`rename ${to}`)
      await fs.rename(from, to)
      await disk.syncFolder(dirname(to))
      if (dirname(from) !== dirname(to)) await disk.syncFolder(dirname(from))
    },
    async switchLink(link, target) {
      const fresh = besides(link)
      beforeStep(`link ${link}`)
      // A junction needs an absolute target; elsewhere a relative one lets the data folder be moved.
      await fs.symlink(onWindows ? resolve(dirname(link), target) : target, fresh, 'junction')
      // Windows cannot rename over a junction: for a moment there is none, and a start in that moment makes it anew.
      if (onWindows) await disk.remove(link)
      await disk.rename(fresh, link)
    },
    async copyTree(from, to) {
      await disk.makeFolder(to)
      for (const entry of await listFolder(from)) {
        if (entry.isDirectory()) await disk.copyTree(join(from, entry.name), join(to, entry.name))
        else if (entry.isFile()) await copyFile(join(from, entry.name), join(to, entry.name))
      }
      await disk.syncFolder(to)
    },
    async remove(path) {
      beforeStep(`remove ${path}`)
      await fs.rm(path, { recursive: true, force: true })
    },
    async syncFolder(path) {
      // Windows has no sync of a folder; its file system journals names itself.
      if (onWindows) return
      beforeStep(`sync ${path}`)
      const folder = await fs.open(path, 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
  }
  async function copyFile(from: string, to: string) {
    beforeStep(`copy ${to}`)
    await fs.copyFile(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE)
    const file = await fs.open(to, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  }
  return disk
}

/** A random name part: two programs never choose the same one. */
export function randomName(): string {
  return randomBytes(9).toString('hex')
}

/** What is being written beside its final place begins so; the next start removes what a killed program left. */
export const unfinished = '.tmp-'

function besides(path: string): string {
  return join(dirname(path), `${unfinished}${randomName()}`)
}

/** The entries of a folder; none when there is no such folder. */
export async function listFolder(path: string): Promise<Dirent[]> {
  return (await orUndefined(fs.readdir(path, { withFileTypes: true }))) ?? []
}

/** A file's bytes, or undefined when there is no such file. */
export function readFileIfThere(path: string): Promise<Buffer | undefined> {
  return orUndefined(fs.readFile(path))
}

/** What a link points at, or undefined when there is no link. */
export async function readLink(path: string): Promise<string | undefined> {
  const target = await orUndefined(fs.readlink(path), ['ENOENT', 'ENOTDIR', 'EINVAL'])
  return target?.replaceAll('\\', '/').replace(/\/$/, '')
}

/** All plain files below a folder, by path; links are left out and not followed. */
export async function listFiles(folder: string): Promise<string[]> {
  const paths: string[] = []
  // Not with `recursive`, which goes through links to folders.
  for (const entry of await listFolder(folder)) {
    const path = join(folder, entry.name)
    if (entry.isFile()) paths.push(path)
    if (entry.isDirectory()) paths.push(...(await listFiles(path)))
  }
  return paths
}

/** The bytes of all plain files below a folder. */
export async function sizeOfTree(folder: string): Promise<number> {
  let sizeBytes = 0
  for (const path of await listFiles(folder)) sizeBytes += (await orUndefined(fs.lstat(path)))?.size ?? 0
  return sizeBytes
}

/** The bytes that may still be written where `path` lies. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await fs.statfs(path)
  return bavail * bsize
}

async function orUndefined<T>(work: Promise<T>, codes = ['ENOENT', 'ENOTDIR']): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return undefined
    throw error
  }
}

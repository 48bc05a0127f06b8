import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import type { FSWatcher } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readIgnore } from '@mosis/format'
import type { Ignored } from '@mosis/format'

export interface FolderWatch {
  close(): void
}

/** A save is several events, and editors write in several ways: what comes within this time is one change. */
const settleMs = 10
/** An editor that empties or removes a file before it writes it gets this long. */
const emptyMs = 120

/**
 * Tells which files of a project became different, by their paths in the project. Every folder has a watcher of its own: a
 * recursive one loses files on some systems that are saved by renaming. Only contents count, so a file that was touched tells nothing.
 */
export async function watchFolder(
  root: string,
  onChange: (paths: string[]) => void,
  onFailed: (error: Error) => void,
): Promise<FolderWatch> {
  const watchers = new Map<string, FSWatcher>()
  const digests = new Map<string, string>()
  let ignored = await readRules(root)
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  let isClosed = false

  /** Watches a folder and what is in it, and answers its files. */
  async function scan(folder: string): Promise<string[]> {
    if (isClosed) return []
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => undefined)
    if (!entries) {
      unwatch(folder)
      return []
    }
    if (!watchers.has(folder)) watchers.set(folder, watchOne(folder))
    const files: string[] = []
    for (const entry of entries) {
      const path = childOf(folder, entry.name)
      if (ignored(path, entry.isDirectory())) continue
      if (entry.isDirectory()) files.push(...(await scan(path)))
      else if (entry.isFile()) files.push(path)
    }
    return files
  }

  function watchOne(folder: string): FSWatcher {
    const watcher = watch(join(root, folder), (kind, name) => {
      // The folder itself went away; one that comes back under its name is another one.
      const isItself = kind === 'rename' && name === folder.split('/').at(-1)
      if (isItself) unwatch(folder)
      later(isItself || name === null ? undefined : childOf(folder, name))
    })
    // The scan of the folder above notices.
    watcher.on('error', () => unwatch(folder))
    return watcher
  }

  function unwatch(folder: string) {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }

  /** Undefined: something, somewhere. */
  const touched = new Set<string | undefined>()

  function later(path: string | undefined) {
    touched.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      looking = looking
        .then(look)
        .catch((error: unknown) => onFailed(error instanceof Error ? error : new Error(String(error))))
    }, settleMs)
  }

  async function look() {
    const paths = [...touched]
    touched.clear()
    // Mostly a file is saved that was there before: then nothing else is looked at.
    const known = paths.filter((path) => path !== undefined && digests.has(path))
    const isUsual = known.length === paths.length
    if (!isUsual) ignored = await readRules(root)
    const changed = isUsual ? await compareSome(known) : await compare(await scan(''))
    if (changed.length > 0 && !isClosed) onChange(changed)
  }

  async function compareSome(files: (string | undefined)[]): Promise<string[]> {
    const changed: string[] = []
    for (const path of files) {
      if (path === undefined) continue
      const digest = await digestOf(join(root, path), digests.has(path))
      if (digests.get(path) === digest) continue
      if (digest === undefined) digests.delete(path)
      else digests.set(path, digest)
      changed.push(path)
    }
    return changed
  }

  /** All files of the project: also what is gone. */
  async function compare(files: string[]): Promise<string[]> {
    const changed = await compareSome(files)
    const there = new Set(files)
    for (const path of digests.keys()) {
      if (there.has(path)) continue
      digests.delete(path)
      changed.push(path)
    }
    return changed
  }

  await compare(await scan(''))
  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      for (const watcher of watchers.values()) watcher.close()
    },
  }
}

const childOf = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`)

async function readRules(root: string): Promise<Ignored> {
  return readIgnore(await readFile(join(root, '.mosisignore'), 'utf8').catch(() => ''))
}

async function digestOf(path: string, wasThere: boolean): Promise<string | undefined> {
  let bytes = await readFile(path).catch(() => undefined)
  if (!bytes?.length && wasThere) {
    await new Promise((resolve) => void setTimeout(resolve, emptyMs))
    bytes = await readFile(path).catch(() => undefined)
  }
  return bytes && createHash('sha1').update(bytes).digest('base64')
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { LuaError } from '@mosis/sandbox'

/** The files that the code and the documents of an app can read, by their path from the package root. */
export interface PackageFiles {
  /** The text of a file; `/system/…` is the platform's. Throws when there is no such file. */
  readText(path: string): string
  /** The bytes of a file, as `readText`. */
  readBytes(path: string): Uint8Array
  has(path: string): boolean
  /** Looks again which files there are. */
  reload(): void
}

/**
 * Only names that stood in the folders when they were looked at are ever opened, so no spelling of a path leads elsewhere.
 */
export function openPackageFiles({
  packageRoot,
  systemRoot,
}: {
  packageRoot: string
  systemRoot: string
}): PackageFiles {
  const files = new Map<string, string>()
  reload()

  return {
    reload,
    has: (path) => files.has(path),
    readText: (path) => readFileSync(fileOf(path), 'utf8'),
    readBytes: (path) => readFileSync(fileOf(path)),
  }

  function fileOf(path: string): string {
    const file = files.get(path)
    if (file === undefined) throw new Error(`Cannot read "${path}": the package has no such file`)
    return file
  }

  function reload() {
    files.clear()
    addFiles(packageRoot, '')
    addFiles(systemRoot, systemPrefix)
  }

  function addFiles(folder: string, prefix: string) {
    // Links are neither files nor folders here: nothing outside the package gets a name.
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isFile()) files.set(prefix + entry.name, path)
      if (entry.isDirectory()) addFiles(path, `${prefix}${entry.name}/`)
    }
  }
}

const systemPrefix = '/system/'
const assets = 'assets/'

/** Turns what `navigateTo` and `import` take into a path from the package root: it starts at `assets/` unless it begins with `/`. */
export function resolveAsset(path: string): string {
  if (path.startsWith(systemPrefix)) return systemPrefix + inside(path, path.slice(systemPrefix.length))
  return path.startsWith('/') ? inside(path, path.slice(1)) : inside(path, assets + path)
}

/** The way back: what an app would write for this path. */
export function assetName(path: string): string {
  if (path.startsWith(assets)) return path.slice(assets.length)
  return path.startsWith('/') ? path : `/${path}`
}

function inside(asked: string, path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..' && segments.pop() === undefined) {
      throw new LuaError('path.outside', `Cannot use "${asked}": it leads out of the package`)
    }
    if (segment !== '' && segment !== '.' && segment !== '..') segments.push(segment)
  }
  return segments.join('/')
}

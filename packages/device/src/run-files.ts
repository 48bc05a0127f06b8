import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { readFolder, readPackage } from '@mosis/format'
import type { Package } from '@mosis/format'
import { listFiles } from './disk.ts'
import { readPackageFile } from './install.ts'
import type { RunResult } from './lines.ts'
import { toStartOptions } from './run-options.ts'
import type { RunOptions } from './run-options.ts'
import { startApp } from './start-app.ts'
import type { RunningApp, StartOptions } from './start-app.ts'

/**
 * Runs a project without installing it, by the same rules as an installed app: its files are checked like a package's. Its
 * data lies in a temporary folder that is removed when it stops.
 */
export async function runFiles(files: ReadonlyMap<string, Uint8Array>, options: RunOptions = {}): Promise<RunningApp> {
  return runUnpacked(readFolder(files), options)
}

/** Runs the project in a folder; names that begin with a dot are no part of it. */
export async function runFolder(folder: string, options: RunOptions = {}): Promise<RunningApp> {
  const files = new Map<string, Uint8Array>()
  for (const path of await listFiles(folder)) {
    const name = relative(folder, path).replaceAll(sep, '/')
    if (!name.split('/').some((segment) => segment.startsWith('.'))) files.set(name, await readFile(path))
  }
  return runFiles(files, options)
}

/** Runs a package file without installing it; it need not be signed. */
export async function runPackage(path: string, options: RunOptions = {}): Promise<RunningApp> {
  return runUnpacked(readPackage(await readPackageFile(path), { allowUnsigned: true }), options)
}

async function runUnpacked(pkg: Package, options: RunOptions): Promise<RunningApp> {
  const root = await mkdtemp(join(tmpdir(), 'mosis-run-'))
  const removeRoot = () => rm(root, { recursive: true, force: true })
  try {
    const app = await startApp({ ...toStartOptions(options), manifest: pkg.manifest, ...(await unpackInto(root, pkg)) })
    const stopped = removeAfter(app.stopped, removeRoot)
    return { ...app, stopped, stop: () => app.stop().then(() => stopped) }
  } catch (error) {
    await removeRoot()
    throw error
  }
}

/** Lays a package and empty folders for its data into a folder. */
export async function unpackInto(root: string, pkg: Package): Promise<Pick<StartOptions, 'packageRoot' | 'folders'>> {
  const packageRoot = join(root, 'package')
  const folders = { data: 'data', cache: 'cache', temp: 'temp', db: 'db', staging: 'staging' }
  for (const [name, folder] of Object.entries(folders)) folders[name as keyof typeof folders] = join(root, folder)
  for (const folder of Object.values(folders)) await mkdir(folder)
  for (const file of pkg.files.values()) {
    const path = join(packageRoot, ...file.path.split('/'))
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, file.read())
  }
  return { packageRoot, folders }
}

async function removeAfter(stopped: Promise<RunResult>, remove: () => Promise<void>): Promise<RunResult> {
  const result = await stopped
  await remove()
  return result
}

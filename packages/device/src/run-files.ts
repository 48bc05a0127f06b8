import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readFolder, readPackage } from '@mosis/format'
import type { Package } from '@mosis/format'
import { readPackageFile } from './install.ts'
import type { RunResult } from './lines.ts'
import { createProjectUpdater, readProject } from './project-files.ts'
import { toStartOptions } from './run-options.ts'
import type { RunOptions } from './run-options.ts'
import { startApp } from './start-app.ts'
import type { RunningApp, StartOptions } from './start-app.ts'

/**
 * Runs a project without installing it, by the same rules as an installed app: its files are checked like a package's. Its
 * data lies in a temporary folder that is removed when it stops, unless the options name another one.
 */
export async function runFiles(files: ReadonlyMap<string, Uint8Array>, options: RunOptions = {}): Promise<RunningApp> {
  return runUnpacked(readFolder(files), options)
}

/** Runs the project in a folder; what `.mosisignore` names and names that begin with a dot are no part of it. */
export async function runFolder(folder: string, options: RunOptions = {}): Promise<RunningApp> {
  const files = await readProject(folder)
  return runUnpacked(readFolder(files), options, (packageRoot) => createProjectUpdater(folder, files, packageRoot))
}

/** Runs a package file without installing it; it need not be signed. */
export async function runPackage(path: string, options: RunOptions = {}): Promise<RunningApp> {
  return runUnpacked(readPackage(await readPackageFile(path), { allowUnsigned: true }), options)
}

async function runUnpacked(
  pkg: Package,
  options: RunOptions,
  createUpdate?: (packageRoot: string) => StartOptions['update'],
): Promise<RunningApp> {
  const root = await mkdtemp(join(tmpdir(), 'mosis-run-'))
  const removeRoot = () => rm(root, { recursive: true, force: true })
  try {
    const place = await unpackInto(root, pkg, options.dataRoot)
    const update = createUpdate?.(place.packageRoot)
    const app = await startApp({
      ...toStartOptions(options),
      manifest: pkg.manifest,
      ...place,
      ...(update && { update }),
    })
    const stopped = removeAfter(app.stopped, removeRoot)
    return { ...app, stopped, stop: () => app.stop().then(() => stopped) }
  } catch (error) {
    await removeRoot()
    throw error
  }
}

/** A disk does several things at once; more would only hold more unpacked files in memory. */
const filesAtOnce = 16

/** Lays a package and empty folders for its data into a folder; files and databases may lie elsewhere and stay. */
export async function unpackInto(
  root: string,
  pkg: Package,
  dataRoot = root,
): Promise<Pick<StartOptions, 'packageRoot' | 'folders'>> {
  const packageRoot = join(root, 'package')
  const folders = {
    data: join(dataRoot, 'data'),
    cache: join(dataRoot, 'cache'),
    db: join(dataRoot, 'db'),
    temp: join(root, 'temp'),
    // Files are written here first and then moved into their place, so both are on one disk.
    staging: join(dataRoot, 'staging'),
  }
  const files = Array.from(pkg.files.values(), (file) => ({ file, path: join(packageRoot, ...file.path.split('/')) }))
  const needed = new Set([...Object.values(folders), ...files.map(({ path }) => dirname(path))])
  await Promise.all(Array.from(needed, (folder) => mkdir(folder, { recursive: true })))
  for (let from = 0; from < files.length; from += filesAtOnce) {
    const some = files.slice(from, from + filesAtOnce)
    await Promise.all(some.map(({ file, path }) => writeFile(path, file.read())))
  }
  return { packageRoot, folders }
}

async function removeAfter(stopped: Promise<RunResult>, remove: () => Promise<void>): Promise<RunResult> {
  const result = await stopped
  await remove()
  return result
}

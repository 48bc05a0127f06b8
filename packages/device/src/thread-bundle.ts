import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BuildOptions } from 'esbuild'
import { listFolder, randomName } from './disk.ts'

/**
 * An app's thread consists of some two hundred source files, and every app loads them anew. In one file they take half the
 * time and two thirds of the memory; that file is made once and used until one of its sources is another. The program of its
 * databases is made with it: as plain JavaScript it is there in a third of the time.
 */

const threadSource = fileURLToPath(new URL('app-worker/entry.ts', import.meta.url))
const databaseSource = fileURLToPath(new URL('brokers/database-child.ts', import.meta.url))
/** Beside what other tools keep; nothing of it is needed to run. */
const folder = join(dirname(fileURLToPath(import.meta.resolve('wasmoon/package.json'))), '..', '.cache', 'mosis')
const bundlePrefix = 'app-thread-'
const listFile = join(folder, 'app-thread.json')

interface BundleList {
  node: string
  /** The folder with the bundle. */
  folder: string
  inputs: [path: string, modifiedMs: number, sizeBytes: number][]
}

interface StartFiles {
  thread: string
  database: string
}

const sources: StartFiles = { thread: threadSource, database: databaseSource }
let found: StartFiles | undefined

/** The file from which threads start: the bundle while it is up to date, else the source. */
export function findThreadFile(): string {
  return find().thread
}

/** The file from which the process of an app's databases starts; as with threads. */
export function findDatabaseFile(): string {
  return find().database
}

/** Makes the bundle if there is none that is up to date; without the tool for it, or without a place, all starts from the source. */
export async function bundleThread(): Promise<void> {
  found = findBundle() ?? (await makeBundle()) ?? sources
}

function find(): StartFiles {
  if (!found || !existsSync(found.thread) || !existsSync(found.database)) found = findBundle() ?? sources
  return found
}

function filesIn(name: string): StartFiles {
  return { thread: join(folder, name, 'entry.mjs'), database: join(folder, name, 'database-child.cjs') }
}

function findBundle(): StartFiles | undefined {
  try {
    // Written below.
    const list = JSON.parse(readFileSync(listFile, 'utf8')) as BundleList
    const files = filesIn(list.folder)
    const isCurrent = list.node === process.version && list.inputs.every(isSame)
    return isCurrent && existsSync(files.database) ? files : undefined
  } catch {
    // None was made, or what was made is gone.
    return undefined
  }
}

function isSame([path, modifiedMs, sizeBytes]: BundleList['inputs'][number]): boolean {
  const { mtimeMs, size } = statSync(path)
  return mtimeMs === modifiedMs && size === sizeBytes
}

/** What has to be built into a folder: `entry.mjs`, from which threads start, and `database-child.cjs`. */
export function threadBuilds(outdir: string): (BuildOptions & { metafile: true })[] {
  const common = {
    bundle: true,
    platform: 'node',
    target: 'node24',
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: dirname(threadSource),
    outdir,
  } as const
  return [
    { ...common, entryPoints: [threadSource], splitting: true, format: 'esm', outExtension: { '.js': '.mjs' } },
    // A single file that loads nothing is there soonest in the older format.
    { ...common, entryPoints: [databaseSource], format: 'cjs', outExtension: { '.js': '.cjs' } },
  ]
}

async function makeBundle(): Promise<StartFiles | undefined> {
  const name = `${bundlePrefix}${randomName()}`
  try {
    const { build } = await import('esbuild')
    const built = await Promise.all(threadBuilds(join(folder, name)).map((options) => build(options)))
    const names = new Set(built.flatMap(({ metafile }) => Object.keys(metafile.inputs)))
    const inputs = Array.from(names, (input): BundleList['inputs'][number] => {
      const path = join(dirname(threadSource), input)
      const { mtimeMs, size } = statSync(path)
      return [path, mtimeMs, size]
    })
    await keepList({ node: process.version, folder: name, inputs })
    return filesIn(name)
  } catch {
    // An installation without the tool, or one that cannot be written to.
    await rm(join(folder, name), { recursive: true, force: true })
    return undefined
  }
}

async function keepList(list: BundleList): Promise<void> {
  const written = join(folder, `.${randomName()}`)
  await mkdir(folder, { recursive: true })
  await writeFile(written, JSON.stringify(list))
  await rename(written, listFile)
  await removeOld()
}

/** Programs that run now may still start threads from what was current when they began. */
const keptMs = 86_400_000

async function removeOld(): Promise<void> {
  for (const { name } of await listFolder(folder)) {
    if (!name.startsWith(bundlePrefix)) continue
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (found && Date.now() - found.mtimeMs > keptMs) await rm(join(folder, name), { recursive: true, force: true })
  }
}

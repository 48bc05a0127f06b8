import { existsSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { listFolder, randomName } from './disk.ts'

/**
 * An app's thread consists of some two hundred source files, and every app loads them anew. In one file they take half the
 * time and two thirds of the memory; that file is made once and used until one of its sources is another.
 */

const sourceFile = fileURLToPath(new URL('app-worker/entry.ts', import.meta.url))
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

let found: string | undefined

/** The file from which threads start: the bundle while it is up to date, else the source. */
export function findThreadFile(): string {
  if (found === undefined || !existsSync(found)) found = findBundle() ?? sourceFile
  return found
}

/** Makes the bundle if there is none that is up to date; without the tool for it, or without a place, threads start from the source. */
export async function bundleThread(): Promise<void> {
  found = findBundle() ?? (await makeBundle()) ?? sourceFile
}

function findBundle(): string | undefined {
  try {
    // Written below.
    const list = JSON.parse(readFileSync(listFile, 'utf8')) as BundleList
    const isCurrent = list.node === process.version && list.inputs.every(isSame)
    return isCurrent ? join(folder, list.folder, 'entry.mjs') : undefined
  } catch {
    // None was made, or what was made is gone.
    return undefined
  }
}

function isSame([path, modifiedMs, sizeBytes]: BundleList['inputs'][number]): boolean {
  const { mtimeMs, size } = statSync(path)
  return mtimeMs === modifiedMs && size === sizeBytes
}

async function makeBundle(): Promise<string | undefined> {
  const name = `${bundlePrefix}${randomName()}`
  try {
    const { build } = await import('esbuild')
    const { metafile } = await build({
      entryPoints: [sourceFile],
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      minifyWhitespace: true,
      minifySyntax: true,
      outdir: join(folder, name),
      outExtension: { '.js': '.mjs' },
      metafile: true,
      logLevel: 'silent',
      absWorkingDir: dirname(sourceFile),
    })
    const inputs = Object.keys(metafile.inputs).map((input): BundleList['inputs'][number] => {
      const path = join(dirname(sourceFile), input)
      const { mtimeMs, size } = statSync(path)
      return [path, mtimeMs, size]
    })
    await keepList({ node: process.version, folder: name, inputs })
    return join(folder, name, 'entry.mjs')
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

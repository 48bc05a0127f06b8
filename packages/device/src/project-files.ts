import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PackageError, readFolder } from '@mosis/format'
import type { Package } from '@mosis/format'
import { readIgnore } from '@mosis/format/ignore'
import { listFolder, readFileIfThere } from './disk.ts'
import type { ProjectUpdate, ReloadProblem } from './reload.ts'

/** The files of a project's folder that belong to its package, by path. */
export async function readProject(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const isIgnored = await readIgnored(folder)
  await addFiles('')
  return files

  async function addFiles(prefix: string) {
    // Links are left out and not followed.
    for (const entry of await listFolder(join(folder, prefix))) {
      const path = prefix + entry.name
      if (isIgnored(path, entry.isDirectory())) continue
      if (entry.isFile()) files.set(path, await readFile(join(folder, path)))
      if (entry.isDirectory()) await addFiles(`${path}/`)
    }
  }
}

async function readIgnored(folder: string) {
  return readIgnore((await readFileIfThere(join(folder, '.mosisignore')))?.toString() ?? '')
}

/** Takes what became different in a project's folder over into the place it runs from. */
export function createProjectUpdater(
  folder: string,
  files: Map<string, Uint8Array>,
  packageRoot: string,
): (paths: readonly string[]) => Promise<ProjectUpdate> {
  return async (paths) => {
    const isIgnored = await readIgnored(folder)
    const next = new Map(files)
    for (const path of paths) {
      const bytes = isInside(path) && !isIgnored(path, false) ? await readFileIfThere(join(folder, path)) : undefined
      if (bytes) next.set(path, bytes)
      else next.delete(path)
    }
    let pkg: Package
    try {
      pkg = readFolder(next)
    } catch (error) {
      if (!(error instanceof PackageError)) throw error
      return { problem: toProblem(error, next) }
    }
    for (const path of paths) await lay(path, pkg, packageRoot)
    files.clear()
    for (const [path, bytes] of next) files.set(path, bytes)
    return paths.includes('manifest.json') ? { manifest: pkg.manifest } : {}
  }
}

async function lay(path: string, pkg: Package, packageRoot: string): Promise<void> {
  if (!isInside(path)) return
  const target = join(packageRoot, ...path.split('/'))
  const file = pkg.files.get(path)
  if (!file) {
    await rm(target, { force: true })
    return
  }
  await mkdir(dirname(target), { recursive: true })
  await writeFile(target, file.read())
}

/** Whoever watches the folder tells paths; none leads out of it. */
function isInside(path: string): boolean {
  return path
    .split('/')
    .every((segment) => segment !== '' && segment !== '.' && segment !== '..' && !segment.includes('\\'))
}

const linesAround = 2

function toProblem({ message, fix, details }: PackageError, files: ReadonlyMap<string, Uint8Array>): ReloadProblem {
  // A fault without a path is one of the manifest, or of all files together.
  const path = details.path ?? (details.pointer === undefined ? undefined : 'manifest.json')
  const { line } = details
  const text = path === undefined || line === undefined ? undefined : files.get(path)
  const excerpt =
    text && line !== undefined
      ? Buffer.from(text)
          .toString()
          .split(/\r?\n/)
          .map((text, index) => ({ line: index + 1, text }))
          .slice(Math.max(0, line - 1 - linesAround), line + linesAround)
      : undefined
  return {
    message: `${message}. ${fix}`,
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
    ...(excerpt && { excerpt }),
  }
}

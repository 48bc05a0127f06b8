import { join, relative, resolve, sep } from 'node:path'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'

/** A project with the files of its tests, by their paths from its folder. */
export interface TestedProject {
  folder: string
  files: Map<string, Uint8Array>
  /** Which of them were asked for; undefined for all. */
  chosen: string[] | undefined
}

const mostFiles = 2000
const mostBytes = 64 * 1024 * 1024

/** Reads the folder `tests` of a project. The first of the paths may be the project, the others are files of tests. */
export function readTests(io: Io, paths: readonly string[]): TestedProject {
  const [first, ...others] = paths
  const isProject = first !== undefined && io.files.kind(resolve(io.cwd, first)) === 'folder' && !isInTests(first)
  const folder = resolve(io.cwd, isProject ? first : '.')
  const hasManifest = io.files.kind(join(folder, 'manifest.json')) !== undefined
  if (first !== undefined && !hasManifest && io.files.kind(resolve(io.cwd, first)) === undefined) {
    throw new Failure('file.not_found', `There is no "${first}"`, { path: first, fix: 'Name the folder of a project' })
  }
  if (!hasManifest) {
    throw new Failure('file.not_found', `There is no manifest.json in "${isProject ? first : '.'}"`, {
      path: isProject ? first : '.',
      fix: 'Name the folder of a project: mosis test DIR',
    })
  }
  const files = new Map<string, Uint8Array>()
  let bytes = 0
  const walk = (path: string) => {
    for (const { name, kind } of io.files.list(join(folder, path))) {
      const inside = `${path}/${name}`
      if (kind === 'folder') walk(inside)
      if (kind !== 'file') continue
      const contents = io.files.read(join(folder, inside))
      bytes += contents.length
      if (files.size >= mostFiles || bytes > mostBytes) {
        throw new Failure(
          'project.too_large',
          `Cannot read the tests in "${folder}": there are more than ${mostFiles} files`,
          {
            path: join(folder, 'tests'),
            fix: 'Keep only tests and what they need there',
          },
        )
      }
      files.set(inside, contents)
    }
  }
  if (io.files.kind(join(folder, 'tests')) === 'folder') walk('tests')
  const wanted = isProject ? others : paths
  return {
    folder,
    files,
    chosen: wanted.length === 0 ? undefined : wanted.flatMap((path) => choose(io, folder, path, files)),
  }
}

const isInTests = (path: string) => path.split(/[\\/]/).includes('tests')

/** A file may be named from where the person is or from the project; a folder stands for all in it. */
function choose(io: Io, folder: string, path: string, files: ReadonlyMap<string, unknown>): string[] {
  const names = [resolve(io.cwd, path), resolve(folder, path)].map((full) =>
    relative(folder, full).replaceAll(sep, '/'),
  )
  const found = [...files.keys()].filter(
    (name) => names.includes(name) || (/\.(?:lua|json)$/.test(name) && names.some((one) => name.startsWith(`${one}/`))),
  )
  if (found.length > 0) return found
  throw new Failure('file.not_found', `There is no test file "${path}"`, {
    path,
    fix: 'Tests are the .lua and .json files in the folder tests of the project',
  })
}

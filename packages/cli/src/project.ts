import type { Package } from '@mosis/format'
import { readIgnore } from '@mosis/format/ignore'
import { join, resolve } from 'node:path'
import { Failure } from './failure.ts'
import type { Io } from './io.ts'
import { lineagePath } from './lineage.ts'
import { size } from './output.ts'
import { unzip } from './unzip.ts'

/** What a command was pointed at: a project (a folder, or a ZIP of one) with the files of the app and its lineage, or a package file. */
export type Source =
  | { kind: 'folder'; path: string; files: Map<string, Uint8Array>; lineage?: Buffer }
  | { kind: 'file'; path: string; bytes: Buffer }

/** Bounds for reading before the format's own limits are asked: a wrong path must not fill the memory. */
const mostFiles = 5000
const mostBytes = 512 * 1024 * 1024

/** Opens a project folder, a ZIP of one, or a package file; `path` is what the person wrote. */
export function openSource(io: Io, path = '.'): Source {
  const full = resolve(io.cwd, path)
  const kind = io.files.kind(full)
  if (kind === 'folder') {
    const lineage = io.files.find(join(full, lineagePath))
    return { kind, path: full, files: readProject(io, full, path), ...(lineage && { lineage }) }
  }
  if (kind === 'file') {
    const bytes = readFile(io, full, path)
    return full.endsWith('.zip') ? { kind: 'folder', path: full, ...readZip(bytes, path) } : { kind, path: full, bytes }
  }
  if (kind === undefined) {
    throw new Failure('file.not_found', `There is no "${path}"`, {
      path,
      fix: 'Give the path of a project or a package',
    })
  }
  throw new Failure('project.unsafe_file', `Cannot read "${path}": it is neither a file nor a folder`, { path })
}

function readFile(io: Io, full: string, path: string): Buffer {
  const sizeBytes = io.files.sizeBytes(full)
  if (sizeBytes > mostBytes) {
    throw new Failure(
      'project.too_large',
      `Cannot read "${path}": it is ${size(sizeBytes)}, far more than a package may be`,
      {
        path,
        fix: 'Give the path of a .mosis file',
      },
    )
  }
  return io.files.read(full)
}

/** The files of a project that belong to the app, by their paths in the package. */
function readProject(io: Io, root: string, shown: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  // Without a manifest this is no project, and the folder may be a whole home directory.
  if (io.files.kind(join(root, 'manifest.json')) === undefined) return files
  const ignored = readIgnore(io.files.find(join(root, '.mosisignore'))?.toString('utf8') ?? '')
  let bytes = 0
  const walk = (folder: string, prefix: string) => {
    for (const { name, kind } of io.files.list(folder)) {
      // macOS hands out names in another normal form than every other system; packages have one.
      const path = prefix + name.normalize('NFC')
      if (ignored(path, kind === 'folder')) continue
      if (kind === 'folder') walk(join(folder, name), `${path}/`)
      else if (kind === 'file' && !name.includes('\ufffd')) {
        const contents = io.files.read(join(folder, name))
        bytes += contents.length
        if (files.size >= mostFiles || bytes > mostBytes) throw tooLarge(shown)
        files.set(path, contents)
      } else throw unsafe(path)
    }
  }
  walk(root, '')
  return files
}

/** A project that somebody has zipped: its files as they would be read from a folder. */
function readZip(bytes: Buffer, shown: string): { files: Map<string, Uint8Array>; lineage?: Buffer } {
  const all = unzip(bytes, shown, { maxFiles: mostFiles, maxBytes: mostBytes })
  // Zipping a folder by its icon puts the folder itself into the archive.
  const manifest = [...all.keys()].find((path) => /^(?:[^/]+\/)?manifest\.json$/.test(path)) ?? ''
  const root = manifest.slice(0, -'manifest.json'.length)
  const inside = [...all]
    .filter(([path]) => path.startsWith(root))
    .map(([path, file]) => [path.slice(root.length), file] as const)
  const ignored = readIgnore(new TextDecoder().decode(all.get(`${root}.mosisignore`)))
  const isOut = (path: string) => {
    const names = path.split('/')
    return names.some((_, index) => ignored(names.slice(0, index + 1).join('/'), index < names.length - 1))
  }
  const lineage = all.get(root + lineagePath)
  return { files: new Map(inside.filter(([path]) => !isOut(path))), ...(lineage && { lineage: Buffer.from(lineage) }) }
}

function tooLarge(path: string): Failure {
  return new Failure(
    'project.too_large',
    `Cannot read "${path}": it has more than ${mostFiles} files or ${size(mostBytes)}`,
    {
      path,
      fix: 'Check the path, or leave folders out with .mosisignore',
    },
  )
}

function unsafe(path: string): Failure {
  return new Failure('project.unsafe_file', `Cannot pack "${path}": it is a link, a device or has an unreadable name`, {
    path,
    fix: 'Put the file itself there, or leave it out with .mosisignore',
  })
}

/** Opens a package file where a folder makes no sense. */
export function openPackage(io: Io, path: string): Source & { kind: 'file' } {
  const isFolder = io.files.kind(resolve(io.cwd, path)) === 'folder'
  const source = isFolder ? undefined : openSource(io, path)
  if (source?.kind === 'file') return source
  throw new Failure('usage.wrong', `Cannot use "${path}": it is a project, and this needs a package`, {
    path,
    fix: `Build it first: mosis build ${path}`,
  })
}

/** Reads what it is without asking for a signature; the first fault is thrown. */
export async function readSource(source: Source): Promise<Package> {
  const { readFolder, readPackage } = await import('@mosis/format')
  return source.kind === 'folder' ? readFolder(source.files) : readPackage(source.bytes, { allowUnsigned: true })
}

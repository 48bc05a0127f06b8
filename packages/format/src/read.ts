import { hash } from 'node:crypto'
import { readArchive, type Archive, type Entry } from './archive.ts'
import { checkContents, type Contents, type Source } from './contents.ts'
import type { PackageError } from './errors.ts'
import type { Examined } from './examine.ts'
import { checkListed, readMetaInf, type MetaInf } from './meta-inf.ts'
import type { Lint, Package } from './package.ts'
import { quote } from './quote.ts'
import { attempt, reportFault, stopAtFirstFault, type Report } from './report.ts'
import { examineEntry, unpackEntry } from './unpack.ts'
import { stored } from './zip-rules.ts'

/** Whether a package without META-INF is read; a package with a wrong signature never is. */
export interface ReadOptions {
  allowUnsigned?: boolean
}

/** Reads a package as a device does: throws at the first fault, so what it returns keeps every rule. */
export function readPackage(bytes: Uint8Array, options: ReadOptions = {}): Package {
  return checkPackage(toBuffer(bytes), options, stopAtFirstFault) as Package // a fault throws
}

/** Reads a package as its developer wants it read: everything that is wrong, in one pass. */
export function lintPackage(bytes: Uint8Array, options: ReadOptions = {}): Lint {
  const problems: PackageError[] = []
  const pkg = checkPackage(toBuffer(bytes), options, (fault) => problems.push(fault))
  return { pkg: pkg ?? null, problems }
}

/** A Buffer on the same memory. */
export function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** What is known of a package whose frame, signature and names were checked and whose files were not. */
export interface Frame {
  paths: ReadonlySet<string>
  /** The entries outside META-INF, in their order. */
  entries: readonly Entry[]
  metaInf: MetaInf
}

function checkPackage(bytes: Buffer, options: ReadOptions, report: Report): Package | undefined {
  const frame = checkFrame(bytes, options, report)
  return frame && checkFiles(contentsOf(bytes, frame.entries), frame, report)
}

/** How what an archive contains is got at; files by their number in the frame. */
export interface ArchiveContents {
  sizeBytes: number
  /** Of the whole archive, in hex. */
  sha256: () => string
  /** Looks at a file once; throws a PackageError when the data is broken. */
  examine: (index: number) => Examined
  /** Contents that the caller may keep and change. */
  read: (index: number) => Buffer
}

function contentsOf(bytes: Buffer, entries: readonly Entry[]): ArchiveContents {
  return {
    sizeBytes: bytes.length,
    sha256: () => hash('sha256', bytes),
    examine: (index) => examineEntry(bytes, entries[index]!),
    read(index) {
      const entry = entries[index]!
      const contents = unpackEntry(bytes, entry)
      return entry.method === stored ? Buffer.from(contents) : contents
    },
  }
}

/** What comes before the files. The order is part of the format: cheap and unforgeable first, so that hostile bytes cost little. */
function checkFrame(bytes: Buffer, options: ReadOptions, report: Report): Frame | undefined {
  const archive = readArchive(bytes, report)
  return archive && checkMetaInf(archive, (entry) => unpackEntry(bytes, entry), options, report)
}

/** The second half of it: what META-INF says, and that it says something about every file. */
export function checkMetaInf(
  { paths, entries }: Archive,
  unpack: (entry: Entry) => Buffer,
  { allowUnsigned = false }: ReadOptions,
  report: Report,
): Frame {
  const readPart = (path: string) => {
    const entry = entries.find((candidate) => candidate.path === path)
    return entry && attempt(report, () => unpack(entry))
  }
  const metaInf = readMetaInf(paths, readPart, allowUnsigned, report)
  if (metaInf.digests) checkListed(paths, metaInf.digests, report)
  return { paths, entries: filesOf(entries), metaInf }
}

/** The entries outside META-INF, in their order. */
export function filesOf(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ path }) => !path.startsWith('META-INF/'))
}

/** Judges the files one after the other in their order. */
export function checkFiles(
  contents: ArchiveContents,
  { paths, entries, metaInf }: Frame,
  report: Report,
): Package | undefined {
  const sources = entries.map(({ path, sizeBytes }, index): Source => {
    return { path, sizeBytes, examine: () => contents.examine(index), read: () => contents.read(index) }
  })
  const checked = checkContents(sources, paths, metaInf.digests, report)
  checkLineageApp(metaInf, checked, report)
  return toPackage(contents, metaInf, checked)
}

function checkLineageApp({ lineage }: MetaInf, { manifest }: Contents, report: Report): void {
  const is = lineage[0]?.appId
  if (is === undefined || !manifest || is === manifest.id) return
  reportFault(report, 'lineage-other-app', { path: 'META-INF/LINEAGE', is: quote(is), should: quote(manifest.id) })
}

function toPackage(
  archive: ArchiveContents,
  { signer, lineage, mfSha256 }: MetaInf,
  { manifest, files }: Contents,
): Package | undefined {
  let sha256: string | undefined
  return (
    manifest && {
      manifest,
      files,
      signer,
      lineage,
      sizeBytes: archive.sizeBytes,
      get sha256() {
        return (sha256 ??= archive.sha256())
      },
      mfSha256,
    }
  )
}

import { hash } from 'node:crypto'
import type { Entry } from './archive.ts'
import { hashOf, openArchive, openEntries, readAt, type ArchiveOnDisk } from './archive-on-disk.ts'
import { readDirectoryOf } from './directory-on-disk.ts'
import { PackageError } from './errors.ts'
import { limits } from './limits.ts'
import type { Package } from './package.ts'
import { checkFiles, checkMetaInf, filesOf, readPackage, type ReadOptions } from './read.ts'
import { attempt, stopAtFirstFault } from './report.ts'
import type { ReadingHelper } from './reading-helper.ts'
import { endWork, readResults, shareWork, takePart } from './shared-work.ts'
import { unpackData } from './unpack.ts'

/**
 * Reads a package from an open file as `readPackage` reads its bytes, with the same verdict and the same first fault, and with
 * little of it in memory at a time. A helper unpacks and hashes beside this thread. The file must stay open as long as the
 * package's contents or its hash are asked for.
 */
export async function readPackageOnDisk(
  file: number,
  helper: Pick<ReadingHelper, 'help'> | undefined,
  options: ReadOptions = {},
): Promise<Package> {
  const archive = openArchive(file)
  return (await readInParts(archive, helper, options)) ?? readPackage(readWhole(archive), options)
}

/** Undefined where anything but good contents was found: who reads it all knows what comes first. */
async function readInParts(
  archive: ArchiveOnDisk,
  helper: Pick<ReadingHelper, 'help'> | undefined,
  options: ReadOptions,
): Promise<Package | undefined> {
  const listed = orUndefined(() => readDirectoryOf(archive))
  if (!listed) return undefined
  const files = filesOf(listed.entries)
  const work = shareWork(archive, listed.bytes, files)
  // The helper begins while the signature is checked; of what it finds nothing is used before that.
  const helped = helper?.help(work)
  const frame = orUndefined(() => checkMetaInf(listed, openParts(archive, listed.bytes), options, stopAtFirstFault))
  if (!frame) {
    endWork(work)
    await helped
    return undefined
  }
  takePart(work)
  // A helper that came too late to take anything is not waited for.
  if (readResults(work).includes(undefined)) await helped
  const results = readResults(work).filter((result) => result !== undefined)
  if (results.length < files.length) return undefined
  const contents = {
    sizeBytes: archive.sizeBytes,
    sha256: () => hashOf(archive),
    examine: (index: number) => results[index]!,
    read: (index: number) => readAgain(archive, files[index]!, results[index]!.sha256),
  }
  return checkFiles(contents, frame, stopAtFirstFault)
}

/** Reads the parts of META-INF. */
function openParts(archive: ArchiveOnDisk, directory: Uint8Array): (entry: Entry) => Buffer {
  const readEntry = openEntries(archive, directory)
  return ({ path, at }) => {
    const read = readEntry(at)
    if (!read) throw new PackageError('zip-local-differs', { path })
    // Stored contents are a view of memory into which the next part will be read.
    return Buffer.from(unpackData(read.packed, read.entry))
  }
}

/** A fault is left to whoever reads the whole: there it is met again, in its order. */
function orUndefined<Result>(work: () => Result): Result | undefined {
  return attempt(() => undefined, work)
}

/** What was read before may have been changed since, and only what was hashed may be used. */
function readAgain(archive: ArchiveOnDisk, entry: Entry, should: string): Buffer {
  const packed = Buffer.alloc(entry.packedBytes)
  readAt(archive, packed, entry.dataOffset)
  const contents = unpackData(packed, entry)
  const is = hash('sha256', contents)
  if (is !== should) throw new PackageError('digest-wrong', { path: entry.path, is, should })
  return contents
}

function readWhole(archive: ArchiveOnDisk): Buffer {
  // One byte more than allowed is enough to be refused.
  const bytes = Buffer.alloc(Math.min(archive.sizeBytes, limits.maxPackageBytes + 1))
  readAt(archive, bytes, 0)
  return bytes
}

import { readDirectoryAlone, readEnd, type Archive } from './archive.ts'
import { readAt, type ArchiveOnDisk } from './archive-on-disk.ts'
import { limits } from './limits.ts'
import { stopAtFirstFault } from './report.ts'
import * as zip from './zip-records.ts'

/** What the directory of an archive lists, and the directory itself in memory that threads share. */
export interface Directory extends Archive {
  bytes: Uint8Array
}

/** Reads end record and directory; throws a PackageError, perhaps not the first that a reader of the whole would tell. */
export function readDirectoryOf(archive: ArchiveOnDisk): Directory | undefined {
  const { sizeBytes } = archive
  const tail = Buffer.alloc(zip.zip64LocatorBytes + zip.endBytes)
  const from = sizeBytes - tail.length
  if (from < 0 || sizeBytes > limits.maxPackageBytes || !readAt(archive, tail, from)) return undefined
  const end = readEnd(new DataView(tail.buffer, tail.byteOffset, tail.length), from, stopAtFirstFault)
  if (!end) return undefined
  const bytes = Buffer.from(new SharedArrayBuffer(end.directoryBytes))
  if (!readAt(archive, bytes, end.directoryOffset)) return undefined
  const listed = readDirectoryAlone(bytes, end, stopAtFirstFault)
  return listed && { ...listed, bytes }
}

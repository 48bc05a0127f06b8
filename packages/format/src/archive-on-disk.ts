import { createHash } from 'node:crypto'
import { fstatSync, readSync } from 'node:fs'
import { limits } from './limits.ts'
import * as zip from './zip-records.ts'

/**
 * An archive in an open file, of which only what is looked at is read. The system has the file in its cache already, and
 * filling 50 MB of fresh memory from there takes ten times as long as reading it in pieces into memory that is in use.
 */
export interface ArchiveOnDisk {
  /** A descriptor open for reading; every thread of the process may read from it. */
  file: number
  sizeBytes: number
}

export function openArchive(file: number): ArchiveOnDisk {
  return { file, sizeBytes: fstatSync(file).size }
}

/** Fills memory with what stands from `at`; false where the file ends before. */
export function readAt({ file }: ArchiveOnDisk, into: Uint8Array, at: number): boolean {
  let filledBytes = 0
  while (filledBytes < into.length) {
    const readBytes = readSync(file, into, filledBytes, into.length - filledBytes, at + filledBytes)
    if (readBytes === 0) return false
    filledBytes += readBytes
  }
  return true
}

/**
 * Memory as large as the archive, in which only its frame was read: end record, directory, local headers and META-INF. The rest
 * is zero, and the system spends nothing on it. Undefined where a part is not where it should be: then all of it must be read.
 */
export function readFrameBytes(archive: ArchiveOnDisk): Buffer | undefined {
  const { sizeBytes } = archive
  const endAt = sizeBytes - zip.endBytes
  if (endAt < zip.zip64LocatorBytes || sizeBytes > limits.maxPackageBytes) return undefined
  const bytes = Buffer.alloc(sizeBytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, sizeBytes)
  const fill = (from: number, to: number) => to <= sizeBytes && readAt(archive, bytes.subarray(from, to), from)
  if (!fill(endAt - zip.zip64LocatorBytes, sizeBytes)) return undefined
  const { entries, directoryOffset } = zip.readEndRecord(view, endAt)
  if (entries > limits.maxEntries || !fill(directoryOffset, endAt)) return undefined
  let at = directoryOffset
  for (let read = 0; read < entries; read++) {
    if (at + zip.directoryRecordBytes > endAt) return undefined
    const record = zip.readDirectoryRecord(view, at)
    const nameAt = record.localOffset + zip.localRecordBytes
    const dataAt = nameAt + record.nameBytes
    const isMetaInf = bytes.toString('latin1', at + zip.directoryRecordBytes, record.nameEnd).startsWith('META-INF/')
    const isRead = record.end <= endAt && fill(record.localOffset, isMetaInf ? dataAt + record.packedBytes : dataAt)
    // A local header of another length than the directory's is a fault, and what it claims as its own was not read.
    if (!isRead || view.getUint16(nameAt - 4, true) + view.getUint16(nameAt - 2, true) !== record.nameBytes)
      return undefined
    at = record.end
  }
  return bytes
}

/** SHA-256 of the whole file, in hex. */
export function hashOf(archive: ArchiveOnDisk): string {
  const sum = createHash('sha256')
  const piece = Buffer.allocUnsafeSlow(Math.min(archive.sizeBytes, 1024 * 1024))
  for (let at = 0; at < archive.sizeBytes; at += piece.length) {
    const part = piece.subarray(0, Math.min(piece.length, archive.sizeBytes - at))
    if (!readAt(archive, part, at)) break // shorter than it was: the hash is another, and that is what it should be
    sum.update(part)
  }
  return sum.digest('hex')
}

import { createHash } from 'node:crypto'
import { fstatSync, readSync } from 'node:fs'
import type { Entry } from './archive.ts'
import * as zip from './zip-records.ts'
import { deflated, stored } from './zip-rules.ts'

/** Most entries are smaller; memory that is used again and again stays in the processor's cache. */
const usualBytes = 256 * 1024

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

/** An entry as the directory states it, with its data as it is packed. */
export interface EntryOnDisk {
  entry: Entry
  packed: Buffer
}

/**
 * Reads one entry after the other into the same memory, each by the place of its record in the directory, which was found good.
 * Undefined where the file ends or a local header says anything else than the directory.
 */
export function openEntries(archive: ArchiveOnDisk, directory: Uint8Array): (at: number) => EntryOnDisk | undefined {
  const bytes = Buffer.from(directory.buffer, directory.byteOffset, directory.length)
  const view = new DataView(directory.buffer, directory.byteOffset, directory.length)
  let memory = Buffer.allocUnsafeSlow(usualBytes)
  return (at) => {
    const record = zip.readDirectoryRecord(view, at)
    const { localOffset, crc32, packedBytes, sizeBytes } = record
    const dataOffset = zip.dataOffsetOf(record)
    const headerBytes = dataOffset - localOffset
    const wantedBytes = headerBytes + packedBytes
    if (wantedBytes > memory.length) memory = Buffer.allocUnsafeSlow(wantedBytes)
    const local = memory.subarray(0, wantedBytes)
    if (!readAt(archive, local, localOffset) || !zip.isLocalOf(local, record, bytes)) return undefined
    const path = bytes.toString('utf8', at + zip.directoryRecordBytes, record.nameEnd)
    const method = record.method === stored ? stored : deflated
    return {
      entry: { path, method, crc32, packedBytes, sizeBytes, dataOffset, at },
      packed: local.subarray(headerBytes),
    }
  }
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

import { crc32, deflateRawSync } from 'node:zlib'
import { comparePaths } from './paths.ts'
import {
  directoryRecordBytes,
  directorySignature,
  endBytes,
  endSignature,
  localRecordBytes,
  localSignature,
} from './zip-records.ts'
import { deflated, stored, utf8Flag } from './zip-rules.ts'

/** A file in the form in which it stands in the archive. */
export interface PackedFile {
  path: string
  method: typeof stored | typeof deflated
  crc32: number
  sizeBytes: number
  data: Uint8Array
}

/** 1 January 1980, 00:00: the archive says nothing about when and where it was made. */
const fixedDate = 0x0021
const madeByUnix = 0x0314
const regularFile = 0o100644
/** Bytes of an already compressed file that decide whether compressing the rest is worth trying. */
const probeBytes = 65_536
const compressedExtensions = new Set(['png', 'jpg', 'jpeg', 'webp', 'ogg', 'mp3'])

/** Packs one file: deflated if that is smaller, else stored. The same contents give the same choice. */
export function packFile(path: string, contents: Uint8Array): PackedFile {
  const sizeBytes = contents.length
  const sum = crc32(contents)
  const packed = isWorthTrying(path, contents) ? deflateRawSync(contents) : undefined
  if (packed && packed.length < sizeBytes) return { path, method: deflated, crc32: sum, sizeBytes, data: packed }
  return { path, method: stored, crc32: sum, sizeBytes, data: contents }
}

function isWorthTrying(path: string, contents: Uint8Array): boolean {
  const isCompressed = compressedExtensions.has(path.slice(path.lastIndexOf('.') + 1))
  if (!isCompressed || contents.length <= probeBytes) return true
  return deflateRawSync(contents.subarray(0, probeBytes)).length < probeBytes
}

/** Writes an archive in its one form: sorted by name, fixed time, no extra fields, no comments, no gaps. */
export function writeArchive(files: Iterable<PackedFile>): Buffer {
  const locals: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const file of [...files].sort((a, b) => comparePaths(a.path, b.path))) {
    const name = Buffer.from(file.path)
    locals.push(localRecord(file, name), name, file.data)
    directory.push(directoryRecord(file, name, offset), name)
    offset += localRecordBytes + name.length + file.data.length
  }
  const directoryBytes = directory.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([...locals, ...directory, endRecord(directory.length / 2, directoryBytes, offset)])
}

function localRecord(file: PackedFile, name: Buffer): Buffer {
  const record = Buffer.alloc(localRecordBytes)
  record.writeUInt32LE(localSignature, 0)
  writeStatedTwice(record, 4, file, name)
  return record
}

function directoryRecord(file: PackedFile, name: Buffer, offset: number): Buffer {
  const record = Buffer.alloc(directoryRecordBytes)
  record.writeUInt32LE(directorySignature, 0)
  record.writeUInt16LE(madeByUnix, 4)
  writeStatedTwice(record, 6, file, name)
  record.writeUInt32LE(regularFile * 0x10000, 38)
  record.writeUInt32LE(offset, 42)
  return record
}

function writeStatedTwice(record: Buffer, at: number, file: PackedFile, name: Buffer): void {
  record.writeUInt16LE(file.method === deflated ? 20 : 10, at)
  record.writeUInt16LE(name.some((byte) => byte > 0x7f) ? utf8Flag : 0, at + 2)
  record.writeUInt16LE(file.method, at + 4)
  record.writeUInt16LE(0, at + 6)
  record.writeUInt16LE(fixedDate, at + 8)
  record.writeUInt32LE(file.crc32, at + 10)
  record.writeUInt32LE(file.data.length, at + 14)
  record.writeUInt32LE(file.sizeBytes, at + 18)
  record.writeUInt16LE(name.length, at + 22)
}

function endRecord(entries: number, directoryBytes: number, directoryOffset: number): Buffer {
  const record = Buffer.alloc(endBytes)
  record.writeUInt32LE(endSignature, 0)
  record.writeUInt16LE(entries, 8)
  record.writeUInt16LE(entries, 10)
  record.writeUInt32LE(directoryBytes, 12)
  record.writeUInt32LE(directoryOffset, 16)
  return record
}

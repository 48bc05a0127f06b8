import { crc32 } from 'node:zlib'

/** Fields of a record that a vector sets to something else than what is right. */
export type Fields = Partial<
  Record<
    | 'signature'
    | 'madeBy'
    | 'versionNeeded'
    | 'flags'
    | 'method'
    | 'time'
    | 'date'
    | 'crc32'
    | 'packedBytes'
    | 'sizeBytes'
    | 'disk'
    | 'internalAttributes'
    | 'externalAttributes'
    | 'localOffset',
    number
  >
>

/** An entry, right unless a field says otherwise. */
export interface ZipEntry {
  name: string | Buffer
  data: Buffer
  /** The data as it stands in the archive, when it is not stored as it is. */
  packed?: Buffer
  local?: Fields & { name?: string; extra?: Buffer }
  directory?: Fields & { extra?: Buffer; comment?: Buffer }
  /** Set in both records. */
  both?: Fields
  /** Bytes in front of the local header. */
  gap?: Buffer
  isLocalOnly?: boolean
  isDirectoryOnly?: boolean
}

/** What is wrong around the entries. */
export interface ZipFrame {
  gapBeforeDirectory?: Buffer
  gapBeforeEnd?: Buffer
  after?: Buffer
  end?: Partial<
    Record<
      'disk' | 'directoryDisk' | 'entriesHere' | 'entries' | 'directoryBytes' | 'directoryOffset' | 'commentBytes',
      number
    >
  >
}

/** Writes an archive in which everything can be wrong on purpose. */
export function buildZip(entries: readonly ZipEntry[], frame: ZipFrame = {}): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const local = entry.isDirectoryOnly ? Buffer.alloc(0) : buildLocal(entry)
    offset += entry.gap?.length ?? 0
    if (!entry.isLocalOnly) directory.push(buildDirectoryRecord(entry, offset))
    locals.push(entry.gap ?? Buffer.alloc(0), local)
    offset += local.length
  }
  const before = frame.gapBeforeDirectory ?? Buffer.alloc(0)
  const directoryBytes = Buffer.concat(directory)
  const end = buildEnd(directory.length, directoryBytes.length, offset + before.length, frame)
  const tail = [frame.gapBeforeEnd ?? Buffer.alloc(0), end, frame.after ?? Buffer.alloc(0)]
  return Buffer.concat([...locals, before, directoryBytes, ...tail])
}

function buildLocal({ name, data, packed = data, ...entry }: ZipEntry): Buffer {
  const nameBytes = Buffer.from(entry.local?.name ?? name)
  const extra = entry.local?.extra ?? Buffer.alloc(0)
  const record = Buffer.alloc(30)
  const fields = { ...rightFields({ name, data, packed }), ...entry.both, ...entry.local }
  record.writeUInt32LE(fields.signature ?? 0x04034b50, 0)
  writeShared(record, 4, fields, nameBytes.length, extra.length)
  return Buffer.concat([record, nameBytes, extra, packed])
}

function buildDirectoryRecord({ name, data, packed = data, ...entry }: ZipEntry, offset: number): Buffer {
  const nameBytes = Buffer.from(name)
  const { extra = Buffer.alloc(0), comment = Buffer.alloc(0), ...changed } = entry.directory ?? {}
  const record = Buffer.alloc(46)
  const fields: Fields = { ...rightFields({ name, data, packed }), ...entry.both, ...changed }
  record.writeUInt32LE(fields.signature ?? 0x02014b50, 0)
  record.writeUInt16LE(fields.madeBy ?? 0x0314, 4)
  writeShared(record, 6, fields, nameBytes.length, extra.length)
  record.writeUInt16LE(comment.length, 32)
  record.writeUInt16LE(fields.disk ?? 0, 34)
  record.writeUInt16LE(fields.internalAttributes ?? 0, 36)
  record.writeUInt32LE(fields.externalAttributes ?? 0o100644 * 0x10000, 38)
  record.writeUInt32LE(fields.localOffset ?? offset, 42)
  return Buffer.concat([record, nameBytes, extra, comment])
}

function rightFields({ name, data, packed = data }: ZipEntry) {
  const isDeflated = packed !== data
  const isAscii = Buffer.from(name).every((byte) => byte < 0x80)
  return {
    versionNeeded: isDeflated ? 20 : 10,
    flags: isAscii ? 0 : 0x0800,
    method: isDeflated ? 8 : 0,
    time: 0,
    date: 0x0021,
    crc32: crc32(data),
    packedBytes: packed.length,
    sizeBytes: data.length,
  }
}

function writeShared(record: Buffer, at: number, fields: Fields, nameBytes: number, extraBytes: number): void {
  record.writeUInt16LE(fields.versionNeeded ?? 0, at)
  record.writeUInt16LE(fields.flags ?? 0, at + 2)
  record.writeUInt16LE(fields.method ?? 0, at + 4)
  record.writeUInt16LE(fields.time ?? 0, at + 6)
  record.writeUInt16LE(fields.date ?? 0, at + 8)
  record.writeUInt32LE(fields.crc32 ?? 0, at + 10)
  record.writeUInt32LE(fields.packedBytes ?? 0, at + 14)
  record.writeUInt32LE(fields.sizeBytes ?? 0, at + 18)
  record.writeUInt16LE(nameBytes, at + 22)
  record.writeUInt16LE(extraBytes, at + 24)
}

function buildEnd(count: number, directoryBytes: number, directoryOffset: number, { end = {} }: ZipFrame): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(end.disk ?? 0, 4)
  record.writeUInt16LE(end.directoryDisk ?? 0, 6)
  record.writeUInt16LE(end.entriesHere ?? count, 8)
  record.writeUInt16LE(end.entries ?? count, 10)
  record.writeUInt32LE(end.directoryBytes ?? directoryBytes, 12)
  record.writeUInt32LE(end.directoryOffset ?? directoryOffset, 16)
  record.writeUInt16LE(end.commentBytes ?? 0, 20)
  return record
}

/** DEFLATE written by hand, as one block that is not compressed: the same bytes with every zlib. */
export function deflateByHand(data: Buffer): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt8(1, 0)
  head.writeUInt16LE(data.length, 1)
  head.writeUInt16LE(data.length ^ 0xffff, 3)
  return Buffer.concat([head, data])
}

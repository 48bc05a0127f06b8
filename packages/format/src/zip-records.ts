// Where each field of a ZIP record stands (APPNOTE.TXT 4.3). Nothing is judged here.

export const endSignature = 0x06054b50
export const directorySignature = 0x02014b50
export const localSignature = 0x04034b50
export const zip64LocatorSignature = 0x07064b50

export const endBytes = 22
export const directoryRecordBytes = 46
export const localRecordBytes = 30
export const zip64LocatorBytes = 20

/** The end record. */
export interface EndRecord {
  signature: number
  disk: number
  directoryDisk: number
  entriesHere: number
  entries: number
  directoryBytes: number
  directoryOffset: number
  commentBytes: number
}

export function readEndRecord(view: DataView, at: number): EndRecord {
  return {
    signature: view.getUint32(at, true),
    disk: view.getUint16(at + 4, true),
    directoryDisk: view.getUint16(at + 6, true),
    entriesHere: view.getUint16(at + 8, true),
    entries: view.getUint16(at + 10, true),
    directoryBytes: view.getUint32(at + 12, true),
    directoryOffset: view.getUint32(at + 16, true),
    commentBytes: view.getUint16(at + 20, true),
  }
}

/** What directory and local header both state about an entry, in the same order and without anything between. */
export interface StatedTwice {
  versionNeeded: number
  flags: number
  method: number
  time: number
  date: number
  crc32: number
  packedBytes: number
  sizeBytes: number
  nameBytes: number
  extraBytes: number
}

/** Where the fields that are stated twice begin in each record, and their length. */
export const statedInDirectoryAt = 6
export const statedInLocalAt = 4
export const statedTwiceBytes = 26

export function readStatedTwice(view: DataView, at: number): StatedTwice {
  return {
    versionNeeded: view.getUint16(at, true),
    flags: view.getUint16(at + 2, true),
    method: view.getUint16(at + 4, true),
    time: view.getUint16(at + 6, true),
    date: view.getUint16(at + 8, true),
    crc32: view.getUint32(at + 10, true),
    packedBytes: view.getUint32(at + 14, true),
    sizeBytes: view.getUint32(at + 18, true),
    nameBytes: view.getUint16(at + 22, true),
    extraBytes: view.getUint16(at + 24, true),
  }
}

/** One record of the directory. */
export interface DirectoryRecord extends StatedTwice {
  at: number
  nameEnd: number
  end: number
  host: number
  commentBytes: number
  disk: number
  internalAttributes: number
  externalAttributes: number
  localOffset: number
}

export function readDirectoryRecord(view: DataView, at: number): DirectoryRecord {
  const nameBytes = view.getUint16(at + 28, true)
  const extraBytes = view.getUint16(at + 30, true)
  const commentBytes = view.getUint16(at + 32, true)
  const nameEnd = at + directoryRecordBytes + nameBytes
  // Written out like readStatedTwice: a thousand records are read before anything is trusted, and a spread costs more than the fields.
  return {
    at,
    nameEnd,
    end: nameEnd + extraBytes + commentBytes,
    host: view.getUint8(at + 5),
    versionNeeded: view.getUint16(at + 6, true),
    flags: view.getUint16(at + 8, true),
    method: view.getUint16(at + 10, true),
    time: view.getUint16(at + 12, true),
    date: view.getUint16(at + 14, true),
    crc32: view.getUint32(at + 16, true),
    packedBytes: view.getUint32(at + 20, true),
    sizeBytes: view.getUint32(at + 24, true),
    nameBytes,
    extraBytes,
    commentBytes,
    disk: view.getUint16(at + 34, true),
    internalAttributes: view.getUint16(at + 36, true),
    externalAttributes: view.getUint32(at + 38, true),
    localOffset: view.getUint32(at + 42, true),
  }
}

/** Where the data of an entry begins whose local header has the name of the directory and no extra field. */
export function dataOffsetOf({ localOffset, nameBytes }: DirectoryRecord): number {
  return localOffset + localRecordBytes + nameBytes
}

/** Whether memory that begins with a local header says there byte for byte what the record says, in the memory that it was read from. */
export function isLocalOf(local: Buffer, { at, nameEnd, nameBytes }: DirectoryRecord, directory: Uint8Array): boolean {
  const [stated, name] = [at + statedInDirectoryAt, at + directoryRecordBytes]
  return (
    local.readUInt32LE(0) === localSignature &&
    local.compare(directory, stated, stated + statedTwiceBytes, statedInLocalAt, localRecordBytes) === 0 &&
    local.compare(directory, name, nameEnd, localRecordBytes, localRecordBytes + nameBytes) === 0
  )
}

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

export function readEndRecord(bytes: Buffer, at: number): EndRecord {
  return {
    signature: bytes.readUInt32LE(at),
    disk: bytes.readUInt16LE(at + 4),
    directoryDisk: bytes.readUInt16LE(at + 6),
    entriesHere: bytes.readUInt16LE(at + 8),
    entries: bytes.readUInt16LE(at + 10),
    directoryBytes: bytes.readUInt32LE(at + 12),
    directoryOffset: bytes.readUInt32LE(at + 16),
    commentBytes: bytes.readUInt16LE(at + 20),
  }
}

/** What directory and local header both state about an entry. */
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
}

/** One record of the directory. */
export interface DirectoryRecord extends StatedTwice {
  at: number
  end: number
  host: number
  extraBytes: number
  commentBytes: number
  disk: number
  internalAttributes: number
  externalAttributes: number
  localOffset: number
  name: Buffer
}

export function readDirectoryRecord(bytes: Buffer, at: number): DirectoryRecord {
  const nameBytes = bytes.readUInt16LE(at + 28)
  const extraBytes = bytes.readUInt16LE(at + 30)
  const commentBytes = bytes.readUInt16LE(at + 32)
  const nameAt = at + directoryRecordBytes
  return {
    at,
    end: nameAt + nameBytes + extraBytes + commentBytes,
    host: bytes.readUInt8(at + 5),
    ...readStatedTwice(bytes, at + 6, nameBytes),
    extraBytes,
    commentBytes,
    disk: bytes.readUInt16LE(at + 34),
    internalAttributes: bytes.readUInt16LE(at + 36),
    externalAttributes: bytes.readUInt32LE(at + 38),
    localOffset: bytes.readUInt32LE(at + 42),
    name: bytes.subarray(nameAt, nameAt + nameBytes),
  }
}

/** The header in front of an entry's data. */
export interface LocalRecord extends StatedTwice {
  extraBytes: number
  name: Buffer
  dataOffset: number
}

export function readLocalRecord(bytes: Buffer, at: number): LocalRecord {
  const nameBytes = bytes.readUInt16LE(at + 26)
  const extraBytes = bytes.readUInt16LE(at + 28)
  const nameAt = at + localRecordBytes
  return {
    ...readStatedTwice(bytes, at + 4, nameBytes),
    extraBytes,
    name: bytes.subarray(nameAt, nameAt + nameBytes),
    dataOffset: nameAt + nameBytes + extraBytes,
  }
}

function readStatedTwice(bytes: Buffer, at: number, nameBytes: number): StatedTwice {
  return {
    versionNeeded: bytes.readUInt16LE(at),
    flags: bytes.readUInt16LE(at + 2),
    method: bytes.readUInt16LE(at + 4),
    time: bytes.readUInt16LE(at + 6),
    date: bytes.readUInt16LE(at + 8),
    crc32: bytes.readUInt32LE(at + 10),
    packedBytes: bytes.readUInt32LE(at + 14),
    sizeBytes: bytes.readUInt32LE(at + 18),
    nameBytes,
  }
}

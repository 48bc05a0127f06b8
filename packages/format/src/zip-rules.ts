import type { PackageErrorCode } from './errors.ts'
import type { DirectoryRecord } from './zip-records.ts'

/** The two ways in which data may be packed. */
export const stored = 0
export const deflated = 8

/** Flag bit 11: the name is UTF-8. */
export const utf8Flag = 0x0800

/** A rule that a directory record breaks. */
export interface RecordFault {
  code: PackageErrorCode
  is?: string | number
  should?: string | number
}

const encryptionFlags = 0x0001 | 0x0040 | 0x2000
const descriptorFlag = 0x0008
const deflateFlags = 0x0006
const sentinel32 = 0xffff_ffff
const zip64Field = 0x0001

/** Every rule a directory record breaks by itself, in the documented order. */
export function* recordFaults(record: DirectoryRecord, extra: Buffer): Generator<RecordFault> {
  const { sizeBytes, packedBytes, localOffset } = record
  if (record.disk !== 0) yield { code: 'zip-multi-disk', is: `disk ${record.disk}`, should: 0 }
  if (record.commentBytes > 0) yield { code: 'zip-comment', is: `${record.commentBytes} bytes`, should: 'no comment' }
  if ([sizeBytes, packedBytes, localOffset].includes(sentinel32) || hasZip64Field(extra)) yield { code: 'zip64' }
  else if (extra.length > 0) yield { code: 'zip-extra-field', is: `${extra.length} bytes`, should: 'no extra field' }
  if (record.internalAttributes > 1)
    yield { code: 'zip-internal-attributes', is: record.internalAttributes, should: '0 or 1' }
  if (![0, 3, 19].includes(record.host)) yield { code: 'zip-host-system', is: record.host, should: '0, 3 or 19' }
  if (![10, 20].includes(record.versionNeeded))
    yield { code: 'zip-version-needed', is: record.versionNeeded, should: '10 or 20' }
  yield* flagFaults(record)
  yield* typeFaults(record.externalAttributes)
  yield* sizeFaults(record)
}

function* flagFaults({ flags, method }: DirectoryRecord): Generator<RecordFault> {
  const hex = `0x${flags.toString(16).padStart(4, '0')}`
  const rest = flags & ~(encryptionFlags | descriptorFlag | utf8Flag | (method === deflated ? deflateFlags : 0))
  if (flags & encryptionFlags) yield { code: 'zip-encrypted', is: hex }
  if (flags & descriptorFlag) yield { code: 'zip-descriptor', is: hex }
  if (rest !== 0)
    yield { code: 'zip-flags', is: hex, should: method === deflated ? 'only bits 1, 2 and 11' : 'only bit 11' }
  if (method !== stored && method !== deflated) yield { code: 'zip-method', is: method, should: '0 or 8' }
}

function* typeFaults(externalAttributes: number): Generator<RecordFault> {
  const mode = externalAttributes >>> 16
  const octal = `the mode 0o${mode.toString(8)}`
  const type = mode & 0o170000
  if (type === 0o120000) yield { code: 'symlink-entry', is: octal }
  else if (type === 0o040000 || externalAttributes & 0x10) yield { code: 'folder-entry' }
  else if ((type !== 0 && type !== 0o100000) || externalAttributes & 0x08) yield { code: 'special-entry', is: octal }
  if (mode & 0o7000) yield { code: 'entry-mode', is: octal }
}

function* sizeFaults({ method, sizeBytes, packedBytes }: DirectoryRecord): Generator<RecordFault> {
  if (method === stored && packedBytes !== sizeBytes) {
    yield {
      code: 'zip-stored-size',
      is: `${packedBytes} bytes packed and ${sizeBytes} unpacked`,
      should: 'the same size twice',
    }
  }
  const mostPacked = Math.floor((sizeBytes * 9) / 8) + 64
  if (method === deflated && packedBytes > mostPacked) {
    yield {
      code: 'zip-padding',
      is: `${packedBytes} bytes`,
      should: `at most ${mostPacked} for a file of ${sizeBytes}`,
    }
  }
}

function hasZip64Field(extra: Buffer): boolean {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === zip64Field) return true
  }
  return false
}

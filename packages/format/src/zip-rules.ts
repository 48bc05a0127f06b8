import type { Fault } from './report.ts'
import type { DirectoryRecord } from './zip-records.ts'

/** The two ways in which data may be packed. */
export const stored = 0
export const deflated = 8

/** Flag bit 11: the name is UTF-8. */
export const utf8Flag = 0x0800

const encryptionFlags = 0x0001 | 0x0040 | 0x2000
const descriptorFlag = 0x0008
const deflateFlags = 0x0006
const sentinel32 = 0xffff_ffff
const zip64Field = 0x0001
const hosts = new Set([0, 3, 19])
const versions = new Set([10, 20])

/** Every rule a directory record breaks by itself, in the documented order. */
export function findRecordFaults(record: DirectoryRecord, bytes: Buffer): Fault[] {
  const { sizeBytes, packedBytes, localOffset, nameEnd, extraBytes, internalAttributes, host, versionNeeded } = record
  const faults: Fault[] = []
  if (record.disk !== 0) faults.push({ code: 'zip-multi-disk', is: `disk ${record.disk}`, should: 0 })
  if (record.commentBytes > 0)
    faults.push({ code: 'zip-comment', is: `${record.commentBytes} bytes`, should: 'no comment' })
  const hasSentinel = Math.max(sizeBytes, packedBytes, localOffset) === sentinel32
  if (hasSentinel || (extraBytes > 0 && hasZip64Field(bytes.subarray(nameEnd, nameEnd + extraBytes))))
    faults.push({ code: 'zip64' })
  else if (extraBytes > 0) faults.push({ code: 'zip-extra-field', is: `${extraBytes} bytes`, should: 'no extra field' })
  if (internalAttributes > 1) faults.push({ code: 'zip-internal-attributes', is: internalAttributes, should: '0 or 1' })
  if (!hosts.has(host)) faults.push({ code: 'zip-host-system', is: host, should: '0, 3 or 19' })
  if (!versions.has(versionNeeded)) faults.push({ code: 'zip-version-needed', is: versionNeeded, should: '10 or 20' })
  addFlagFaults(record, faults)
  addTypeFaults(record, faults)
  addSizeFaults(record, faults)
  return faults
}

function addFlagFaults({ flags, method }: DirectoryRecord, faults: Fault[]): void {
  const is = () => `0x${flags.toString(16).padStart(4, '0')}`
  const rest = flags & ~(encryptionFlags | descriptorFlag | utf8Flag | (method === deflated ? deflateFlags : 0))
  if (flags & encryptionFlags) faults.push({ code: 'zip-encrypted', is: is() })
  if (flags & descriptorFlag) faults.push({ code: 'zip-descriptor', is: is() })
  if (rest !== 0) {
    const should = method === deflated ? 'only bits 1, 2 and 11' : 'only bit 11'
    faults.push({ code: 'zip-flags', is: is(), should })
  }
  if (method !== stored && method !== deflated) faults.push({ code: 'zip-method', is: method, should: '0 or 8' })
}

function addTypeFaults({ externalAttributes }: DirectoryRecord, faults: Fault[]): void {
  const mode = externalAttributes >>> 16
  const type = mode & 0o170000
  const is = () => `the mode 0o${mode.toString(8)}`
  if (type === 0o120000) faults.push({ code: 'symlink-entry', is: is() })
  else if (type === 0o040000 || externalAttributes & 0x10) faults.push({ code: 'folder-entry' })
  else if ((type !== 0 && type !== 0o100000) || externalAttributes & 0x08)
    faults.push({ code: 'special-entry', is: is() })
  if (mode & 0o7000) faults.push({ code: 'entry-mode', is: is() })
}

function addSizeFaults({ method, sizeBytes, packedBytes }: DirectoryRecord, faults: Fault[]): void {
  if (method === stored && packedBytes !== sizeBytes) {
    const is = `${packedBytes} bytes packed and ${sizeBytes} unpacked`
    faults.push({ code: 'zip-stored-size', is, should: 'the same size twice' })
  }
  const mostPacked = Math.floor((sizeBytes * 9) / 8) + 64
  if (method === deflated && packedBytes > mostPacked) {
    const should = `at most ${mostPacked} for a file of ${sizeBytes}`
    faults.push({ code: 'zip-padding', is: `${packedBytes} bytes`, should })
  }
}

function hasZip64Field(extra: Buffer): boolean {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) === zip64Field) return true
  }
  return false
}

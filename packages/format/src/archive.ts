import { isAscii } from 'node:buffer'
import { PackageError } from './errors.ts'
import { limits } from './limits.ts'
import { collisionFaults, pathFaults } from './paths.ts'
import { reportFault, type Report } from './report.ts'
import { findTotalFault, sizeFaults } from './sizes.ts'
import { checkLocals } from './zip-locals.ts'
import * as zip from './zip-records.ts'
import { deflated, recordFaults, stored, utf8Flag } from './zip-rules.ts'

/** One file in the archive, after every rule about its headers was checked. */
export interface Entry {
  path: string
  method: typeof stored | typeof deflated
  crc32: number
  packedBytes: number
  sizeBytes: number
  dataOffset: number
  /** Where its directory record stands, for error messages. */
  at: number
}

/** The frame of an archive. */
export interface Archive {
  /** Every name the directory states, also of entries that cannot be read. */
  paths: ReadonlySet<string>
  entries: Entry[]
}

/** What the directory says of an entry, with its name as text. */
interface ListedEntry {
  path: string
  record: zip.DirectoryRecord
  isReadable: boolean
}

/**
 * Reads the frame of an archive: end record, directory, local headers, names, limits. Nothing is unpacked.
 * Every statement that a ZIP makes twice must be equal in both places, and the records must fill the file
 * without a gap; then two readers cannot disagree. A lint gets the entries that can be read in spite of faults.
 */
export function readArchive(bytes: Buffer, report: Report): Archive | undefined {
  if (bytes.length < zip.endBytes) {
    reportFault(report, 'package-too-small', { is: `${bytes.length} bytes`, should: `at least ${zip.endBytes}` })
    return undefined
  }
  if (bytes.length > limits.maxPackageBytes) {
    reportFault(report, 'package-too-large', {
      is: `${bytes.length} bytes`,
      should: `at most ${limits.maxPackageBytes}`,
    })
    return undefined
  }
  const end = readEnd(bytes, report)
  const listed = end && readDirectory(bytes, end, report)
  if (!listed) return undefined
  checkTotal(listed, report)
  const paths = listed.map((entry) => entry.path)
  for (const { path, code, is } of collisionFaults(paths)) reportFault(report, code, { path, is })
  const dataOffsets = checkLocals(bytes, listed, end.directoryOffset, report)
  const entries = listed.flatMap((entry) => (entry.isReadable ? toEntry(entry, dataOffsets.get(entry.record)) : []))
  return { paths: new Set(paths), entries }
}

function readEnd(bytes: Buffer, report: Report): zip.EndRecord | undefined {
  const at = bytes.length - zip.endBytes
  const end = zip.readEndRecord(bytes, at)
  if (end.signature !== zip.endSignature) {
    reportFault(report, 'zip-end-missing', { offset: at, is: hex(end.signature), should: hex(zip.endSignature) })
    return undefined
  }
  const locatorAt = at - zip.zip64LocatorBytes
  const hasLocator = locatorAt >= 0 && bytes.readUInt32LE(locatorAt) === zip.zip64LocatorSignature
  const hasSentinel =
    Math.max(end.entries, end.entriesHere) === 0xffff ||
    Math.max(end.directoryBytes, end.directoryOffset) === 0xffff_ffff
  if (hasLocator || hasSentinel) {
    reportFault(report, 'zip64', { offset: hasLocator ? locatorAt : at })
    return undefined
  }
  if (end.commentBytes > 0)
    reportFault(report, 'zip-comment', { offset: at + 20, is: `${end.commentBytes} bytes`, should: 'no comment' })
  if (end.disk !== 0 || end.directoryDisk !== 0) {
    reportFault(report, 'zip-multi-disk', {
      offset: at + 4,
      is: `disks ${end.disk} and ${end.directoryDisk}`,
      should: 0,
    })
  }
  if (end.entriesHere !== end.entries) {
    reportFault(report, 'zip-entry-count', {
      offset: at + 8,
      is: `${end.entriesHere} and ${end.entries}`,
      should: 'the same number twice',
    })
  }
  const fatal = findFatalEnd(end, at)
  if (fatal) report(fatal)
  return fatal ? undefined : end
}

function findFatalEnd(end: zip.EndRecord, at: number): PackageError | undefined {
  if (end.entries === 0) return new PackageError('zip-empty', { offset: at + 10 })
  if (end.entries > limits.maxEntries) {
    return new PackageError('zip-too-many-entries', {
      offset: at + 10,
      is: end.entries,
      should: `at most ${limits.maxEntries}`,
    })
  }
  const directoryEnd = end.directoryOffset + end.directoryBytes
  if (directoryEnd === at) return undefined
  return new PackageError('zip-directory-place', { offset: at + 12, is: `an end at byte ${directoryEnd}`, should: at })
}

function readDirectory(bytes: Buffer, end: zip.EndRecord, report: Report): ListedEntry[] | undefined {
  const directoryEnd = end.directoryOffset + end.directoryBytes
  const listed: ListedEntry[] = []
  let at = end.directoryOffset
  while (listed.length < end.entries) {
    const isWhole = at + zip.directoryRecordBytes <= directoryEnd && bytes.readUInt32LE(at) === zip.directorySignature
    const record = isWhole ? zip.readDirectoryRecord(bytes, at) : undefined
    if (!record || record.end > directoryEnd) {
      reportFault(report, 'zip-directory-broken', {
        offset: at,
        is: `no whole record ${listed.length + 1} of ${end.entries}`,
      })
      return undefined
    }
    listed.push(readListed(bytes, record, report))
    at = record.end
  }
  if (at !== directoryEnd) {
    reportFault(report, 'zip-directory-broken', { offset: at, is: `${directoryEnd - at} bytes behind the last record` })
    return undefined
  }
  return listed
}

function readListed(bytes: Buffer, record: zip.DirectoryRecord, report: Report): ListedEntry {
  const offset = record.at
  const nameEnd = offset + zip.directoryRecordBytes + record.nameBytes
  const decoded = decodeName(record.name)
  const path = decoded ?? record.name.toString('latin1')
  let faults = 0
  const note = (fault: PackageError) => {
    faults += 1
    report(fault)
  }
  for (const { code, ...facts } of recordFaults(record, bytes.subarray(nameEnd, nameEnd + record.extraBytes))) {
    reportFault(note, code, { path, offset, ...facts })
  }
  if (decoded === undefined) reportFault(note, 'path-encoding', { path, offset })
  else {
    if (!(record.flags & utf8Flag) && !isAscii(record.name)) reportFault(note, 'path-flag', { path, offset })
    for (const { code, fix, ...facts } of pathFaults(path)) {
      note(new PackageError(code, { path, offset, ...facts }, { fix }))
    }
  }
  for (const { code, ...facts } of sizeFaults(path, record.sizeBytes))
    reportFault(note, code, { path, offset, ...facts })
  return { path, record, isReadable: faults === 0 }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decodeName(name: Buffer): string | undefined {
  try {
    return utf8.decode(name)
  } catch {
    return undefined // said as path-encoding by the caller
  }
}

/** The sum is checked before anything is unpacked: a lint does not unpack what would be too much. */
function checkTotal(listed: ListedEntry[], report: Report): void {
  const fault = findTotalFault(listed.map(({ record }) => record.sizeBytes))
  if (!fault) return
  for (const entry of listed) entry.isReadable = false
  report(fault)
}

function toEntry({ path, record }: ListedEntry, dataOffset: number | undefined): Entry[] {
  if (dataOffset === undefined) return []
  const { method, crc32, packedBytes, sizeBytes, at } = record
  return [{ path, method: method === stored ? stored : deflated, crc32, packedBytes, sizeBytes, dataOffset, at }]
}

function hex(signature: number): string {
  return `0x${signature.toString(16).padStart(8, '0')}`
}

import { PackageError } from './errors.ts'
import { limits } from './limits.ts'
import { collisionFaults, isPlainPath, pathFaults } from './paths.ts'
import { reportFault, type Fault, type Report } from './report.ts'
import { findTotalFault, findSizeFaults } from './sizes.ts'
import { checkLocals, placeLocals, type ArchiveBytes, type LocalsReader, type NamedRecord } from './zip-locals.ts'
import * as zip from './zip-records.ts'
import { deflated, findRecordFaults, stored, utf8Flag } from './zip-rules.ts'

/** One file in the archive, after every rule about its headers was checked. */
export interface Entry {
  path: string
  method: typeof stored | typeof deflated
  crc32: number
  packedBytes: number
  sizeBytes: number
  dataOffset: number
  /** Where its directory record stands, in the bytes that were read. */
  at: number
}

/** The frame of an archive. */
export interface Archive {
  /** Every name the directory states, also of entries that cannot be read. */
  paths: ReadonlySet<string>
  entries: Entry[]
}

/** What the directory says of an entry. */
interface ListedEntry extends NamedRecord {
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
  const archive = viewOf(bytes)
  const end = readEnd(archive.view, 0, report)
  return end && readListed(archive, end, checkLocals, report)
}

/** Reads end record and directory of an archive that is not in memory; `placeLocals` says what is taken for granted. */
export function readDirectoryAlone(directory: Buffer, end: zip.EndRecord, report: Report): Archive | undefined {
  const readLocals: LocalsReader = (_, listed) => placeLocals(listed, end.directoryOffset, report)
  return readListed(viewOf(directory), { ...end, directoryOffset: 0 }, readLocals, report)
}

function viewOf(bytes: Buffer): ArchiveBytes {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) }
}

function readListed(
  archive: ArchiveBytes,
  end: zip.EndRecord,
  readLocals: LocalsReader,
  report: Report,
): Archive | undefined {
  const listed = readDirectory(archive, end, report)
  if (!listed) return undefined
  checkTotal(listed, report)
  const paths = listed.map((entry) => entry.path)
  const wholePaths = listed.filter(({ record }) => record.nameBytes <= maxKeptNameBytes).map((entry) => entry.path)
  for (const { path, code, is } of collisionFaults(wholePaths)) reportFault(report, code, { path, is })
  const dataOffsets = readLocals(archive, listed, end.directoryOffset, report)
  const entries = listed.flatMap((entry) => (entry.isReadable ? toEntry(entry, dataOffsets.get(entry.record)) : []))
  return { paths: new Set(paths), entries }
}

/** Reads the end record from the last bytes of an archive, of which the first stands at `from`. */
export function readEnd(view: DataView, from: number, report: Report): zip.EndRecord | undefined {
  const endAt = view.byteLength - zip.endBytes
  const at = from + endAt
  const end = zip.readEndRecord(view, endAt)
  if (end.signature !== zip.endSignature) {
    reportFault(report, 'zip-end-missing', { offset: at, is: hex(end.signature), should: hex(zip.endSignature) })
    return undefined
  }
  const locatorAt = endAt - zip.zip64LocatorBytes
  const hasLocator = locatorAt >= 0 && view.getUint32(locatorAt, true) === zip.zip64LocatorSignature
  const hasSentinel =
    Math.max(end.entries, end.entriesHere) === 0xffff ||
    Math.max(end.directoryBytes, end.directoryOffset) === 0xffff_ffff
  if (hasLocator || hasSentinel) {
    reportFault(report, 'zip64', { offset: hasLocator ? from + locatorAt : at })
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

function readDirectory(archive: ArchiveBytes, end: zip.EndRecord, report: Report): ListedEntry[] | undefined {
  const { view } = archive
  const directoryEnd = end.directoryOffset + end.directoryBytes
  const listed: ListedEntry[] = []
  let at = end.directoryOffset
  while (listed.length < end.entries) {
    const isWhole = at + zip.directoryRecordBytes <= directoryEnd && view.getUint32(at, true) === zip.directorySignature
    const record = isWhole ? zip.readDirectoryRecord(view, at) : undefined
    if (!record || record.end > directoryEnd) {
      reportFault(report, 'zip-directory-broken', {
        offset: at,
        is: `no whole record ${listed.length + 1} of ${end.entries}`,
      })
      return undefined
    }
    listed.push(readRecord(archive, record, report))
    at = record.end
  }
  if (at !== directoryEnd) {
    reportFault(report, 'zip-directory-broken', { offset: at, is: `${directoryEnd - at} bytes behind the last record` })
    return undefined
  }
  return listed
}

/** A name of 64 KiB is refused in any case, and a thousand of them are not kept for that. */
const maxKeptNameBytes = 4096
const shownNameBytes = 300

function readRecord({ bytes }: ArchiveBytes, record: zip.DirectoryRecord, report: Report): ListedEntry {
  const nameAt = record.at + zip.directoryRecordBytes
  const name = bytes.toString('latin1', nameAt, record.nameEnd)
  const isPlain = isPlainPath(name)
  const decoded = isPlain ? name : decodeName(bytes.subarray(nameAt, record.nameEnd))
  const isKept = record.nameBytes <= maxKeptNameBytes
  const path = isKept ? (decoded ?? name) : `${bytes.toString('utf8', nameAt, nameAt + shownNameBytes)}…`
  const faults: Fault[] = findRecordFaults(record, bytes)
  if (!isPlain) faults.push(...findNameFaults(decoded, name, record.flags))
  faults.push(...findSizeFaults(path, record.sizeBytes))
  for (const { code, fix, ...facts } of faults) {
    report(new PackageError(code, { path, offset: record.at, ...facts }, { fix }))
  }
  return { path, record, isReadable: faults.length === 0 }
}

function findNameFaults(path: string | undefined, name: string, flags: number): Fault[] {
  if (path === undefined) return [{ code: 'path-encoding' }]
  const isUnflagged = path !== name && !(flags & utf8Flag)
  return [...(isUnflagged ? [{ code: 'path-flag' } as const] : []), ...pathFaults(path)]
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

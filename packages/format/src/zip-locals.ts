import { PackageError } from './errors.ts'
import { reportFault, type Report } from './report.ts'
import * as zip from './zip-records.ts'

/** An archive: the same memory twice, once for its fields and once for its texts. */
export interface ArchiveBytes {
  bytes: Buffer
  view: DataView
}

/** An entry as the directory names it. */
export interface NamedRecord {
  path: string
  record: zip.DirectoryRecord
}

/** Finds the place of each entry's data. */
export type LocalsReader = (
  archive: ArchiveBytes,
  listed: readonly NamedRecord[],
  directoryOffset: number,
  report: Report,
) => ReadonlyMap<zip.DirectoryRecord, number>

/**
 * Walks the local headers in the order of their places: the first at byte 0, each behind the one before, each saying
 * what the directory says. Gives the place of each entry's data.
 */
export function checkLocals(
  archive: ArchiveBytes,
  listed: readonly NamedRecord[],
  directoryOffset: number,
  report: Report,
): ReadonlyMap<zip.DirectoryRecord, number> {
  const dataOffsets = new Map<zip.DirectoryRecord, number>()
  let expected = 0
  for (const entry of listed.toSorted((a, b) => a.record.localOffset - b.record.localOffset)) {
    const { path, record } = entry
    const offset = record.localOffset
    if (offset !== expected) {
      const code = offset < expected ? 'zip-overlap' : expected === 0 ? 'zip-prefix' : 'zip-gap'
      reportFault(report, code, {
        path,
        offset,
        is: `a local header at byte ${offset}`,
        should: `one at byte ${expected}`,
      })
    }
    const dataOffset = findData(archive, record, directoryOffset)
    if (dataOffset === undefined) {
      reportFault(report, 'zip-local-missing', { path, offset })
      continue
    }
    if (!isEqualLocal(archive, record)) for (const fault of localFaults(archive, entry)) report(fault)
    dataOffsets.set(record, dataOffset)
    expected = dataOffset + record.packedBytes
  }
  if (expected !== directoryOffset) {
    reportFault(report, 'zip-gap', {
      offset: expected,
      is: `the directory at byte ${directoryOffset}`,
      should: `it at byte ${expected}`,
    })
  }
  return dataOffsets
}

/**
 * Where each entry's data begins if all local headers say what the directory says, as `isLocalOf` must find when they are read. Nothing but
 * the directory is looked at.
 */
export function placeLocals(
  listed: readonly NamedRecord[],
  directoryOffset: number,
  report: Report,
): ReadonlyMap<zip.DirectoryRecord, number> {
  const dataOffsets = new Map<zip.DirectoryRecord, number>()
  let expected = 0
  for (const { path, record } of listed.toSorted((a, b) => a.record.localOffset - b.record.localOffset)) {
    const offset = record.localOffset
    if (offset !== expected) reportFault(report, 'zip-gap', { path, offset, is: offset, should: expected })
    const dataOffset = zip.dataOffsetOf(record)
    dataOffsets.set(record, dataOffset)
    expected = dataOffset + record.packedBytes
  }
  if (expected !== directoryOffset)
    reportFault(report, 'zip-gap', { offset: expected, is: directoryOffset, should: expected })
  return dataOffsets
}

/** Where the data of an entry begins, if header, name and data are there whole. */
function findData({ view }: ArchiveBytes, record: zip.DirectoryRecord, directoryOffset: number): number | undefined {
  const at = record.localOffset
  if (at + zip.localRecordBytes > directoryOffset || view.getUint32(at, true) !== zip.localSignature) return undefined
  const dataOffset = at + zip.localRecordBytes + view.getUint16(at + 26, true) + view.getUint16(at + 28, true)
  return dataOffset + record.packedBytes > directoryOffset ? undefined : dataOffset
}

/** Whether the local header says byte for byte what the directory says; the directory's own extra field is refused elsewhere. */
function isEqualLocal(archive: ArchiveBytes, record: zip.DirectoryRecord): boolean {
  const { view } = archive
  const stated = record.at + zip.statedInDirectoryAt
  const local = record.localOffset + zip.statedInLocalAt
  for (let index = 0; index < zip.statedTwiceBytes; index += 2) {
    if (view.getUint16(stated + index, true) !== view.getUint16(local + index, true)) return false
  }
  return record.extraBytes === 0 && hasEqualName(archive, record, record.nameBytes)
}

function hasEqualName({ bytes }: ArchiveBytes, record: zip.DirectoryRecord, localNameBytes: number): boolean {
  const localAt = record.localOffset + zip.localRecordBytes
  const local = bytes.toString('latin1', localAt, localAt + localNameBytes)
  return local === bytes.toString('latin1', record.at + zip.directoryRecordBytes, record.nameEnd)
}

const statedTwice = ['versionNeeded', 'flags', 'method', 'time', 'date', 'crc32', 'packedBytes', 'sizeBytes'] as const

function* localFaults(archive: ArchiveBytes, { path, record }: NamedRecord): Generator<PackageError> {
  const offset = record.localOffset
  const local = zip.readStatedTwice(archive.view, offset + zip.statedInLocalAt)
  if (local.extraBytes > 0) {
    yield new PackageError('zip-extra-field', {
      path,
      offset,
      is: `${local.extraBytes} bytes`,
      should: 'no extra field',
    })
  }
  for (const field of statedTwice) {
    if (local[field] === record[field]) continue
    const [is, should] = [`${field} ${local[field]} in the local header`, `${record[field]} as in the directory`]
    yield new PackageError('zip-local-differs', { path, offset, is, should })
  }
  if (!hasEqualName(archive, record, local.nameBytes)) {
    yield new PackageError('zip-local-differs', { path, offset, is: 'another name in the local header' })
  }
}

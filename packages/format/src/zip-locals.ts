import { PackageError } from './errors.ts'
import { reportFault, type Report } from './report.ts'
import * as zip from './zip-records.ts'

/**
 * Walks the local headers in the order of their places: the first at byte 0, each behind the one before, each saying
 * what the directory says. Gives the place of each entry's data.
 */
export function checkLocals(
  bytes: Buffer,
  listed: readonly { path: string; record: zip.DirectoryRecord }[],
  directoryOffset: number,
  report: Report,
): ReadonlyMap<zip.DirectoryRecord, number> {
  const dataOffsets = new Map<zip.DirectoryRecord, number>()
  let expected = 0
  for (const { path, record } of listed.toSorted((a, b) => a.record.localOffset - b.record.localOffset)) {
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
    const local = findLocal(bytes, record, directoryOffset)
    if (!local) {
      reportFault(report, 'zip-local-missing', { path, offset })
      continue
    }
    for (const fault of localFaults(path, record, local)) report(fault)
    dataOffsets.set(record, local.dataOffset)
    expected = local.dataOffset + record.packedBytes
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

function findLocal(bytes: Buffer, record: zip.DirectoryRecord, directoryOffset: number): zip.LocalRecord | undefined {
  const at = record.localOffset
  if (at + zip.localRecordBytes > directoryOffset || bytes.readUInt32LE(at) !== zip.localSignature) return undefined
  const local = zip.readLocalRecord(bytes, at)
  return local.dataOffset + record.packedBytes > directoryOffset ? undefined : local
}

const statedTwice = ['versionNeeded', 'flags', 'method', 'time', 'date', 'crc32', 'packedBytes', 'sizeBytes'] as const

function* localFaults(path: string, record: zip.DirectoryRecord, local: zip.LocalRecord): Generator<PackageError> {
  const offset = record.localOffset
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
  if (!local.name.equals(record.name)) {
    yield new PackageError('zip-local-differs', { path, offset, is: 'another name in the local header' })
  }
}

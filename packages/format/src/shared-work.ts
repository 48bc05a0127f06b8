import type { Entry } from './archive.ts'
import { readAt, type ArchiveOnDisk } from './archive-on-disk.ts'
import { PackageError } from './errors.ts'
import { examineData, type Examined } from './examine.ts'

/** The entries of one package, for threads that take them from each other one by one. */
export interface SharedWork {
  archive: ArchiveOnDisk
  entries: readonly Entry[]
  /** The number of the next entry, then for each entry whether it is good, then the digest of each. */
  board: SharedArrayBuffer
}

const digestBytes = 32
/** Most files are smaller; memory that is used again and again stays in the processor's cache. */
const usualBytes = 256 * 1024
const good = 1

/** Work that nobody has begun. */
export function shareWork({ archive, entries }: Omit<SharedWork, 'board'>): SharedWork {
  return { archive, entries, board: new SharedArrayBuffer(4 + entries.length * (4 + digestBytes)) }
}

/**
 * Takes entry after entry until none is left. One in which anything is wrong stays without a result, and nobody begins
 * another: those before it were all taken already, so the first fault is among them, for the reader to find.
 */
export function takePart({ archive, entries, board }: SharedWork): void {
  const next = new Int32Array(board, 0, 1)
  const { states, results } = openResults(board, entries.length)
  const memory = { packed: Buffer.allocUnsafeSlow(usualBytes) }
  for (;;) {
    const index = Atomics.add(next, 0, 1)
    const entry = entries[index]
    if (!entry) return
    const sha256 = digestOfGood(archive, entry, memory)
    if (sha256 === undefined) {
      Atomics.store(next, 0, entries.length)
      return
    }
    results.write(sha256, index * digestBytes, 'hex')
    Atomics.store(states, index, good)
  }
}

/** Nobody begins another entry. */
export function endWork({ entries, board }: SharedWork): void {
  Atomics.store(new Int32Array(board, 0, 1), 0, entries.length)
}

/** What was found for each entry; undefined where there is no result. */
export function readResults({ entries, board }: SharedWork): (Examined | undefined)[] {
  const { states, results } = openResults(board, entries.length)
  return entries.map((_, index) => {
    if (Atomics.load(states, index) !== good) return undefined
    return { sha256: results.toString('hex', index * digestBytes, (index + 1) * digestBytes), fault: undefined }
  })
}

function openResults(board: SharedArrayBuffer, entries: number) {
  return {
    states: new Int32Array(board, 4, entries),
    results: Buffer.from(board, 4 + 4 * entries, entries * digestBytes),
  }
}

function digestOfGood(archive: ArchiveOnDisk, entry: Entry, memory: { packed: Buffer }): string | undefined {
  const { packedBytes, dataOffset } = entry
  if (packedBytes > memory.packed.length) memory.packed = Buffer.allocUnsafeSlow(packedBytes)
  const packed = memory.packed.subarray(0, packedBytes)
  try {
    if (!readAt(archive, packed, dataOffset)) return undefined
    const { sha256, fault } = examineData(packed, entry)
    return fault === undefined ? sha256 : undefined
  } catch (error) {
    if (error instanceof PackageError) return undefined // the reader meets it again, in the documented order
    throw error
  }
}

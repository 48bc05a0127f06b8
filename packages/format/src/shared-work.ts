import { openEntries, type ArchiveOnDisk, type EntryOnDisk } from './archive-on-disk.ts'
import { examine, type Examined } from './examine.ts'
import { releaseUnpacked, unpackOrFault } from './unpack-data.ts'

/** The files of one package, for threads that take them from each other one by one; all memory in it is shared. */
export interface SharedWork {
  archive: ArchiveOnDisk
  directory: Uint8Array
  /** Where the record of each file stands in the directory. */
  records: Uint32Array
  /** The number of the next file, then for each file whether it is good, then the digest of each. */
  board: SharedArrayBuffer
}

const digestBytes = 32
const good = 1

/** Work that nobody has begun. */
export function shareWork(archive: ArchiveOnDisk, directory: Uint8Array, files: readonly { at: number }[]): SharedWork {
  const records = new Uint32Array(new SharedArrayBuffer(4 * files.length))
  files.forEach(({ at }, index) => (records[index] = at))
  return { archive, directory, records, board: new SharedArrayBuffer(4 + files.length * (4 + digestBytes)) }
}

/**
 * Takes file after file until none is left. One in which anything is wrong stays without a result, and nobody begins
 * another: those before it were all taken already, so the first fault is among them, for the reader to find.
 */
export function takePart({ archive, directory, records, board }: SharedWork): void {
  const next = new Int32Array(board, 0, 1)
  const { states, results } = openResults(board, records.length)
  const readEntry = openEntries(archive, directory)
  for (;;) {
    const index = Atomics.add(next, 0, 1)
    const at = records[index]
    if (at === undefined) return
    const sha256 = digestOfGood(readEntry(at))
    if (sha256 === undefined) {
      Atomics.store(next, 0, records.length)
      return
    }
    results.write(sha256, index * digestBytes, 'hex')
    Atomics.store(states, index, good)
  }
}

/** Nobody begins another file. */
export function endWork({ records, board }: SharedWork): void {
  Atomics.store(new Int32Array(board, 0, 1), 0, records.length)
}

/** What was found for each file; undefined where there is no result. */
export function readResults({ records, board }: SharedWork): (Examined | undefined)[] {
  const { states, results } = openResults(board, records.length)
  return Array.from(records, (_, index) => {
    if (Atomics.load(states, index) !== good) return undefined
    return { sha256: results.toString('hex', index * digestBytes, (index + 1) * digestBytes), fault: undefined }
  })
}

function openResults(board: SharedArrayBuffer, files: number) {
  return {
    states: new Int32Array(board, 4, files),
    results: Buffer.from(board, 4 + 4 * files, files * digestBytes),
  }
}

function digestOfGood(read: EntryOnDisk | undefined): string | undefined {
  const contents = read && unpackOrFault(read.packed, read.entry)
  if (!read || !Buffer.isBuffer(contents)) return undefined
  const { sha256, fault } = examine(read.entry.path, contents)
  releaseUnpacked(read.entry, contents)
  return fault === undefined ? sha256 : undefined
}

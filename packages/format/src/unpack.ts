import type { Entry } from './archive.ts'
import { PackageError } from './errors.ts'
import { examine, type Examined } from './examine.ts'
import { releaseUnpacked, unpackOrFault } from './unpack-data.ts'

/** The contents of an entry of an archive; throws a PackageError when the data is broken. Stored data is a view, nothing is copied. */
export function unpackEntry(bytes: Buffer, entry: Entry): Buffer {
  return unpackData(bytes.subarray(entry.dataOffset, entry.dataOffset + entry.packedBytes), entry)
}

/** The same from the data of the entry alone. */
export function unpackData(packed: Buffer, entry: Entry): Buffer {
  const unpacked = unpackOrFault(packed, entry)
  if (Buffer.isBuffer(unpacked)) return unpacked
  const { code, cause, ...facts } = unpacked
  throw new PackageError(code, { path: entry.path, offset: entry.dataOffset, ...facts }, { cause })
}

/** Unpacks an entry and looks at it, and keeps nothing of it. */
export function examineEntry(bytes: Buffer, entry: Entry): Examined {
  const contents = unpackEntry(bytes, entry)
  const examined = examine(entry.path, contents)
  releaseUnpacked(entry, contents)
  return examined
}

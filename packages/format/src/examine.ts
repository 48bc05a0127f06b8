import { hash } from 'node:crypto'
import type { Entry } from './archive.ts'
import { findContentFault, type ContentFault } from './sniff.ts'
import { releaseUnpacked, unpackData } from './unpack.ts'

/** What one look at the contents of a file tells. */
export interface Examined {
  /** Lower-case hex. */
  sha256: string
  fault: ContentFault | undefined
}

/** Looks at contents once, and keeps nothing of them. */
export function examine(path: string, contents: Buffer): Examined {
  // What is wrong with the manifest is said with line and column by its own reader.
  const fault = path === 'manifest.json' ? undefined : findContentFault(path, contents)
  return { sha256: hash('sha256', contents), fault }
}

/** Unpacks an entry and looks at it; throws a PackageError when the data is broken. */
export function examineEntry(bytes: Buffer, entry: Entry): Examined {
  return examineData(bytes.subarray(entry.dataOffset, entry.dataOffset + entry.packedBytes), entry)
}

/** The same from the data of the entry alone. */
export function examineData(packed: Buffer, entry: Entry): Examined {
  const contents = unpackData(packed, entry)
  const examined = examine(entry.path, contents)
  releaseUnpacked(entry, contents)
  return examined
}

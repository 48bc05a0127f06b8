import type { Entry } from './archive.ts'
import { examineEntry } from './examine.ts'
import type { Package } from './package.ts'
import { checkFiles, checkFrame, toBuffer, type Frame, type ReadOptions } from './read.ts'
import { stopAtFirstFault } from './report.ts'
import type { ReadingHelper } from './reading-helper.ts'
import { readResults, shareWork, takePart } from './shared-work.ts'

// For a caller that finds no second processor: the whole of the library need not be loaded for it.
export { readPackage } from './read.ts'

/**
 * Reads a package as `readPackage` does, with the same verdict and the same first fault: the helper only unpacks and
 * hashes beside this thread, and where it found anything but good contents, this thread looks itself.
 */
export async function readPackageInParallel(
  bytes: Uint8Array<SharedArrayBuffer>,
  helper: ReadingHelper,
  options: ReadOptions = {},
): Promise<Package> {
  const buffer = toBuffer(bytes)
  const frame = checkFrame(buffer, options, stopAtFirstFault) as Frame // a fault throws
  const work = shareWork({ bytes, entries: frame.entries, digests: frame.metaInf.digests })
  const helped = helper.help(work)
  takePart(work)
  // A helper that came too late to take anything is not waited for.
  const found = readResults(work)
  if (found.includes(undefined)) await helped
  const results = found.includes(undefined) ? readResults(work) : found
  const examine = (entry: Entry, index: number) => results[index] ?? examineEntry(buffer, entry)
  return checkFiles(buffer, frame, examine, stopAtFirstFault) as Package // a fault throws
}

import { statSync } from 'node:fs'
import { limits } from '@mosis/format/limits'
import { startHelper, type ReadingHelper } from '@mosis/format/reading-helper'

/** To start a second thread takes about as long as to read a package of this size. */
const largeBytes = 20 * 1024 * 1024

let started: ReadingHelper | undefined

/**
 * Starts the thread that helps with a large package that the line names, before the line is understood: to load the command
 * takes as long as the thread needs to start.
 */
export function readAhead(words: readonly string[]): void {
  if (words.some((word) => isLarge(sizeOf(word)))) started = startHelper()
}

/** What cannot be looked at is said by the command, in its words. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}

/** Whether a package of this size is read by two threads. */
export function isLarge(sizeBytes: number): boolean {
  return sizeBytes >= largeBytes && sizeBytes <= limits.maxPackageBytes
}

/** The thread that was started ahead, or one that starts now; undefined where there is no second processor. */
export function takeHelper(): ReadingHelper | undefined {
  const helper = started ?? startHelper()
  started = undefined
  return helper
}

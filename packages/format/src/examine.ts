import { hash } from 'node:crypto'
import { findContentFault, type ContentFault } from './sniff.ts'

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

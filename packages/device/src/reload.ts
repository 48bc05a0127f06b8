import type { Manifest } from '@mosis/format'

/** A project whose files were laid out again, or what is wrong with it. */
export type ProjectUpdate = { manifest?: Manifest } | { problem: ReloadProblem }

/** What came of a reload. */
export interface ReloadReport {
  /** What is as it was, in words: `screen assets/main.rml`, `3 field values`, `focus`. */
  kept: string[]
  /** What could not be kept, and why. */
  lost: string[]
  /** The app's Lua was started anew. */
  restarted: boolean
  /** Why nothing was changed: the last good screen goes on. */
  problem?: ReloadProblem
}

/** A mistake in a file, with the lines around it. */
export interface ReloadProblem {
  message: string
  path?: string
  line?: number
  /** Lines around the mistake with their numbers. */
  excerpt?: { line: number; text: string }[]
  traceback?: string
}

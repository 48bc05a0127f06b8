import type { Random } from './random.ts'

/** Something that reads what strangers hand in. */
export interface FuzzTarget {
  name: string
  /** Inputs to start from; those that take a new way are added. */
  starts: readonly Buffer[]
  /** Longer inputs are not tried. */
  maxBytes: number
  /** A changed input; `other` is one more of the starts, to take pieces from. */
  change(input: Buffer, other: Buffer, random: Random): Buffer
  /** Reads an input, and is measured. Throws when a promise is broken. */
  read(input: Buffer): Reading | Promise<Reading>
  /** Compares an accepted input with what others make of it; not measured. */
  compare?(input: Buffer): void | Promise<void>
  /** The same for many at once, where starting the other costs. */
  compareMany?(inputs: readonly Buffer[]): void
}

/** What reading did. */
export interface Reading {
  /** A name for the way through the reader, like the code of a refusal. */
  way: string
  isAccepted: boolean
}

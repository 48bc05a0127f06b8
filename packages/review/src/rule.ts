import type { Sources } from './sources.ts'

/** How much a finding weighs: an error blocks, a warning asks for a person, an info is a hint. */
export type Severity = 'error' | 'warning' | 'info'

/** What is judged: 1 the package itself, 2 its content, 3 its security. */
export type Tier = 1 | 2 | 3

/**
 * A place in a file of the package. Lines and columns count from 1; offsets and columns count UTF-16 units. An offset of tier 1
 * counts bytes of the package itself.
 */
export interface Place {
  path?: string
  line?: number
  column?: number
  offset?: number
}

/** One place where a rule does not hold. `fix` says more than the rule's own. */
export interface Remark extends Place {
  message: string
  fix?: string
}

/** One thing that is judged, and everything there is to say about it. */
export interface Rule {
  code: string
  tier: Tier
  severity: Severity
  /** Raised when the check changes, so that an old verdict is not taken for a new one. */
  version: number
  explanation: string
  fix: string
  check: (sources: Sources) => Remark[]
}

/** What a review says about one place, as developers, reviewers and programs read it. */
export interface Finding extends Place {
  code: string
  tier: Tier
  severity: Severity
  message: string
  fix: string
}

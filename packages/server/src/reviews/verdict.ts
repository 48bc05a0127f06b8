/** What the automated review says about a package. */
export interface Verdict {
  /** No finding is an error. */
  ok: boolean
  /** JSON, exactly as the review gave it. */
  findings: string
  requires_manual: boolean
  manual_reasons: string[]
  /** A hash of the rules that were used; empty when they did not come to an end. */
  rule_set: string
}

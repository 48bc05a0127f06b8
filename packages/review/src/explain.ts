import { explainPackageError } from '@mosis/format'
import type { Severity, Tier } from './rule.ts'
import { rules } from './rules.ts'

/** What a code means, without an instance of it. */
export interface Explanation {
  code: string
  tier: Tier
  severity: Severity
  explanation: string
  fix: string
}

/** Explains the code of a rule or of a refusal by the package format; undefined when no such code exists. */
export function explainCode(code: string): Explanation | undefined {
  const rule = rules.find((rule) => rule.code === code)
  if (rule) {
    const { tier, severity, explanation, fix } = rule
    return { code, tier, severity, explanation, fix }
  }
  const refusal = explainPackageError(code)
  return refusal && { code, tier: 1, severity: 'error', explanation: refusal.explanation, fix: refusal.fix }
}

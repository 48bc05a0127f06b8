import type { PortalNote, RuleMode } from '@mosis/api'
import type { ReviewRow } from '../db/schema.ts'
import { readNotes } from '../notes.ts'

/** What the automated review says about a package. */
export interface Verdict {
  /** No finding is an error. */
  ok: boolean
  /** JSON, exactly as the review gave it. */
  findings: string
  requires_manual: boolean
  manual_reasons: string[]
  /** The same in parts. */
  manual_notes: PortalNote[]
  /** A hash of the rules that were used; empty when they did not come to an end. */
  rule_set: string
  /** JSON: what rules say that only observe. */
  observed?: string
  /** The rules that were not enforced. */
  rule_modes?: Readonly<Record<string, RuleMode>>
  /** JSON, what the app did when it was tried; null: it was not. */
  behaviour?: string | null
  /** JSON, what of it the last approved version did not do; null: nothing to compare with. */
  behaviour_changes?: string | null
  /** A compact JWS over all of it. */
  receipt?: string
}

/** A verdict as the row of its review keeps it. */
export function storedWith(verdict: Verdict) {
  return {
    findings: verdict.findings,
    requires_manual: verdict.requires_manual ? 1 : 0,
    manual_reasons: JSON.stringify(verdict.manual_reasons),
    manual_notes: JSON.stringify(verdict.manual_notes),
    rule_set: verdict.rule_set,
    observed: verdict.observed ?? '[]',
    rule_modes: JSON.stringify(verdict.rule_modes ?? {}),
    behaviour: verdict.behaviour ?? null,
    behaviour_changes: verdict.behaviour_changes ?? null,
    receipt: verdict.receipt ?? '',
  } as const satisfies Partial<ReviewRow>
}

/** The verdict of a review that was stored, for another review of the same version. */
export function verdictOf(row: ReviewRow): Verdict {
  const findings = JSON.parse(row.findings) as { severity: string }[]
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    findings: row.findings,
    requires_manual: row.requires_manual === 1,
    manual_reasons: JSON.parse(row.manual_reasons) as string[],
    manual_notes: readNotes(row.manual_notes),
    rule_set: row.rule_set,
    observed: row.observed,
    rule_modes: JSON.parse(row.rule_modes) as Record<string, RuleMode>,
    behaviour: row.behaviour,
    behaviour_changes: row.behaviour_changes,
    receipt: row.receipt,
  }
}

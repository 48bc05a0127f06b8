import { explainPackageError } from '@mosis/format'
import { manualNotes, sayManualNote, type ManualNote, type Review } from './review.ts'
import type { Finding } from './rule.ts'
import { textTooLarge } from './rules/text-too-large.ts'

/** What a store does with what a rule says: nothing, only keep it apart, or count it. A rule that is not named is enforced. */
export type RuleMode = 'off' | 'observe' | 'enforce'

/** A review as a store counts it. With every rule enforced the findings are the review's own, byte for byte. */
export interface ModedReview extends Pick<Review, 'ok' | 'findings' | 'requires_manual' | 'manual_reasons'> {
  /** Findings of the rules that only observe; they decide nothing. */
  observed: Finding[]
  /** `manual_reasons` in parts. */
  manual_notes: ManualNote[]
}

/** Whether findings of this code always count: the package format's own, and that of texts that no rule could read. */
export function isFixedCode(code: string): boolean {
  return code === textTooLarge.code || explainPackageError(code) !== undefined
}

/** Counts the findings of a review as its rules are set. */
export function applyModes(
  { findings: all, manifest }: Pick<Review, 'findings' | 'manifest'>,
  modes: Readonly<Record<string, RuleMode>>,
): ModedReview {
  const modeOf = ({ code }: Finding): RuleMode =>
    !isFixedCode(code) && Object.hasOwn(modes, code) ? modes[code]! : 'enforce'
  const findings = all.filter((finding) => modeOf(finding) === 'enforce')
  const manual_notes = manualNotes(findings, manifest)
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    findings,
    requires_manual: manual_notes.length > 0,
    manual_reasons: manual_notes.map(sayManualNote),
    manual_notes,
    observed: all.filter((finding) => modeOf(finding) === 'observe'),
  }
}

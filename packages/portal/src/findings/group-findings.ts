import type { Finding } from '@mosis/api'

/** The findings of one file, the heaviest first; without a path: what is about the package as a whole. */
export interface FindingGroup {
  path: string | undefined
  findings: readonly Finding[]
}

const weights = { error: 0, warning: 1, info: 2 }

/** Findings by file: the file with the heaviest finding first, files of the same weight by name. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const byPath = Map.groupBy(findings, ({ path }) => path)
  return [...byPath]
    .map(([path, findings]) => ({ path, findings: findings.toSorted(byWeight) }))
    .toSorted((a, b) => weightOf(a) - weightOf(b) || (a.path ?? '').localeCompare(b.path ?? ''))
}

const byWeight = (a: Finding, b: Finding) =>
  weights[a.severity] - weights[b.severity] || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0)

const weightOf = ({ findings }: FindingGroup) => Math.min(...findings.map(({ severity }) => weights[severity]))

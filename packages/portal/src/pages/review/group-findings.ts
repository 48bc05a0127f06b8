import type { Finding } from '@mosis/api'
import { CircleX, Info, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

/** The findings of one file, the gravest first; without a path: what is about the package as a whole. */
export interface FindingGroup {
  path: string | undefined
  findings: readonly Finding[]
}

const grades = { error: 0, warning: 1, info: 2 } as const

/** Findings by file: files with the gravest first, equal ones by name. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  return [...Map.groupBy(findings, ({ path }) => path)]
    .map(([path, group]) => ({
      path,
      findings: group.toSorted((a, b) => grades[a.severity] - grades[b.severity] || (a.line ?? 0) - (b.line ?? 0)),
    }))
    .toSorted((a, b) => gradeOf(a.findings) - gradeOf(b.findings) || (a.path ?? '').localeCompare(b.path ?? ''))
}

const gradeOf = (group: readonly Finding[]) => Math.min(...group.map(({ severity }) => grades[severity]))

/** A shape for each weight, so that colour is not all that tells them apart. */
export const severityIcons: Readonly<Record<Finding['severity'], LucideIcon>> = {
  error: CircleX,
  warning: TriangleAlert,
  info: Info,
}

/** The kind of a mark in the source for each weight. */
export const severityKinds = { error: 'bad', warning: 'warn', info: 'info' } as const

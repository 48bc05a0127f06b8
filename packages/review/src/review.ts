import { createHash } from 'node:crypto'
import { lintFolder, lintPackage, MOSIS_VERSION, packageErrors } from '@mosis/format'
import type { Folder, Lint, Manifest, Package, PackageError, ReadOptions } from '@mosis/format'
import { riskOf } from './lua-api.ts'
import { reportPermissions, type PermissionReport } from './permission-report.ts'
import { printable } from './quote.ts'
import type { Finding, Remark, Rule } from './rule.ts'
import { rules } from './rules.ts'
import { readSources, type Sources } from './sources.ts'

/** The verdict of the automated review. The same bytes and the same rules give the same JSON, byte for byte, everywhere. */
export interface Review {
  /** No finding is an error. */
  ok: boolean
  findings: Finding[]
  /** A person has to look before the app is published. */
  requires_manual: boolean
  manual_reasons: string[]
  permissions: PermissionReport
  /** SHA-256, in hex, over all rules; another value means that another verdict is possible. */
  rule_set: string
  manifest: Manifest | null
}

// A rule that fails in a thousand places fails for one reason. A few of each file, so that one file does not hide the others.
const maxFindingsPerFile = 20
const maxFindingsPerCode = 50

/** Judges a package file: whether it is a valid package, then what is in it. Nothing of it is run. */
export function reviewBytes(bytes: Uint8Array, options: ReadOptions = {}): Promise<Review> {
  return judge(lintPackage(bytes, options))
}

/** Judges the files of an unpacked app. */
export function reviewFolder(files: Folder): Promise<Review> {
  return judge(lintFolder(files))
}

/** Judges a package that was read already. */
export function reviewPackage(pkg: Package): Promise<Review> {
  return judge({ pkg, problems: [] })
}

async function judge({ pkg, problems }: Lint): Promise<Review> {
  const sources = pkg && readSources(pkg)
  const refused = Object.values(Object.groupBy(problems.map(toFinding), ({ code }) => code))
  const findings = [
    ...refused.flatMap((same = []) => keepFirst(same)),
    ...(sources ? rules.flatMap((rule) => applyRule(rule, sources)) : []),
  ]
  findings.sort(compareFindings)
  const manual_reasons = manualNotes(findings, pkg?.manifest ?? null).map(sayManualNote)
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    findings,
    requires_manual: manual_reasons.length > 0,
    manual_reasons,
    permissions: sources ? reportPermissions(sources) : emptyReport,
    rule_set: ruleSet,
    manifest: pkg?.manifest ?? null,
  }
}

function applyRule({ code, tier, severity, fix, check }: Rule, sources: Sources): Finding[] {
  return keepFirst(check(sources)).map((remark) => newFinding({ code, tier, severity }, { fix, ...remark }))
}

/** Of findings of one code, the first of each file and of all; the last one kept says how many more there are. */
function keepFirst<T extends Remark>(remarks: readonly T[]): T[] {
  const kept: T[] = []
  for (const same of Map.groupBy(remarks, ({ path }) => path ?? '').values()) {
    same.sort(compareRemarks)
    kept.push(...sayMore(same, maxFindingsPerFile, ' in this file'))
  }
  return sayMore(kept.sort(compareRemarks), maxFindingsPerCode, '')
}

function sayMore<T extends Remark>(sorted: readonly T[], max: number, where: string): T[] {
  const kept = sorted.slice(0, max)
  const last = kept.at(-1)
  if (!last || sorted.length <= max) return kept
  return [
    ...kept.slice(0, -1),
    { ...last, message: `${last.message} (and ${sorted.length - max} more like it${where})` },
  ]
}

function toFinding({ code, message, fix, details: { path, line, column, offset } }: PackageError): Finding {
  return newFinding({ code, tier: 1, severity: 'error' }, { message, fix, path, line, column, offset })
}

/** Fields that are missing are left out, and those that are there always stand in the same order. */
function newFinding(
  { code, tier, severity }: Pick<Finding, 'code' | 'tier' | 'severity'>,
  { message, fix, path, line, column, offset }: Remark & { fix: string },
): Finding {
  return {
    code,
    tier,
    severity,
    message: printable(message),
    fix: printable(fix),
    ...(path === undefined ? {} : { path }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined ? {} : { column }),
    ...(offset === undefined ? {} : { offset }),
  }
}

function compareFindings(a: Finding, b: Finding): number {
  return compareRemarks(a, b) || compare(a.code, b.code)
}

function compareRemarks(a: Remark, b: Remark): number {
  return (
    compare(a.path ?? '', b.path ?? '') ||
    compare(a.line ?? 0, b.line ?? 0) ||
    compare(a.column ?? 0, b.column ?? 0) ||
    compare(a.offset ?? 0, b.offset ?? 0) ||
    compare(a.message, b.message)
  )
}

/** By code units, since a locale's order differs from machine to machine. */
function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Why a person has to look before the app is published, by a code with what it is about. */
export type ManualNote =
  | { code: 'review.permissions'; facts: { permissions: string[] } }
  | { code: 'review.warnings'; facts: { rules: string[] } }

/** What a person has to look at before the app is published; nothing when nobody has to. */
export function manualNotes(findings: readonly Finding[], manifest: Manifest | null): ManualNote[] {
  const dangerous = (manifest?.permissions ?? []).filter((name) => riskOf(name) === 'dangerous')
  const warned = [...new Set(findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code))].sort()
  return [
    ...(dangerous.length > 0 ? [{ code: 'review.permissions' as const, facts: { permissions: dangerous } }] : []),
    ...(warned.length > 0 ? [{ code: 'review.warnings' as const, facts: { rules: warned } }] : []),
  ]
}

/** A note as a sentence. */
export function sayManualNote({ code, facts }: ManualNote): string {
  if (code === 'review.permissions') return `Asks for dangerous permissions: ${facts.permissions.join(', ')}`
  return `The automated review warns: ${facts.rules.join(', ')}`
}

const emptyReport: PermissionReport = { declared: [], used: [], unused: [], undeclared: [], uses: [], hosts: [] }

/** SHA-256, in hex, over all rules and their words. */
export const ruleSet = createHash('sha256')
  .update(
    JSON.stringify({
      mosis: MOSIS_VERSION,
      rules: rules.map(({ code, tier, severity, version, explanation, fix }) => [
        code,
        tier,
        severity,
        version,
        explanation,
        fix,
      ]),
      package_errors: packageErrors,
    }),
  )
  .digest('hex')

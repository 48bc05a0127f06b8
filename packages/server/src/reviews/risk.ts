import { riskReasons } from '@mosis/api'
import type { RiskReason } from '@mosis/api'
import { findPermission } from '@mosis/format'

/** What a version asks for and says, as far as the order of the queue depends on it. */
export interface Asking {
  permissions: readonly string[]
  /** Undefined: the manifest lists none, so that the app may connect to any host. */
  domains: readonly string[] | undefined
  keyId: string
}

export interface RiskFacts {
  now: Asking
  /** The last approved version of the app. */
  before: Asking | undefined
  /** Nothing of the team was approved yet. */
  isFirstOfTeam: boolean
  /** Codes of the warnings of the automated review. */
  warnings: readonly string[]
  /** The automated review did not come to an end. */
  isUnfinished: boolean
  /** Reports of people that nobody has answered. */
  openReports: number
  /** What the app did when it was tried that its last approved version did not do. */
  behaviour: readonly string[]
  /** Names of well-known apps of other teams that this one is like. */
  similarTo: readonly string[]
  isSampled: boolean
  isAppeal: boolean
}

/** A reason of the table, and what it is about in this version. */
export interface FoundRisk {
  code: RiskReason
  details: string[]
}

export interface Risk {
  /** The sum of the reasons' weights, at most 100. */
  risk: number
  reasons: FoundRisk[]
}

/** Says how much a version needs the eyes of a person, and why; the weightiest reason first. */
export function assessRisk(facts: RiskFacts): Risk {
  const found = Object.entries(finders).flatMap(([code, find]) => {
    const details = find(facts)
    return details ? [{ code: code as RiskReason, details: [...details] }] : []
  })
  const reasons = found.toSorted((one, other) => weightOf(other) - weightOf(one))
  return {
    risk: Math.min(
      100,
      reasons.reduce((sum, reason) => sum + weightOf(reason), 0),
    ),
    reasons,
  }
}

const weightOf = ({ code }: FoundRisk): number => riskReasons[code].weight

/** For each reason its details where there is cause for it. */
const finders: { [Code in RiskReason]: (facts: RiskFacts) => readonly string[] | undefined } = {
  appeal: ({ isAppeal }) => when(isAppeal),
  user_reports: ({ openReports }) => (openReports > 0 ? [String(openReports)] : undefined),
  key_change: ({ now, before }) => (before && before.keyId !== now.keyId ? [before.keyId, now.keyId] : undefined),
  look_alike: ({ similarTo }) => unlessEmpty(similarTo),
  behaviour: ({ behaviour }) => unlessEmpty(behaviour),
  first_app: ({ isFirstOfTeam }) => when(isFirstOfTeam),
  unfinished: ({ isUnfinished }) => when(isUnfinished),
  dangerous_permission: ({ now, before }) =>
    unlessEmpty(
      missingFrom(before?.permissions, now.permissions).filter((name) => findPermission(name)?.risk !== 'normal'),
    ),
  any_host: ({ now, before }) => when(connectsAnywhere(now) && !(before && connectsAnywhere(before))),
  random_sample: ({ isSampled }) => when(isSampled),
  warnings: ({ warnings }) => unlessEmpty([...new Set(warnings)]),
  new_domain: ({ now, before }) => unlessEmpty(missingFrom(before?.domains, now.domains ?? [])),
}

const when = (isSo: boolean): readonly string[] | undefined => (isSo ? [] : undefined)
const unlessEmpty = (details: readonly string[]) => (details.length > 0 ? details : undefined)
const missingFrom = (before: readonly string[] = [], now: readonly string[]) =>
  now.filter((name) => !before.includes(name))
const connectsAnywhere = ({ permissions, domains }: Asking) =>
  domains === undefined && permissions.some((name) => name.startsWith('network.'))

const hourMs = 60 * 60_000
/** From this risk on a version is decided within the shorter time. */
const highRisk = 50
const normalMs = 48 * hourMs
const highMs = 24 * hourMs

/** When a review should be decided. */
export function dueAt(openedAt: string, risk: number): string {
  return new Date(Date.parse(openedAt) + (risk >= highRisk ? highMs : normalMs)).toISOString()
}

/** The place in the queue as a text that sorts: what is due first comes first, and of the same moment what is riskier. */
export function queueKey(due: string, risk: number): string {
  return `${due} ${String(100 - risk).padStart(3, '0')}`
}

/**
 * Whether chance chooses these bytes, of a hundred versions so many. The code is the portal's own over the package's hash (`tokens.authenticate`): nobody can
 * foresee it, and handing the same package in again draws no second lot.
 */
export function isSampled(
  authenticate: (purpose: string, text: string) => string,
  sha256: string,
  percent: number,
): boolean {
  const code = Buffer.from(authenticate('random sample of reviews', sha256), 'base64url')
  return code.readUInt32BE(0) < (2 ** 32 * percent) / 100
}

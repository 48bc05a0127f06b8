import type { Finding } from '@mosis/api'
import type { Manifest } from '@mosis/format'
import { newId } from '../db/ids.ts'
import type { Db, ReviewRow, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { countOpenReports } from '../versions/open-reports.ts'
import { findApprovedBefore } from './approved-before.ts'
import { assessRisk, dueAt, queueKey } from './risk.ts'
import type { Asking, Risk } from './risk.ts'
import { storedWith } from './verdict.ts'
import type { Verdict } from './verdict.ts'

export interface OpenOptions {
  /** Chance has chosen it: `isSampled`. */
  isSampled?: boolean
  /** What the app did that its last approved version did not do, a sentence each. */
  behaviour?: readonly string[]
  /** The rejection that the developer appeals against, and the words. */
  appeal?: { of: string; text: string }
}

/** Puts a version into the queue of those who decide, at the place that its risk gives it. Call it behind the app's lock. */
export async function openReview(
  db: Db,
  call: Call,
  version: VersionRow,
  verdict: Verdict,
  options: OpenOptions = {},
): Promise<ReviewRow> {
  const { risk, reasons } = await findRisk(db, version, verdict, options)
  const due_at = dueAt(call.now, risk)
  return addReview(db, call, version, verdict, {
    state: 'open',
    risk,
    risk_reasons: JSON.stringify(reasons),
    due_at,
    queue_key: queueKey(due_at, risk),
    appeal_of: options.appeal?.of ?? null,
    appeal_text: options.appeal?.text ?? null,
  })
}

/** Notes what a review says of a version; `openReview` for one that waits for a person. */
export function addReview(
  db: Db,
  call: Call,
  { id }: VersionRow,
  verdict: Verdict,
  outcome: Pick<ReviewRow, 'state'> & Partial<ReviewRow>,
): Promise<ReviewRow> {
  const row = {
    id: newId('rev'),
    version_id: id,
    ...storedWith(verdict),
    created_at: call.now,
    ...untouched,
    ...outcome,
  } as const satisfies ReviewRow
  return db.insertInto('review').values(row).returningAll().executeTakeFirstOrThrow()
}

/** Of a review that nobody has touched. */
const untouched = {
  decided_at: null,
  decided_by: null,
  reason: null,
  reason_note: null,
  reason_codes: '[]',
  checklist: '[]',
  risk: 0,
  risk_reasons: '[]',
  due_at: '',
  queue_key: '',
  appeal_of: null,
  appeal_text: null,
  claimed_by: null,
  claimed_until: null,
  escalated_at: null,
  escalated_by: null,
  escalation_reason: null,
} as const satisfies Partial<ReviewRow>

async function findRisk(
  db: Db,
  version: VersionRow,
  verdict: Verdict,
  { isSampled = false, behaviour = [], appeal }: OpenOptions,
): Promise<Risk> {
  const before = await findApprovedBefore(db, version)
  return assessRisk({
    now: askingOf(version),
    before: before && askingOf(before),
    isFirstOfTeam: before === undefined && !(await hasApproved(db, version)),
    warnings: (JSON.parse(verdict.findings) as Finding[])
      .filter(({ severity }) => severity === 'warning')
      .map(({ code }) => code),
    isUnfinished: verdict.rule_set === '',
    openReports: await countOpenReports(db, version.app_id),
    behaviour,
    similarTo: await findSimilar(db, version),
    isSampled,
    isAppeal: appeal !== undefined,
  })
}

function askingOf({ permissions, manifest, key_id }: VersionRow): Asking {
  return {
    permissions: JSON.parse(permissions) as string[],
    domains: (JSON.parse(manifest) as Manifest).network?.allowed_domains,
    keyId: key_id,
  }
}

/** What intake noted when the app was made or renamed. */
async function findSimilar(db: Db, { app_id }: VersionRow): Promise<string[]> {
  const app = await db.selectFrom('app').select('similar_to').where('id', '=', app_id).executeTakeFirstOrThrow()
  return (JSON.parse(app.similar_to) as { name: string }[]).map(({ name }) => name)
}

/** Whether anything of the app's team was approved. */
async function hasApproved(db: Db, { app_id }: VersionRow): Promise<boolean> {
  const row = await db
    .selectFrom('review')
    .innerJoin('version', 'version.id', 'review.version_id')
    .innerJoin('app', 'app.id', 'version.app_id')
    .select('review.id')
    .where('review.state', '=', 'approved')
    .where('app.team_id', '=', (app) => app.selectFrom('app as own').select('own.team_id').where('own.id', '=', app_id))
    .executeTakeFirst()
  return row !== undefined
}

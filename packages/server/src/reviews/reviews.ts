import { ApiError, isRiskReason, riskReasons } from '@mosis/api'
import type { Behaviour, BehaviourChange, Finding, Input, Review, ReviewState, reviews as contract } from '@mosis/api'
import { countRows, getPage } from '../db/page.ts'
import type { Db, ReviewRow, VersionRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { findPositions } from '../versions/waiting.ts'
import { readNote, readNotes } from '../notes.ts'
import type { FoundRisk } from './risk.ts'

const orders = {
  queue: { by: { 'review.queue_key': 'text', 'review.id': 'text' }, direction: 'asc' },
  newest: { by: { 'review.id': 'text' }, direction: 'desc' },
} as const

/** Lists reviews of all apps: in the queue what is due first, and of what is due at the same time the riskier. */
export async function listReviews(
  db: Db,
  call: Call,
  { limit, cursor, state, show, reason, app_id, sort }: Input<typeof contract.listReviews>['query'],
) {
  // Found without what the reviews hold, which is read for one page only.
  let wanted = selectPlaces(db).where('review.state', '=', state)
  if (show !== undefined) wanted = shown[show](wanted, call)
  if (reason !== undefined) wanted = wanted.where('review.risk_reasons', 'like', `%"code":"${reason}"%`)
  if (app_id !== undefined) {
    wanted = wanted.where('review.version_id', 'in', (versions) =>
      versions.selectFrom('version').select('version.id').where('version.app_id', '=', app_id),
    )
  }
  const list = `reviews ${JSON.stringify([state, show, reason, app_id, sort])}`
  const { rows: places, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  const rows = await readInOrder(
    db,
    places.map(({ id }) => id),
  )
  const total = await countRows(wanted)
  const [positions, ownTeams] = [await findPositions(db, rows), await listOwnTeams(db, call)]
  const answers = rows.map((row) => hideOthers(toReview(row, call, positions.get(row.id)), ownTeams.has(row.team_id)))
  return { reviews: answers, next_cursor, total }
}

const selectPlaces = (db: Db) => db.selectFrom('review').select(['review.id', 'review.queue_key'])

async function readInOrder(db: Db, ids: readonly string[]): Promise<ReviewOfVersion[]> {
  if (ids.length === 0) return []
  const rows = await selectReviews(db).where('review.id', 'in', ids).execute()
  return rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
}

type Selected = ReturnType<typeof selectPlaces>
type Shown = NonNullable<Input<typeof contract.listReviews>['query']['show']>

/** What a part of the list is made of. */
const shown: Readonly<Record<Shown, (all: Selected, call: Call) => Selected>> = {
  mine: (all, call) =>
    all.where('review.claimed_by', '=', requireAccount(call)).where('review.claimed_until', '>', call.now),
  free: (all, call) =>
    all.where((review) =>
      review.or([review('review.claimed_until', 'is', null), review('review.claimed_until', '<=', call.now)]),
    ),
  escalated: (all) => all.where('review.escalated_at', 'is not', null),
  appeals: (all) => all.where('review.appeal_of', 'is not', null),
  overdue: (all, call) => all.where('review.due_at', '!=', '').where('review.due_at', '<', call.now),
  decided_by_me: (all, call) => all.where('review.decided_by', '=', requireAccount(call)),
}

/** Answers a review with its findings. */
export async function getReview(db: Db, call: Call, { review_id }: { review_id: string }): Promise<Review> {
  const row = await requireReview(db, review_id)
  const [positions, ownTeams] = [await findPositions(db, [row]), await listOwnTeams(db, call)]
  return hideOthers(toReview(row, call, positions.get(row.id)), ownTeams.has(row.team_id))
}

/** The teams about whose apps the caller is no judge but a developer. */
async function listOwnTeams(db: Db, call: Call): Promise<Set<string>> {
  if (call.role === 'admin') return new Set()
  const rows = await db
    .selectFrom('team_member')
    .select('team_id')
    .where('account_id', '=', requireAccount(call))
    .execute()
  return new Set(rows.map(({ team_id }) => team_id))
}

/** No developer learns who judges, not even one who is a reviewer of other apps. */
function hideOthers(review: Review, isOwn: boolean): Review {
  return isOwn ? { ...review, claim: null, escalation: null, decided_by: null } : review
}

/** The review with what it is about. */
export async function requireReview(db: Db, review_id: string): Promise<ReviewOfVersion> {
  const row = await selectReviews(db).where('review.id', '=', review_id).executeTakeFirst()
  if (!row) throw new ApiError('review.not_found')
  return row
}

function selectReviews(db: Db) {
  return db
    .selectFrom('review')
    .innerJoin('version', 'version.id', 'review.version_id')
    .innerJoin('app', 'app.id', 'version.app_id')
    .innerJoin('team', 'team.id', 'app.team_id')
    .leftJoin('account as claimer', 'claimer.id', 'review.claimed_by')
    .leftJoin('account as escalator', 'escalator.id', 'review.escalated_by')
    .selectAll('review')
    .select([
      'version.app_id',
      'version.version',
      'version.version_code',
      'version.permissions',
      'app.name as app_name',
      'app.team_id',
      'team.name as team_name',
      'claimer.name as claimer_name',
      'escalator.name as escalator_name',
    ])
}

export type ReviewOfVersion = ReviewRow &
  Pick<VersionRow, 'app_id' | 'version' | 'version_code' | 'permissions'> & {
    app_name: string
    team_id: string
    team_name: string
    claimer_name: string | null
    escalator_name: string | null
  }

/** Whether somebody works on a review at this moment; a claim ends by itself. */
export function isClaimed({ claimed_by, claimed_until }: ReviewRow, call: Call): boolean {
  return claimed_by !== null && claimed_until !== null && claimed_until > call.now
}

function toReview(row: ReviewOfVersion, call: Call, position: number | undefined): Review {
  return {
    id: row.id,
    version_id: row.version_id,
    app_id: row.app_id,
    app_name: row.app_name,
    team_name: row.team_name,
    version: row.version,
    version_code: row.version_code,
    state: row.state as ReviewState,
    findings: JSON.parse(row.findings) as Finding[],
    observed: JSON.parse(row.observed) as Finding[],
    requires_manual: row.requires_manual === 1,
    manual_reasons: JSON.parse(row.manual_reasons) as string[],
    manual_notes: readNotes(row.manual_notes),
    rule_set: row.rule_set,
    rule_modes: JSON.parse(row.rule_modes) as Review['rule_modes'],
    behaviour: row.behaviour === null ? null : (JSON.parse(row.behaviour) as Behaviour),
    behaviour_changes: row.behaviour_changes === null ? null : (JSON.parse(row.behaviour_changes) as BehaviourChange[]),
    receipt: row.receipt === '' ? null : row.receipt,
    permissions: JSON.parse(row.permissions) as string[],
    risk: row.risk,
    risk_reasons: (JSON.parse(row.risk_reasons) as FoundRisk[])
      .filter(({ code }) => isRiskReason(code))
      .map(({ code, details }) => ({ code, ...riskReasons[code], details })),
    due_at: row.due_at === '' ? null : row.due_at,
    position: position ?? null,
    claim: toClaim(row, call),
    escalation: toEscalation(row),
    appeal: row.appeal_of === null ? null : { review_id: row.appeal_of, text: row.appeal_text ?? '' },
    created_at: row.created_at,
    decided_at: row.decided_at,
    decided_by: row.decided_by,
    reason: row.reason,
    reason_note: readNote(row.reason_note),
    reason_codes: JSON.parse(row.reason_codes) as string[],
    checklist: JSON.parse(row.checklist) as string[],
  }
}

function toClaim(row: ReviewOfVersion, call: Call): Review['claim'] {
  const { claimed_by, claimed_until, claimer_name } = row
  if (row.state !== 'open' || claimed_by === null || claimed_until === null || !isClaimed(row, call)) return null
  return { by: { id: claimed_by, name: claimer_name ?? '' }, until: claimed_until }
}

function toEscalation(row: ReviewOfVersion): Review['escalation'] {
  const { escalated_at, escalated_by, escalation_reason, escalator_name } = row
  if (escalated_at === null || escalated_by === null) return null
  return { by: { id: escalated_by, name: escalator_name ?? '' }, at: escalated_at, reason: escalation_reason ?? '' }
}

import { ApiError } from '@mosis/api'
import type { Finding, Input, Review, ReviewState, reviews as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { lockApp } from '../apps/ownership.ts'
import { getPage } from '../db/page.ts'
import type { AppRow, Db, ReviewRow, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { changeVersion } from '../versions/change.ts'
import { approveVersion } from './approve.ts'

/** Lists reviews of all apps, the oldest first: who waits longest is looked at first. */
export async function listReviews(db: Db, { limit, cursor, state }: Input<typeof contract.listReviews>['query']) {
  const wanted = withVersion(db).where('review.state', '=', state)
  const order = {
    list: `reviews ${state}`,
    by: { 'review.created_at': 'text', 'review.id': 'text' },
    direction: 'asc',
  } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  const { total } = await db
    .selectFrom('review')
    .select((query) => query.fn.countAll<number>().as('total'))
    .where('state', '=', state)
    .executeTakeFirstOrThrow()
  return { reviews: rows.map(toReview), next_cursor, total }
}

/** Answers a review with its findings. */
export async function getReview(db: Db, { review_id }: { review_id: string }): Promise<Review> {
  const row = await withVersion(db).where('review.id', '=', review_id).executeTakeFirst()
  if (!row) throw new ApiError('review.not_found')
  return toReview(row)
}

/** What a reviewer may decide, by the action in the table of a version's states. */
const outcomes = {
  approve: 'approved',
  reject: 'rejected',
  request_changes: 'changes_requested',
} as const satisfies Record<string, ReviewState>

/** Decides an open review, and with it what becomes of the version. */
export function decideReview(
  db: Db,
  call: Call,
  { review_id }: { review_id: string },
  action: keyof typeof outcomes,
  reason: string | null,
): Promise<Review> {
  return inTransaction(db, async (db) => {
    const before = await getReview(db, { review_id })
    const app = await lockApp(db, before.app_id)
    await refuseOwnApp(db, call, app)
    const decided = await db
      .updateTable('review')
      .set({ state: outcomes[action], decided_at: call.now, decided_by: requireAccount(call), reason })
      .where('id', '=', review_id)
      // The update decides, so two reviewers cannot both win.
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst()
    if (!decided) throw new ApiError('review.decided', { state: (await getReview(db, { review_id })).state })
    await recordChange(db, call, {
      subject: 'review',
      id: review_id,
      action,
      from: 'open',
      to: outcomes[action],
      reason,
    })
    if (action === 'approve') await approveVersion(db, call, app, { id: before.version_id }, 'reviewer', reason)
    else {
      await changeVersion(db, call, before.version_id, action, 'reviewer', { reason, set: { decided_at: call.now } })
    }
    return getReview(db, { review_id })
  })
}

/** Four eyes: who has a part in an app does not judge it. An admin may, since a small portal has nobody else. */
async function refuseOwnApp(db: Db, call: Call, app: AppRow): Promise<void> {
  if (call.role === 'admin') return
  const member = await db
    .selectFrom('team_member')
    .select('account_id')
    .where('team_id', '=', app.team_id)
    .where('account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (member) throw new ApiError('review.own_app')
}

function withVersion(db: Db) {
  return db
    .selectFrom('review')
    .innerJoin('version', 'version.id', 'review.version_id')
    .innerJoin('app', 'app.id', 'version.app_id')
    .selectAll('review')
    .select([
      'version.app_id',
      'version.version',
      'version.version_code',
      'version.permissions',
      'app.name as app_name',
    ])
}

type ReviewOfVersion = ReviewRow &
  Pick<VersionRow, 'app_id' | 'version' | 'version_code' | 'permissions'> & { app_name: string }

function toReview(row: ReviewOfVersion): Review {
  return {
    id: row.id,
    version_id: row.version_id,
    app_id: row.app_id,
    app_name: row.app_name,
    version: row.version,
    version_code: row.version_code,
    state: row.state as ReviewState,
    findings: JSON.parse(row.findings) as Finding[],
    requires_manual: row.requires_manual === 1,
    manual_reasons: JSON.parse(row.manual_reasons) as string[],
    rule_set: row.rule_set,
    permissions: JSON.parse(row.permissions) as string[],
    created_at: row.created_at,
    decided_at: row.decided_at,
    decided_by: row.decided_by,
    reason: row.reason,
  }
}

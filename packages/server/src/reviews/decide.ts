import { reviewReasons } from '@mosis/api'
import type {
  ChecklistItem,
  Input,
  Review,
  ReviewReason,
  ReviewRef,
  ReviewState,
  reviews as contract,
} from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { lockApp } from '../apps/ownership.ts'
import type { Db, ReviewRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note, noteOf, textOf } from '../notes.ts'
import type { Reason } from '../notes.ts'
import { changeVersion } from '../versions/change.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { approveVersion } from './approve.ts'
import { notSomebodyElses, refusalOf } from './claims.ts'
import { requireMayJudge } from './may-judge.ts'
import { getReview, requireReview } from './reviews.ts'

/** What a reviewer may decide, by the action in the table of a version's states. */
const outcomes = {
  approve: 'approved',
  reject: 'rejected',
  request_changes: 'changes_requested',
} as const satisfies Record<string, ReviewState>

export interface Decision {
  reason?: string | undefined
  reason_codes?: readonly ReviewReason[]
  checklist?: readonly ChecklistItem[]
}

/** Decides an open review, and with it what becomes of the version. */
export function decideReview(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  action: keyof typeof outcomes,
  { reason: words, reason_codes = [], checklist = [] }: Decision,
): Promise<Review> {
  return inTransaction(db, async (db) => {
    const { app_id, version_id, version } = await requireReview(db, review_id)
    const app = await lockApp(db, app_id)
    const reason = reasonOf(reason_codes, words)
    await endReview(db, call, review_id, {
      state: outcomes[action],
      decided_at: call.now,
      decided_by: requireAccount(call),
      reason: reason === null ? null : textOf(reason),
      reason_note: noteOf(reason),
      reason_codes: JSON.stringify(reason_codes),
      checklist: JSON.stringify(checklist),
    })
    await recordChange(db, call, {
      subject: 'review',
      id: review_id,
      action,
      from: 'open',
      to: outcomes[action],
      reason,
    })
    if (action === 'approve') await approveVersion(db, call, app, { id: version_id }, 'reviewer', reason)
    else await changeVersion(db, call, version_id, action, 'reviewer', { reason, set: { decided_at: call.now } })
    if (action === 'reject') {
      const [reasonCode = 'other'] = reason_codes
      // The table's sentence only: what was written for the developer is not for everybody.
      const decision = { appId: app_id, version, reasonCode, reason: reviewReasons[reasonCode].sentence }
      await recordDecision(db, call, { action, ...decision })
    }
    return getReview(db, call, { review_id })
  })
}

/** Leaves the decision to an admin, and says why. */
export function escalateReview(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  { reason }: Input<typeof contract.escalateReview>['body'],
): Promise<Review> {
  return inTransaction(db, async (db) => {
    const { app_id, app_name, version } = await requireReview(db, review_id)
    await lockApp(db, app_id)
    const escalated = { escalated_at: call.now, escalated_by: requireAccount(call), escalation_reason: reason }
    await endReview(db, call, review_id, escalated)
    await recordChange(db, call, {
      subject: 'review',
      id: review_id,
      action: 'escalate',
      from: 'open',
      to: 'open',
      reason,
    })
    const admins = await db
      .selectFrom('account')
      .select(['email', 'name'])
      .where('role', '=', 'admin')
      .where('deleted_at', 'is', null)
      .where('locked_at', 'is', null)
      .where('id', '!=', requireAccount(call))
      .execute()
    for (const { email, name } of admins) {
      await enqueueMail(db, email, {
        name: 'review_escalated',
        data: { name, app: app_name, app_id, version, review_id, reason },
      })
    }
    return getReview(db, call, { review_id })
  })
}

/** The end of the caller's work on an open review, whether it is decided or handed on. Call it behind the app's lock. */
async function endReview(db: Db, call: Call, review_id: string, set: Partial<ReviewRow>): Promise<void> {
  // Behind the lock: it may have been escalated, or the app have moved to another team, while this call waited.
  const review = await requireReview(db, review_id)
  await requireMayJudge(db, call, review)
  const me = requireAccount(call)
  const ended = await db
    .updateTable('review')
    .set({ ...set, claimed_by: null, claimed_until: null })
    .where('id', '=', review_id)
    // The update decides, so two reviewers cannot both win.
    .where('state', '=', 'open')
    .where((review) => review.or(notSomebodyElses(review, me, call)))
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw refusalOf(review)
}

/** What the developer reads: the sentences of the table, then the reviewer's own words. */
function reasonOf(codes: readonly ReviewReason[], words: string | undefined): Reason | null {
  if (codes.length === 0) return words ?? null
  return note('version.decided', { reasons: [...codes], words: words ?? '' })
}

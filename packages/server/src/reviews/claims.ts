import { ApiError } from '@mosis/api'
import type { Input, Review, ReviewRef, reviews as contract } from '@mosis/api'
import type { ExpressionBuilder } from 'kysely'
import { recordChange } from '../accounts/audit.ts'
import type { Database, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { requireMayJudge } from './may-judge.ts'
import { getReview, isClaimed, requireReview } from './reviews.ts'
import type { ReviewOfVersion } from './reviews.ts'

const claimMs = 15 * 60_000

/** Makes the caller the one who works on a review, for a while; again, for another while. */
export function claimReview(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  { override }: Input<typeof contract.claimReview>['body'],
): Promise<Review> {
  return inTransaction(db, async (db) => {
    const me = requireAccount(call)
    const before = await requireReview(db, review_id)
    await requireMayJudge(db, call, before)
    const isOverriding = override && call.role === 'admin'
    const claimed = await db
      .updateTable('review')
      .set({ claimed_by: me, claimed_until: new Date(Date.parse(call.now) + claimMs).toISOString() })
      .where('id', '=', review_id)
      .where('state', '=', 'open')
      // The update decides, so two reviewers cannot both have it.
      .$if(!isOverriding, (update) => update.where((review) => review.or(notSomebodyElses(review, me, call))))
      .returning('id')
      .executeTakeFirst()
    if (!claimed) throw refusalOf(await requireReview(db, review_id))
    const holder = isClaimed(before, call) ? before.claimed_by : null
    // Renewing is no news; taking it from somebody is.
    if (holder !== me) {
      await recordChange(db, call, { subject: 'review', id: review_id, action: 'claim', from: holder, to: me })
    }
    return getReview(db, call, { review_id })
  })
}

/** Gives a claim back, so that others need not wait for its end. */
export function releaseReview(db: Db, call: Call, { review_id }: ReviewRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const me = requireAccount(call)
    const review = await requireReview(db, review_id)
    if (!isClaimed(review, call)) return
    const released = await db
      .updateTable('review')
      .set({ claimed_by: null, claimed_until: null })
      .where('id', '=', review_id)
      .$if(call.role !== 'admin', (update) => update.where('claimed_by', '=', me))
      .returning('id')
      .executeTakeFirst()
    if (!released) throw refusalOf(review)
    await recordChange(db, call, {
      subject: 'review',
      id: review_id,
      action: 'release',
      from: review.claimed_by,
      to: null,
    })
  })
}

/** Conditions of which one holds for a review that nobody else works on. */
export function notSomebodyElses(review: ExpressionBuilder<Database, 'review'>, me: string, call: Call) {
  return [review('claimed_until', 'is', null), review('claimed_until', '<=', call.now), review('claimed_by', '=', me)]
}

/** Why a review that is there could not be claimed or decided. */
export function refusalOf({ state, claimer_name, claimed_until }: ReviewOfVersion): ApiError {
  if (state !== 'open') return new ApiError('review.decided', { state })
  return new ApiError('review.claimed', { name: claimer_name ?? '', until: claimed_until })
}

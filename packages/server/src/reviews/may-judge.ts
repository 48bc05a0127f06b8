import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { ReviewOfVersion } from './reviews.ts'

type Judged = Pick<ReviewOfVersion, 'team_id' | 'appeal_of' | 'escalated_at'>

/** Refuses who may not decide this review: a part in the app, the decision that is appealed against, or it waits for an admin. */
export async function requireMayJudge(db: Db, call: Call, review: Judged): Promise<void> {
  await refuseOwnApp(db, call, review)
  await refuseOwnDecision(db, call, review)
  if (review.escalated_at !== null && call.role !== 'admin') throw new ApiError('review.escalated')
}

/** Four eyes: who has a part in an app does not judge it. An admin may, since a small portal has nobody else. */
export async function refuseOwnApp(db: Db, call: Call, { team_id }: Pick<Judged, 'team_id'>): Promise<void> {
  if (call.role === 'admin') return
  const member = await db
    .selectFrom('team_member')
    .select('account_id')
    .where('team_id', '=', team_id)
    .where('account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (member) throw new ApiError('review.own_app')
}

/** An appeal goes to somebody else; to an admin again only where nobody else on the portal may decide it. */
async function refuseOwnDecision(db: Db, call: Call, review: Judged): Promise<void> {
  const { appeal_of } = review
  if (appeal_of === null) return
  const accountId = requireAccount(call)
  const first = await db.selectFrom('review').select('decided_by').where('id', '=', appeal_of).executeTakeFirst()
  if (first?.decided_by !== accountId) return
  if (call.role === 'admin' && !(await hasOtherJudge(db, accountId, review))) return
  throw new ApiError('review.own_decision')
}

async function hasOtherJudge(db: Db, accountId: string, { team_id, escalated_at }: Judged): Promise<boolean> {
  const members = db.selectFrom('team_member').select('account_id').where('team_id', '=', team_id)
  const other = await db
    .selectFrom('account')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('locked_at', 'is', null)
    .where('id', '!=', accountId)
    .where((account) => {
      const admin = account('role', '=', 'admin')
      if (escalated_at !== null) return admin
      return account.or([admin, account.and([account('role', '=', 'reviewer'), account('id', 'not in', members)])])
    })
    .executeTakeFirst()
  return other !== undefined
}

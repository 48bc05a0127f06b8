import { ApiError, mayInTeam, teamActions } from '@mosis/api'
import type { TeamAction } from '@mosis/api'
import type { AppRow, Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/**
 * The app, for a member of its team whose role may do this. Somebody else's app is answered like one that does not exist: ids
 * of unpublished apps are nobody's business. So is one that the caller's API key is not for.
 */
export async function requireApp(db: Db, call: Call, appId: string, action: TeamAction): Promise<AppRow> {
  const accountId = requireAccount(call)
  if (call.appIds !== null && !call.appIds.includes(appId)) throw new ApiError('app.not_found')
  const row = await db
    .selectFrom('app')
    .innerJoin('team_member', 'team_member.team_id', 'app.team_id')
    .selectAll('app')
    .select('team_member.role')
    .where('app.id', '=', appId)
    .where('team_member.account_id', '=', accountId)
    .executeTakeFirst()
  if (!row) throw new ApiError('app.not_found')
  const { role, ...app } = row
  if (!mayInTeam(role, action)) {
    throw new ApiError('auth.forbidden', { needs: `the role ${teamActions[action].role} in the app's team` })
  }
  return app
}

/**
 * The app, locked until the transaction ends: what must hold for all versions of an app together (codes rise, one is published,
 * one key signs) is checked and changed behind this lock.
 */
export async function lockApp(db: Db, appId: string): Promise<AppRow> {
  // Writing the row takes its lock on PostgreSQL and the database's on SQLite.
  const row = await db
    .updateTable('app')
    .set((column) => ({ updated_at: column.ref('updated_at') }))
    .where('id', '=', appId)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('app.not_found')
  return row
}

/** `requireApp` and the lock. */
export async function requireLockedApp(db: Db, call: Call, appId: string, action: TeamAction): Promise<AppRow> {
  // First without the lock: a stranger must not be able to hold up somebody else's app.
  await requireApp(db, call, appId, action)
  await lockApp(db, appId)
  // While this call waited for the lock, the app may have moved to another team.
  return requireApp(db, call, appId, action)
}

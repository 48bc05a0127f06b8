import { ApiError } from '@mosis/api'
import type { AppRow, Db, TeamMemberRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

export type TeamRole = TeamMemberRow['role']

/** Each role may do what the ones before it may. */
const teamRoles: readonly TeamRole[] = ['viewer', 'developer', 'maintainer', 'owner']

/**
 * The app, for a member of its team with at least this role. Somebody else's app is answered like one that does not exist: ids
 * of unpublished apps are nobody's business.
 */
export async function requireApp(db: Db, call: Call, appId: string, needs: TeamRole): Promise<AppRow> {
  const row = await db
    .selectFrom('app')
    .innerJoin('team_member', 'team_member.team_id', 'app.team_id')
    .selectAll('app')
    .select('team_member.role')
    .where('app.id', '=', appId)
    .where('team_member.account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (!row) throw new ApiError('app.not_found')
  const { role, ...app } = row
  if (teamRoles.indexOf(role) < teamRoles.indexOf(needs)) {
    throw new ApiError('auth.forbidden', { needs: `the role ${needs} in the app's team` })
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

/** `requireApp`, and then the lock. */
export async function requireLockedApp(db: Db, call: Call, appId: string, needs: TeamRole): Promise<AppRow> {
  await requireApp(db, call, appId, needs)
  return lockApp(db, appId)
}

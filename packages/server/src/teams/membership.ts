import { ApiError, mayInTeam, teamActions } from '@mosis/api'
import type { TeamAction } from '@mosis/api'
import type { Db, TeamMemberRow, TeamRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** A team as one of its members sees it. */
export type OwnTeam = TeamRow & Pick<TeamMemberRow, 'role'>

/** The team, for a member whose role may do this. Somebody else's team is answered like one that does not exist. */
export async function requireTeam(db: Db, call: Call, teamId: string, action: TeamAction): Promise<OwnTeam> {
  const team = await db
    .selectFrom('team')
    .innerJoin('team_member', 'team_member.team_id', 'team.id')
    .selectAll('team')
    .select('team_member.role')
    .where('team.id', '=', teamId)
    .where('team_member.account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (!team) throw new ApiError('team.not_found')
  if (!mayInTeam(team.role, action)) {
    throw new ApiError('auth.forbidden', { needs: `the role ${teamActions[action].role} in the team` })
  }
  return team
}

/**
 * The team, locked until the transaction ends: who is in it and which apps it has are checked and changed behind this lock.
 * Whoever locks an app too locks the app first.
 */
export async function lockTeam(db: Db, teamId: string): Promise<TeamRow> {
  // Writing the row takes its lock on PostgreSQL and the database's on SQLite.
  const row = await db
    .updateTable('team')
    .set((column) => ({ name: column.ref('name') }))
    .where('id', '=', teamId)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('team.not_found')
  return row
}

/** `requireTeam` and the lock. */
export async function requireLockedTeam(db: Db, call: Call, teamId: string, action: TeamAction): Promise<OwnTeam> {
  // First without the lock: a stranger must not be able to hold up somebody else's team.
  await requireTeam(db, call, teamId, action)
  await lockTeam(db, teamId)
  // While this call waited for the lock, the caller may have lost the role.
  return requireTeam(db, call, teamId, action)
}

/** Refuses to do this to a personal team. */
export function refusePersonal({ is_personal }: TeamRow, done: 'renamed' | 'shared' | 'deleted'): void {
  if (is_personal === 1) throw new ApiError('team.personal', { done })
}

/** Name and address of each owner of a team. */
export function listOwners(db: Db, teamId: string): Promise<{ account_id: string; name: string; email: string }[]> {
  return db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['team_member.account_id', 'account.name', 'account.email'])
    .where('team_member.team_id', '=', teamId)
    .where('team_member.role', '=', 'owner')
    .orderBy('account.id')
    .execute()
}

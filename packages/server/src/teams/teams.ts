import { ApiError } from '@mosis/api'
import type { Member, Team, TeamRef, TeamWithMembers } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { Db, TeamMemberRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { mailMembers } from './mail-members.ts'
import { refusePersonal, requireLockedTeam, requireTeam } from './membership.ts'
import type { OwnTeam } from './membership.ts'

/** Whoever needs more has other plans than to make apps. */
const maxOwnedTeams = 20

/** Lists the caller's teams, the personal one too, the oldest first. */
export async function listTeams(db: Db, call: Call): Promise<Team[]> {
  const rows = await db
    .selectFrom('team')
    .innerJoin('team_member', 'team_member.team_id', 'team.id')
    .selectAll('team')
    .select('team_member.role')
    .where('team_member.account_id', '=', requireAccount(call))
    .orderBy('team.id')
    .execute()
  return rows.map(toTeam)
}

/** Creates a team that the caller owns. */
export function createTeam(db: Db, call: Call, { name }: { name: string }): Promise<TeamWithMembers> {
  const account_id = requireAccount(call)
  return inTransaction(db, async (db) => {
    // Two requests at once would each see room for one more.
    await lockAccount(db, account_id)
    if ((await countOwnedTeams(db, account_id)) >= maxOwnedTeams) {
      throw new ApiError('team.too_many', { max: maxOwnedTeams })
    }
    const team_id = newId('team')
    await db.insertInto('team').values({ id: team_id, name, is_personal: 0, created_at: call.now }).execute()
    await db.insertInto('team_member').values({ team_id, account_id, role: 'owner', created_at: call.now }).execute()
    const change = { subject: 'team', id: team_id, action: 'create', from: null, to: name, teamId: team_id } as const
    await recordChange(db, call, change)
    return getTeam(db, call, { team_id })
  })
}

/** Answers one of the caller's teams with its members. */
export async function getTeam(db: Db, call: Call, { team_id }: TeamRef): Promise<TeamWithMembers> {
  const team = await requireTeam(db, call, team_id, 'team.view')
  return { ...toTeam(team), members: (await selectMembers(db, team_id).execute()).map(toMember) }
}

/** Gives a team another name, which the store shows as the developer of its apps. */
export function renameTeam(
  db: Db,
  call: Call,
  { team_id }: TeamRef,
  { name }: { name: string },
): Promise<TeamWithMembers> {
  return inTransaction(db, async (db) => {
    const team = await requireLockedTeam(db, call, team_id, 'team.rename')
    refusePersonal(team, 'renamed')
    if (team.name === name) return getTeam(db, call, { team_id })
    await db.updateTable('team').set({ name }).where('id', '=', team_id).execute()
    const change = {
      subject: 'team',
      id: team_id,
      action: 'rename',
      from: team.name,
      to: name,
      teamId: team_id,
    } as const
    await recordChange(db, call, change)
    await enqueue(db, 'team.renamed', { teamId: team_id })
    return getTeam(db, call, { team_id })
  })
}

/** Deletes a team that has no apps; its members are told, its log stays. */
export function deleteTeam(db: Db, call: Call, { team_id }: TeamRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const team = await requireLockedTeam(db, call, team_id, 'team.delete')
    refusePersonal(team, 'deleted')
    const { apps } = await db
      .selectFrom('app')
      .select((query) => query.fn.countAll<number>().as('apps'))
      .where('team_id', '=', team_id)
      .executeTakeFirstOrThrow()
    if (apps > 0) throw new ApiError('team.has_apps', { apps })
    const members = await selectMembers(db, team_id).execute()
    await mailMembers(db, call, members, (name, by) => ({
      name: 'team_removed',
      data: { name, team: team.name, removed_by: by },
    }))
    await db.deleteFrom('team_member').where('team_id', '=', team_id).execute()
    // Invitations and offers of apps go with it.
    await db.deleteFrom('team').where('id', '=', team_id).execute()
    const change = {
      subject: 'team',
      id: team_id,
      action: 'delete',
      from: team.name,
      to: null,
      teamId: team_id,
    } as const
    await recordChange(db, call, change)
  })
}

/** The members of a team, whoever joined first first. */
export function selectMembers(db: Db, teamId: string) {
  return db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .selectAll('team_member')
    .select(['account.name', 'account.email'])
    .where('team_member.team_id', '=', teamId)
    .orderBy('team_member.created_at')
    .orderBy('team_member.account_id')
}

/** A member with what the others know of the person. */
export type NamedMember = TeamMemberRow & { name: string; email: string }

/** Makes a member's row an answer. */
export function toMember({ account_id, name, email, role, created_at }: NamedMember): Member {
  return { account_id, name, email, role, created_at }
}

async function lockAccount(db: Db, accountId: string): Promise<void> {
  await db
    .updateTable('account')
    .set((column) => ({ name: column.ref('name') }))
    .where('id', '=', accountId)
    .execute()
}

async function countOwnedTeams(db: Db, accountId: string): Promise<number> {
  const { owned } = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select((query) => query.fn.countAll<number>().as('owned'))
    .where('team_member.account_id', '=', accountId)
    .where('team_member.role', '=', 'owner')
    .where('team.is_personal', '=', 0)
    .executeTakeFirstOrThrow()
  return owned
}

function toTeam({ id, name, is_personal, role, created_at }: OwnTeam): Team {
  return { id, name, is_personal: is_personal === 1, role, created_at }
}

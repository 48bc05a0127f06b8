import { ApiError } from '@mosis/api'
import type { Member, MemberRef, TeamRole } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { mailMembers } from './mail-members.ts'
import { requireLockedTeam } from './membership.ts'
import { selectMembers, toMember } from './teams.ts'
import type { NamedMember } from './teams.ts'

/** Gives a member another role; one owner stays. */
export function changeMember(
  db: Db,
  call: Call,
  { team_id, account_id }: MemberRef,
  { role }: { role: TeamRole },
): Promise<Member> {
  return inTransaction(db, async (db) => {
    const team = await requireLockedTeam(db, call, team_id, 'team.change_role')
    const member = await requireMember(db, { team_id, account_id })
    if (member.role === role) return toMember(member)
    if (member.role === 'owner') await requireAnotherOwner(db, member)
    await db
      .updateTable('team_member')
      .set({ role })
      .where('team_id', '=', team_id)
      .where('account_id', '=', account_id)
      .execute()
    await recordChange(db, call, {
      subject: 'team',
      id: team_id,
      action: 'change_role',
      from: member.role,
      to: role,
      reason: account_id,
      accountId: account_id,
      teamId: team_id,
    })
    await mailMembers(db, call, [member], (name, by) => ({
      name: 'team_role_changed',
      data: { name, team: team.name, role, changed_by: by },
    }))
    return toMember({ ...member, role })
  })
}

/** Takes a member out of a team; members may take themselves out. One owner stays. */
export function removeMember(db: Db, call: Call, { team_id, account_id }: MemberRef): Promise<void> {
  const isLeaving = account_id === call.accountId
  return inTransaction(db, async (db) => {
    const team = await requireLockedTeam(db, call, team_id, isLeaving ? 'team.leave' : 'team.remove_member')
    const member = await requireMember(db, { team_id, account_id })
    if (member.role === 'owner') await requireAnotherOwner(db, member)
    await db.deleteFrom('team_member').where('team_id', '=', team_id).where('account_id', '=', account_id).execute()
    await recordChange(db, call, {
      subject: 'team',
      id: team_id,
      action: isLeaving ? 'leave' : 'remove_member',
      from: member.role,
      to: null,
      reason: account_id,
      accountId: account_id,
      teamId: team_id,
    })
    await mailMembers(db, call, [member], (name, by) => ({
      name: 'team_removed',
      data: { name, team: team.name, removed_by: by },
    }))
  })
}

async function requireMember(db: Db, { team_id, account_id }: MemberRef): Promise<NamedMember> {
  const member = await selectMembers(db, team_id).where('team_member.account_id', '=', account_id).executeTakeFirst()
  if (!member) throw new ApiError('team.member_not_found')
  return member
}

/** Call it behind the team's lock: otherwise two owners could demote each other at once. */
async function requireAnotherOwner(db: Db, { team_id, account_id }: NamedMember): Promise<void> {
  const other = await db
    .selectFrom('team_member')
    .select('account_id')
    .where('team_id', '=', team_id)
    .where('role', '=', 'owner')
    .where('account_id', '!=', account_id)
    .executeTakeFirst()
  if (!other) throw new ApiError('team.last_owner')
}

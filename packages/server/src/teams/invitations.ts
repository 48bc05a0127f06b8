import { createHash, randomBytes } from 'node:crypto'
import { ApiError, rolesThatMay } from '@mosis/api'
import type {
  Input,
  Invitation,
  InvitationRef,
  TeamRef,
  TeamWithMembers,
  WhichInvitation,
  teams as contract,
} from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { Db, TeamInvitationRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { mailMembers, nameOfCaller } from './mail-members.ts'
import { listOwners, lockTeam, refusePersonal, requireLockedTeam, requireTeam } from './membership.ts'
import { getTeam, selectMembers } from './teams.ts'

const dayMs = 86_400_000
const lifeDays = 7
/** Members and open invitations together. */
const maxPeople = 100

/**
 * Invites an address; an open invitation of the same one is replaced. The answer is the same whether or not somebody has an
 * account with it. Nobody gets a right before the invitation is accepted.
 */
export async function invite(
  { db, limits }: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { team_id }: TeamRef,
  { email, role }: Input<typeof contract.invite>['body'],
): Promise<Invitation> {
  const accountId = requireAccount(call)
  // Before anything is counted: strangers must not use up what a team may send.
  refusePersonal(await requireTeam(db, call, team_id, 'team.invite'), 'shared')
  await limits.take('invitation', accountId)
  await limits.take('invitation_to_team', team_id)
  await limits.take('mail_to_address', email)
  return inTransaction(db, async (db) => {
    const team = await requireLockedTeam(db, call, team_id, 'team.invite')
    await requireRoom(db, call, team_id, email)
    const token = randomBytes(32).toString('base64url')
    const row: TeamInvitationRow = {
      id: newId('inv'),
      team_id,
      email,
      role,
      token_hash: hashOf(token),
      invited_by: accountId,
      created_at: call.now,
      expires_at: new Date(Date.parse(call.now) + lifeDays * dayMs).toISOString(),
      state: 'open',
    }
    await db.insertInto('team_invitation').values(row).execute()
    const invited_by = await nameOfCaller(db, call)
    await note(db, call, row, 'invite', role)
    const { expires_at } = row
    await enqueueMail(db, email, {
      name: 'team_invitation',
      data: { token, team: team.name, role, invited_by, expires_at },
    })
    return toInvitation({ ...row, team_name: team.name, inviter: invited_by })
  })
}

/** Lists what a team waits for an answer to, the oldest first. */
export async function listInvitations(db: Db, call: Call, { team_id }: TeamRef): Promise<Invitation[]> {
  await requireTeam(db, call, team_id, 'team.invite')
  const rows = await selectOpen(db, call).where('team_invitation.team_id', '=', team_id).execute()
  return rows.map(toInvitation)
}

/** Takes an invitation back; its link leads nowhere from now on. */
export function withdrawInvitation(db: Db, call: Call, { team_id, invitation_id }: InvitationRef): Promise<void> {
  return inTransaction(db, async (db) => {
    await requireTeam(db, call, team_id, 'team.invite')
    const row = await selectOpen(db, call)
      .where('team_invitation.id', '=', invitation_id)
      .where('team_invitation.team_id', '=', team_id)
      .executeTakeFirst()
    if (!row) throw new ApiError('invitation.not_found')
    await answer(db, call, row, 'withdrawn')
    await note(db, call, row, 'withdraw_invitation', null)
  })
}

/** Lists the invitations to the caller's address, once it is known to be the caller's. */
export async function listMyInvitations(db: Db, call: Call): Promise<Invitation[]> {
  const email = await findProvedEmail(db, call)
  if (email === undefined) return []
  const rows = await selectOpen(db, call).where('team_invitation.email', '=', email).execute()
  return rows.map(toInvitation)
}

/** Answers the invitation of a mailed link to whoever has the link. */
export async function showInvitation(db: Db, call: Call, { token }: { token: string }): Promise<Invitation> {
  return toInvitation(await requireInvitation(db, call, { token }))
}

/** Makes the caller a member of the team, with the role of the invitation. */
export function acceptInvitation(db: Db, call: Call, which: WhichInvitation): Promise<TeamWithMembers> {
  const account_id = requireAccount(call)
  return inTransaction(db, async (db) => {
    const { team_id } = await requireInvitation(db, call, which)
    const team = await lockTeam(db, team_id)
    // Once more behind the lock: it may have been taken back, or its owner put out, meanwhile.
    const row = await requireInvitation(db, call, which)
    await answer(db, call, row, 'accepted')
    const joined = await db
      .insertInto('team_member')
      .values({ team_id, account_id, role: row.role, created_at: call.now })
      // Whoever is in the team already keeps the role that its owners gave.
      .onConflict((conflict) => conflict.columns(['team_id', 'account_id']).doNothing())
      .returning('account_id')
      .executeTakeFirst()
    if (joined) await noteJoined(db, call, row, team.name)
    return getTeam(db, call, { team_id })
  })
}

/** Says no; the team is not told more than that the invitation is gone. */
export function declineInvitation(db: Db, call: Call, which: WhichInvitation): Promise<void> {
  return inTransaction(db, async (db) => {
    const row = await requireInvitation(db, call, which)
    await answer(db, call, row, 'declined')
    await note(db, call, row, 'decline_invitation', null)
  })
}

/** Removes invitations that ended long ago: they hold addresses of people who may have no account. */
export async function sweepInvitations(db: Db, call: Call): Promise<void> {
  const longAgo = new Date(Date.parse(call.now) - 30 * dayMs).toISOString()
  await db.deleteFrom('team_invitation').where('expires_at', '<=', longAgo).execute()
}

/** The open invitation that the caller has the token of, or whose address is known to be the caller's. */
async function requireInvitation(db: Db, call: Call, which: WhichInvitation): Promise<NamedInvitation> {
  const row =
    'token' in which
      ? await selectOpen(db, call).where('token_hash', '=', hashOf(which.token)).executeTakeFirst()
      : await selectOpen(db, call).where('team_invitation.id', '=', which.invitation_id).executeTakeFirst()
  if (!row) throw new ApiError('invitation.not_found')
  // An id is no secret, and anybody can register with an address that is not theirs.
  if (!('token' in which) && row.email !== (await findProvedEmail(db, call))) {
    throw new ApiError('invitation.not_found')
  }
  return row
}

/** The update decides, so that an invitation is answered once. */
async function answer(
  db: Db,
  call: Call,
  { id }: Pick<TeamInvitationRow, 'id'>,
  state: 'accepted' | 'declined' | 'withdrawn',
): Promise<void> {
  const answered = await db
    .updateTable('team_invitation')
    .set({ state })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('expires_at', '>', call.now)
    .returning('id')
    .executeTakeFirst()
  if (!answered) throw new ApiError('invitation.not_found')
}

/** Behind the team's lock: who is in already is not invited, an older invitation ends, and a team does not grow without end. */
async function requireRoom(db: Db, call: Call, team_id: string, email: string): Promise<void> {
  const members = await selectMembers(db, team_id).execute()
  // Members see each other's addresses, so this tells an owner nothing new.
  if (members.some((member) => member.email === email)) throw new ApiError('team.already_member', { email })
  await db
    .updateTable('team_invitation')
    .set({ state: 'withdrawn' })
    .where('team_id', '=', team_id)
    .where('email', '=', email)
    .where('state', '=', 'open')
    .execute()
  const open = await selectOpen(db, call).where('team_invitation.team_id', '=', team_id).execute()
  if (members.length + open.length >= maxPeople) throw new ApiError('team.full', { max: maxPeople })
}

async function noteJoined(db: Db, call: Call, row: NamedInvitation, team: string): Promise<void> {
  const { name: member, email } = await db
    .selectFrom('account')
    .select(['name', 'email'])
    .where('id', '=', requireAccount(call))
    .executeTakeFirstOrThrow()
  await note(db, call, row, 'join', row.role)
  // Whoever has the link may be somebody else than who was meant, so the owners learn who came.
  await mailMembers(db, call, await listOwners(db, row.team_id), (name) => ({
    name: 'team_joined',
    data: { name, team, member, email, role: row.role },
  }))
}

function note(
  db: Db,
  call: Call,
  { team_id, email }: TeamInvitationRow,
  action: 'invite' | 'withdraw_invitation' | 'decline_invitation' | 'join',
  to: string | null,
): Promise<void> {
  const change = {
    subject: 'team',
    id: team_id,
    action,
    from: null,
    to,
    reason: maskEmail(email),
    teamId: team_id,
  } as const
  return recordChange(db, call, change)
}

/** Enough for owners to know whom they meant; the log stays, and the address may be of somebody without an account. */
const maskEmail = (email: string) => email.replace(/^(.).*@/, '$1…@')

/** The address of the caller, if the caller has shown that mail to it arrives. */
async function findProvedEmail(db: Db, call: Call): Promise<string | undefined> {
  const account = await db
    .selectFrom('account')
    .select('email')
    .where('id', '=', requireAccount(call))
    .where('email_verified_at', 'is not', null)
    .executeTakeFirst()
  return account?.email
}

/** Invitations that wait for an answer. One of somebody who may invite no longer is none: who is put out brings nobody in. */
function selectOpen(db: Db, call: Call) {
  return db
    .selectFrom('team_invitation')
    .innerJoin('team', 'team.id', 'team_invitation.team_id')
    .innerJoin('account', 'account.id', 'team_invitation.invited_by')
    .innerJoin('team_member', (join) =>
      join
        .onRef('team_member.team_id', '=', 'team_invitation.team_id')
        .onRef('team_member.account_id', '=', 'team_invitation.invited_by'),
    )
    .selectAll('team_invitation')
    .select(['team.name as team_name', 'account.name as inviter'])
    .where('team_member.role', 'in', rolesThatMay('team.invite'))
    .where('team_invitation.state', '=', 'open')
    .where('team_invitation.expires_at', '>', call.now)
    .orderBy('team_invitation.id')
}

/** The token has 256 random bits, so a fast hash is enough: there is nothing to guess. */
function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

type NamedInvitation = TeamInvitationRow & { team_name: string; inviter: string }

function toInvitation(row: NamedInvitation): Invitation {
  const { id, team_id, team_name, email, role, inviter, created_at, expires_at } = row
  return { id, team_id, team_name, email, role, invited_by: inviter, created_at, expires_at }
}

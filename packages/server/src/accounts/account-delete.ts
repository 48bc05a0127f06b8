import { ApiError } from '@mosis/api'
import type { AccountRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { holdAdmins } from './admins.ts'
import { recordChange } from './audit.ts'

/** A team that would be left without an owner. */
export interface OrphanedTeam {
  team_id: string
  name: string
  /** Others in the team; one of them has to become owner. */
  members: number
  /** Ids of its apps that are drafts or on offer, where nobody else could look after them. */
  apps: string[]
}

/**
 * Deletes the caller's account for ever. Its row stays without anything personal, since versions, reviews and the audit log name
 * its id; the address is free again.
 */
export function deleteAccount(db: Db, call: Call, { email }: { email: string }): Promise<void> {
  const id = requireAccount(call)
  return inTransaction(db, async (db) => {
    const account = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    refuseUnconfirmed(account, email)
    await refuseLastAdmin(db, account)
    const teams = await lockTeams(db, id)
    const orphaned = await findOrphaned(db, id, teams)
    if (orphaned.length > 0) {
      throw new ApiError('account.owns_teams', { names: orphaned.map(({ name }) => name), teams: orphaned })
    }
    await leaveTeams(db, call, id, teams)
    await dropCredentials(db, call, account)
    await db
      .updateTable('account')
      .set({
        email: `${id}@deleted.invalid`,
        name: deletedName,
        password_hash: null,
        role: 'developer',
        email_verified_at: null,
        deleted_at: call.now,
      })
      .where('id', '=', id)
      .execute()
    await recordChange(db, call, { subject: 'account', id, action: 'delete', from: account.role, to: 'deleted' })
    await clearLog(db, id)
    await enqueueMail(db, account.email, { name: 'account_deleted', data: { at: call.now, address: call.address } })
  })
}

const deletedName = 'Deleted account'

function refuseUnconfirmed(account: AccountRow, email: string): void {
  if (email.trim().toLowerCase() === account.email) return
  const message = "must be the account's e-mail address, to confirm that it is to be deleted"
  throw new ApiError('invalid_input', {}, { errors: [{ pointer: '/email', code: 'wrong_confirmation', message }] })
}

/** Without an admin nobody could ever become one: the one-time link is for the first account. */
async function refuseLastAdmin(db: Db, { id, role }: AccountRow): Promise<void> {
  if (role !== 'admin') return
  const admins = await holdAdmins(db)
  if (admins.every((admin) => admin.id === id)) throw new ApiError('account.last_admin')
}

/** The caller's teams, locked: of two owners who leave at once, the second one sees that the first is gone. */
function lockTeams(db: Db, accountId: string) {
  return db
    .updateTable('team')
    .set((column) => ({ name: column.ref('name') }))
    .where('id', 'in', (query) => query.selectFrom('team_member').select('team_id').where('account_id', '=', accountId))
    .returning(['id', 'name'])
    .execute()
}

type Team = Awaited<ReturnType<typeof lockTeams>>[number]

async function findOrphaned(db: Db, accountId: string, teams: readonly Team[]): Promise<OrphanedTeam[]> {
  const orphaned: OrphanedTeam[] = []
  for (const { id: team_id, name } of teams) {
    const members = await db.selectFrom('team_member').selectAll().where('team_id', '=', team_id).execute()
    const others = members.filter(({ account_id }) => account_id !== accountId)
    if (others.some(({ role }) => role === 'owner')) continue
    const isOwner = members.some(({ account_id, role }) => account_id === accountId && role === 'owner')
    if (!isOwner) continue
    const apps = await db
      .selectFrom('app')
      .select('id')
      .where('team_id', '=', team_id)
      // An app that was on offer once stays for ever, so that nobody else gets its id; withdrawn, it needs no one.
      .where((app) =>
        app.or([
          app('published_at', 'is', null),
          app('published_version_id', 'is not', null),
          app('rollout_version_id', 'is not', null),
          app('beta_version_id', 'is not', null),
        ]),
      )
      .execute()
    if (others.length === 0 && apps.length === 0) continue
    orphaned.push({ team_id, name, members: others.length, apps: apps.map(({ id }) => id) })
  }
  return orphaned
}

async function leaveTeams(db: Db, call: Call, accountId: string, teams: readonly Team[]): Promise<void> {
  await db.deleteFrom('app_transfer').where('offered_by', '=', accountId).execute()
  for (const { id } of teams) {
    await db.deleteFrom('team_member').where('team_id', '=', id).where('account_id', '=', accountId).execute()
    await recordChange(db, call, { subject: 'team', id, action: 'leave', from: 'member', to: null, teamId: id })
    const rest = await db.selectFrom('team_member').select('account_id').where('team_id', '=', id).execute()
    if (rest.length > 0) continue
    const app = await db.selectFrom('app').select('id').where('team_id', '=', id).executeTakeFirst()
    if (!app) {
      await db.deleteFrom('team').where('id', '=', id).execute()
      continue
    }
    await db.updateTable('team').set({ name: deletedName }).where('id', '=', id).execute()
    await db.deleteFrom('webhook').where('team_id', '=', id).execute()
  }
}

/** That an id did something stays; where the person was and what they called their devices and keys does not. */
async function clearLog(db: Db, accountId: string): Promise<void> {
  await db
    .updateTable('audit_event')
    .set({ address: '' })
    .where((event) =>
      event.or([
        event('actor_id', '=', accountId),
        event.and([event('actor_id', 'is', null), event('account_id', '=', accountId)]),
      ]),
    )
    .execute()
  await db
    .updateTable('audit_event')
    .set({ from_state: null, to_state: null, reason: null, reason_note: null })
    .where('account_id', '=', accountId)
    .where('subject_type', 'in', ['session', 'passkey', 'api_key', 'signing_key'])
    .execute()
}

async function dropCredentials(db: Db, call: Call, { id, email }: AccountRow): Promise<void> {
  // Mails that could not be sent and were given up; `_` stands for any character here, and none of them is waited for.
  const mailsToThem = `%"to":${JSON.stringify(email)}%`
  await db.deleteFrom('job').where('state', '=', 'dead').where('payload', 'like', mailsToThem).execute()
  for (const table of [
    'session',
    'one_time_token',
    'oauth_identity',
    'totp',
    'recovery_code',
    'passkey',
    'device_login',
    'api_key',
  ] as const) {
    await db.deleteFrom(table).where('account_id', '=', id).execute()
  }
  // The keys themselves stay: devices know the apps that they signed by them, and nobody else may register them.
  await db
    .updateTable('signing_key')
    .set((column) => ({ revoked_at: column.fn.coalesce('revoked_at', column.val(call.now)), name: '' }))
    .where('account_id', '=', id)
    .execute()
  await db.deleteFrom('team_invitation').where('email', '=', email).execute()
  await db
    .updateTable('team_invitation')
    .set({ state: 'withdrawn' })
    .where('invited_by', '=', id)
    .where('state', '=', 'open')
    .execute()
}

import { ApiError, mayInTeam, rolesThatMay } from '@mosis/api'
import type { AppRef, TeamRef, Transfer, TransferOffer } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import type { AppRow, AppTransferRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { endKeysOfPublisher } from '../keys/api-keys.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { AppTransferMail, MailToSend } from '../mail/texts.ts'
import { nameOfCaller } from '../teams/mail-members.ts'
import { listOwners, lockTeam, requireTeam } from '../teams/membership.ts'
import { requireApp, requireLockedApp, lockApp } from './ownership.ts'
import { saveSearchWords } from './search-words.ts'
import { findPublishers } from './trusted-publishers.ts'

const offerDays = 7
const dayMs = 86_400_000

/** Gives an app to another team: at once where the caller may receive it there, else as an offer to its owners. */
export async function transferApp(
  { db, limits }: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { app_id }: AppRef,
  { team_id }: TeamRef,
): Promise<Transfer> {
  await requireApp(db, call, app_id, 'app.transfer')
  await limits.take('app_transfer', requireAccount(call))
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'app.transfer')
    if (app.state === 'suspended') throw new ApiError('app.suspended')
    if (app.team_id === team_id) throw new ApiError('transfer.same_team')
    if (await mayReceive(db, requireAccount(call), team_id)) return moveApp(db, call, app, team_id)
    return offerApp(db, call, app, team_id)
  })
}

/** Answers the open offer of one of the caller's apps. */
export async function getTransfer(db: Db, call: Call, { app_id }: AppRef): Promise<TransferOffer> {
  await requireApp(db, call, app_id, 'app.transfer')
  const offer = await findOffer(db, call, app_id)
  if (!offer) throw new ApiError('transfer.not_found')
  return toTransferOffer(offer)
}

/** Takes an offer back. */
export function withdrawTransfer(db: Db, call: Call, { app_id }: AppRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'app.transfer')
    const offer = await findOffer(db, call, app_id)
    if (!offer) throw new ApiError('transfer.not_found')
    await endOffer(db, call, app, offer, 'withdraw_transfer')
  })
}

/** Lists the apps that a team may take over, the oldest offer first. */
export async function listTransfers(db: Db, call: Call, { team_id }: TeamRef): Promise<TransferOffer[]> {
  await requireTeam(db, call, team_id, 'app.receive')
  const rows = await selectOffers(db, call).where('app_transfer.to_team_id', '=', team_id).execute()
  return rows.map(toTransferOffer)
}

/** Takes over an app that is offered to a team of the caller. */
export function acceptTransfer(db: Db, call: Call, { app_id }: AppRef): Promise<Transfer> {
  return inTransaction(db, async (db) => {
    const { app, offer } = await requireOffered(db, call, app_id)
    if (app.state === 'suspended') throw new ApiError('app.suspended')
    return moveApp(db, call, app, offer.to_team_id)
  })
}

/** Says no to an app that is offered to a team of the caller. */
export function declineTransfer(db: Db, call: Call, { app_id }: AppRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const { app, offer } = await requireOffered(db, call, app_id)
    await endOffer(db, call, app, offer, 'decline_transfer')
  })
}

/** The app, locked, and its offer to a team in which the caller may receive apps. To strangers there is none. */
async function requireOffered(db: Db, call: Call, appId: string): Promise<{ app: AppRow; offer: OfferRow }> {
  // First without the lock: a stranger must not be able to hold up somebody else's app.
  await requireReceivable(db, call, appId)
  const app = await lockApp(db, appId)
  return { app, offer: await requireReceivable(db, call, appId) }
}

async function requireReceivable(db: Db, call: Call, appId: string): Promise<OfferRow> {
  const offer = await findOffer(db, call, appId)
  if (!offer || !(await isMember(db, call, offer.to_team_id))) throw new ApiError('transfer.not_found')
  await requireTeam(db, call, offer.to_team_id, 'app.receive')
  return offer
}

/** A newer offer replaces an older one, also to another team. */
async function offerApp(db: Db, call: Call, app: AppRow, to_team_id: string): Promise<Transfer> {
  const target = await db.selectFrom('team').select('id').where('id', '=', to_team_id).executeTakeFirst()
  if (!target) throw new ApiError('team.not_found')
  const expires_at = new Date(Date.parse(call.now) + offerDays * dayMs).toISOString()
  const offer = { to_team_id, offered_by: requireAccount(call), created_at: call.now, expires_at }
  await db
    .insertInto('app_transfer')
    .values({ app_id: app.id, ...offer })
    .onConflict((conflict) => conflict.column('app_id').doUpdateSet(offer))
    .execute()
  await noteInBothLogs(db, call, app, to_team_id, 'offer_transfer')
  await mailOwners(db, call, app, to_team_id, (data) => ({
    name: 'app_transfer_offered',
    data: { ...data, expires_at },
  }))
  return { app_id: app.id, to_team_id, state: 'offered', expires_at }
}

async function endOffer(
  db: Db,
  call: Call,
  app: AppRow,
  { to_team_id }: OfferRow,
  action: 'withdraw_transfer' | 'decline_transfer',
): Promise<void> {
  await db.deleteFrom('app_transfer').where('app_id', '=', app.id).execute()
  await noteInBothLogs(db, call, app, to_team_id, action)
}

/** Moves an app behind its lock. Versions, state and key stay; the rights of the old team's CI end. */
async function moveApp(db: Db, call: Call, app: AppRow, to_team_id: string): Promise<Transfer> {
  // In the order of their ids, so that two apps that change places do not wait for each other for ever.
  for (const id of [app.team_id, to_team_id].toSorted()) await lockTeam(db, id)
  // Behind the lock: the caller may have been put out of the team meanwhile.
  const team = await requireTeam(db, call, to_team_id, 'app.receive')
  for (const publisher of await findPublishers(db, app.id)) {
    await endKeysOfPublisher(db, call, publisher.id)
    await db.deleteFrom('trusted_publisher').where('id', '=', publisher.id).execute()
  }
  await db.deleteFrom('app_transfer').where('app_id', '=', app.id).execute()
  await db.updateTable('app').set({ team_id: to_team_id, updated_at: call.now }).where('id', '=', app.id).execute()
  await saveSearchWords(db, { ...app, tags: JSON.parse(app.tags) as string[], developer: team.name })
  await noteInBothLogs(db, call, app, to_team_id, 'transfer')
  await mailOwners(db, call, app, to_team_id, (data) => ({ name: 'app_transferred', data }))
  return { app_id: app.id, to_team_id, state: 'done', expires_at: null }
}

async function noteInBothLogs(
  db: Db,
  call: Call,
  app: AppRow,
  toTeamId: string,
  action: 'offer_transfer' | 'withdraw_transfer' | 'decline_transfer' | 'transfer',
): Promise<void> {
  for (const teamId of [app.team_id, toTeamId]) {
    await recordChange(db, call, { subject: 'app', id: app.id, action, from: app.team_id, to: toTeamId, teamId })
  }
}

/** All owners of both teams, the caller too: whoever uses a stolen session is the caller. */
async function mailOwners(
  db: Db,
  call: Call,
  app: AppRow,
  toTeamId: string,
  write: (data: AppTransferMail) => MailToSend,
): Promise<void> {
  const by = await nameOfCaller(db, call)
  const from_team = await nameOfTeam(db, app.team_id)
  const to_team = await nameOfTeam(db, toTeamId)
  const owners = [...(await listOwners(db, app.team_id)), ...(await listOwners(db, toTeamId))]
  const addresses = new Map(owners.map(({ email, name }) => [email, name]))
  for (const [email, name] of addresses) {
    await enqueueMail(db, email, write({ name, app_id: app.id, app_name: app.name, from_team, to_team, by }))
  }
}

async function nameOfTeam(db: Db, teamId: string): Promise<string> {
  const { name } = await db.selectFrom('team').select('name').where('id', '=', teamId).executeTakeFirstOrThrow()
  return name
}

async function isMember(db: Db, call: Call, teamId: string): Promise<boolean> {
  return (await findRole(db, requireAccount(call), teamId)) !== undefined
}

async function mayReceive(db: Db, accountId: string, teamId: string): Promise<boolean> {
  const role = await findRole(db, accountId, teamId)
  return role !== undefined && mayInTeam(role, 'app.receive')
}

async function findRole(db: Db, accountId: string, teamId: string) {
  const member = await db
    .selectFrom('team_member')
    .select('role')
    .where('team_id', '=', teamId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return member?.role
}

function findOffer(db: Db, call: Call, appId: string): Promise<OfferRow | undefined> {
  return selectOffers(db, call).where('app_transfer.app_id', '=', appId).executeTakeFirst()
}

/** Offers that may be accepted: an offer of somebody who may give the app away no longer is none. */
function selectOffers(db: Db, call: Call) {
  return db
    .selectFrom('app_transfer')
    .innerJoin('app', 'app.id', 'app_transfer.app_id')
    .innerJoin('team as giver', 'giver.id', 'app.team_id')
    .innerJoin('team as receiver', 'receiver.id', 'app_transfer.to_team_id')
    .innerJoin('account', 'account.id', 'app_transfer.offered_by')
    .innerJoin('team_member', (join) =>
      join
        .onRef('team_member.team_id', '=', 'app.team_id')
        .onRef('team_member.account_id', '=', 'app_transfer.offered_by'),
    )
    .selectAll('app_transfer')
    .select(['app.name as app_name', 'app.team_id as from_team_id', 'account.name as offerer'])
    .select(['giver.name as from_team_name', 'receiver.name as to_team_name'])
    .where('app_transfer.expires_at', '>', call.now)
    .where('team_member.role', 'in', rolesThatMay('app.transfer'))
    .orderBy('app_transfer.created_at')
    .orderBy('app_transfer.app_id')
}

interface OfferRow extends AppTransferRow {
  app_name: string
  from_team_id: string
  from_team_name: string
  to_team_name: string
  offerer: string
}

function toTransferOffer(row: OfferRow): TransferOffer {
  return {
    app_id: row.app_id,
    app_name: row.app_name,
    from_team_id: row.from_team_id,
    from_team_name: row.from_team_name,
    to_team_id: row.to_team_id,
    to_team_name: row.to_team_name,
    offered_by: row.offerer,
    created_at: row.created_at,
    expires_at: row.expires_at,
  }
}

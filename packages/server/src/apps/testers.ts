import { ApiError } from '@mosis/api'
import type { AppRef, Input, Tester, TesterLink, testers as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import type { AuditAction } from '../accounts/audit-words.ts'
import { newId } from '../db/ids.ts'
import { hasPart } from '../db/has-part.ts'
import { countRows, getPage } from '../db/page.ts'
import type { AppRow, Db, TesterLinkRow, TesterRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note as said } from '../notes.ts'
import type { Reason } from '../notes.ts'
import { nameOfCaller } from '../teams/mail-members.ts'
import { requireApp, requireLockedApp } from './ownership.ts'
import { hashToken, makeJoinToken } from './tester-tokens.ts'

const dayMs = 24 * 60 * 60_000
const invitedDays = 14
/** Those who joined and open invitations together. */
const maxTesters = 1000
const maxLinks = 20

/** Where a person reads what to do with a token; a device takes the whole address. */
const joinPath = '/testing'

/** Lists the testers of an app and the invitations that wait, the oldest first. */
export async function listTesters(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  { limit, cursor, q = '', state }: Input<typeof contract.listTesters>['query'],
) {
  await requireApp(db, call, app_id, 'tester.manage')
  let wanted = selectTesters(db, call, app_id)
  if (state !== undefined) wanted = wanted.where('state', '=', state)
  if (q !== '') wanted = wanted.where(hasPart(q, ['email']))
  const order = { list: `testers ${JSON.stringify([app_id, q, state])}`, by: { id: 'text' }, direction: 'asc' } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  return { testers: rows.map(toTester), next_cursor, total: await countRows(wanted) }
}

/** Mails somebody a link by which one device becomes a tester; an open invitation of the same address is replaced. */
export async function inviteTester(
  { db, limits }: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { app_id }: AppRef,
  { email }: Input<typeof contract.inviteTester>['body'],
): Promise<Tester> {
  // Before anything is counted: strangers must not use up what others may send.
  await requireApp(db, call, app_id, 'tester.manage')
  await limits.takeAll([
    ['tester_invitation', requireAccount(call)],
    ['mail_to_address', email],
  ])
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'tester.manage')
    await db
      .deleteFrom('tester')
      .where('app_id', '=', app_id)
      .where('email', '=', email)
      .where('state', '=', 'invited')
      .execute()
    await requireRoom(db, call, app_id)
    const token = makeJoinToken()
    const row: TesterRow = {
      id: newId('tst'),
      app_id,
      email,
      link_id: null,
      state: 'invited',
      token_hash: hashToken(token),
      created_at: call.now,
      joined_at: null,
      expires_at: inDays(call, invitedDays),
    }
    await db.insertInto('tester').values(row).execute()
    await note(db, call, app, 'invite_tester', maskEmail(email))
    const data = { token, app: app.name, invited_by: await nameOfCaller(db, call), expires_at: row.expires_at ?? '' }
    await enqueueMail(db, email, { name: 'tester_invitation', data })
    return toTester(row)
  })
}

/** Takes a tester out or an invitation back; the device is offered no further beta from now on. */
export function removeTester(
  db: Db,
  call: Call,
  { app_id, tester_id }: Input<typeof contract.removeTester>['params'],
): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireApp(db, call, app_id, 'tester.manage')
    const removed = await db
      .deleteFrom('tester')
      .where('id', '=', tester_id)
      .where('app_id', '=', app_id)
      .returning('email')
      .executeTakeFirst()
    if (!removed) throw new ApiError('tester.not_found')
    await note(db, call, app, 'remove_tester', describe(removed.email))
  })
}

/** Lists the links by which testers may join, the oldest first. */
export async function listTesterLinks(db: Db, call: Call, { app_id }: AppRef): Promise<TesterLink[]> {
  await requireApp(db, call, app_id, 'tester.manage')
  return (await selectLinks(db, call, app_id).execute()).map(toTesterLink)
}

/** Makes a link by which a number of testers may join; its address is nowhere else. */
export function createTesterLink(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  call: Call,
  { app_id }: AppRef,
  { max_testers, expires_in_days }: Input<typeof contract.createTesterLink>['body'],
): Promise<TesterLink & { url: string }> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, app_id, 'tester.manage')
    if ((await selectLinks(db, call, app_id).execute()).length >= maxLinks) {
      throw new ApiError('tester.too_many', { max: maxLinks })
    }
    const token = makeJoinToken()
    const row: TesterLinkRow = {
      id: newId('tsl'),
      app_id,
      token_hash: hashToken(token),
      max_testers,
      joined: 0,
      created_at: call.now,
      expires_at: inDays(call, expires_in_days),
    }
    await db.insertInto('tester_link').values(row).execute()
    await note(db, call, app, 'add_tester_link', said('tester_link.made', { max_testers, expires_at: row.expires_at }))
    const url = new URL(joinPath, config.baseUrl)
    url.searchParams.set('token', token)
    return { ...toTesterLink(row), url: url.href }
  })
}

/** Takes a link back; who joined by it stays. */
export function revokeTesterLink(
  db: Db,
  call: Call,
  { app_id, link_id }: Input<typeof contract.revokeTesterLink>['params'],
): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireApp(db, call, app_id, 'tester.manage')
    const removed = await db
      .deleteFrom('tester_link')
      .where('id', '=', link_id)
      .where('app_id', '=', app_id)
      .returning('joined')
      .executeTakeFirst()
    if (!removed) throw new ApiError('tester.not_found')
    await note(db, call, app, 'remove_tester_link', said('tester_link.taken_back', { joined: removed.joined }))
  })
}

/** Removes invitations and links that ended: they hold addresses of people who may have no account. */
export async function sweepTesters(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('tester').where('state', '=', 'invited').where('expires_at', '<=', call.now).execute()
  await db.deleteFrom('tester_link').where('expires_at', '<=', call.now).execute()
}

/** What a log that stays says of a tester, who may have no account. */
export const describe = (email: string | null) => (email === null ? said('tester.by_link') : maskEmail(email))
const maskEmail = (email: string) => email.replace(/^(.).*@/, '$1…@')

const inDays = (call: Call, days: number) => new Date(Date.parse(call.now) + days * dayMs).toISOString()

/** Those who joined, and invitations that have not ended. */
function selectTesters(db: Db, call: Call, app_id: string) {
  return db
    .selectFrom('tester')
    .selectAll()
    .where('app_id', '=', app_id)
    .where((tester) => tester.or([tester('state', '=', 'joined'), tester('expires_at', '>', call.now)]))
}

function selectLinks(db: Db, call: Call, app_id: string) {
  return db
    .selectFrom('tester_link')
    .selectAll()
    .where('app_id', '=', app_id)
    .where('expires_at', '>', call.now)
    .orderBy('id')
}

async function countTesters(db: Db, call: Call, app_id: string): Promise<number> {
  const { count } = await selectTesters(db, call, app_id)
    .clearSelect()
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Behind the app's lock, so that two invitations at once do not both take the last place. */
async function requireRoom(db: Db, call: Call, app_id: string): Promise<void> {
  if ((await countTesters(db, call, app_id)) >= maxTesters) throw new ApiError('tester.too_many', { max: maxTesters })
}

function note(
  db: Db,
  call: Call,
  { id, state, team_id }: AppRow,
  action: AuditAction<'app'>,
  reason: Reason,
): Promise<void> {
  return recordChange(db, call, { subject: 'app', id, action, from: state, to: state, reason, teamId: team_id })
}

function toTester({ id, email, state, created_at, joined_at, expires_at }: TesterRow): Tester {
  return { id, email, state, created_at, joined_at, expires_at }
}

function toTesterLink({ id, max_testers, joined, created_at, expires_at }: TesterLinkRow): TesterLink {
  return { id, max_testers, joined, created_at, expires_at }
}

import { createHash, randomBytes } from 'node:crypto'
import { ApiError, scopes as allScopes } from '@mosis/api'
import type { Account, Scope } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { AccountRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { nobody } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { Reason } from '../notes.ts'
import { recordChange } from './audit.ts'
import { isOpenButForLock, refuseLocked, refuseLockedPerson } from './refuse-locked.ts'
import type { Caller } from './remembered-callers.ts'

/** What a successful sign-in leads to. The refresh token is seen here and never again. */
export interface SignedIn {
  account: Account
  sessionId: string
  refreshToken: string
}

/** A session that is not used for this long ends. */
const sessionDays = 30
const longestClient = 200

/** What signed in and how. */
export interface SignInManner {
  /** Its User-Agent. */
  client: string
  method: 'password' | 'github' | 'google' | 'passkey' | 'device'
  /** What the session may do; left out: everything. */
  scopes?: readonly Scope[]
  /** The account was made in the same breath, so nobody has to be told that somebody signed in to it. */
  isNewAccount?: boolean
}

/**
 * Opens a session for an account, and tells its owner by mail. Every way to sign in ends here, so that this is where a locked
 * account is refused.
 */
export function openSession(
  db: Db,
  call: Call,
  account: Account,
  { client, method, scopes, isNewAccount = false }: SignInManner,
): Promise<SignedIn> {
  return inTransaction(db, async (db) => {
    const lock = await db
      .selectFrom('account')
      .select(['locked_at', 'locked_reason'])
      .where('id', '=', account.id)
      .executeTakeFirstOrThrow()
    refuseLockedPerson(lock)
    const sessionId = newId('ses')
    await db
      .insertInto('session')
      .values({
        id: sessionId,
        account_id: account.id,
        created_at: call.now,
        last_used_at: call.now,
        expires_at: expiryFrom(call.now),
        revoked_at: null,
        client: client.slice(0, longestClient),
        address: call.address,
        method,
        authenticated_at: call.now,
        scopes: scopes === undefined ? null : JSON.stringify(scopes),
        cookie_hash: null,
      })
      .execute()
    const change = { subject: 'session', id: sessionId, action: 'sign_in', from: null, to: method } as const
    await recordChange(db, { ...call, accountId: account.id }, change)
    if (!isNewAccount) {
      const data = { name: account.name, client: client.slice(0, longestClient), address: call.address, at: call.now }
      await enqueueMail(db, account.email, { name: 'new_sign_in', data })
    }
    return { account, sessionId, refreshToken: await addRefreshToken(db, call, sessionId) }
  })
}

/**
 * Gives a new refresh token for one that was not used yet. One that was used before is in two hands, and nobody can tell whose
 * is the thief's: the whole session ends.
 */
export async function refreshSession(db: Db, call: Call, refreshToken: string): Promise<SignedIn> {
  const hash = hashToken(refreshToken)
  await refuseLockedRefresh(db, call, hash)
  const signedIn = await inTransaction(db, async (db) => {
    // The update decides, so that of two callers with the same token only one goes on.
    const token = await db
      .updateTable('refresh_token')
      .set({ used_at: call.now })
      .where('hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', call.now)
      .returning('session_id')
      .executeTakeFirst()
    if (!token) {
      await revokeReused(db, call, hash)
      return undefined
    }
    const session = await db
      .updateTable('session')
      .set({ last_used_at: call.now, expires_at: expiryFrom(call.now) })
      .where('id', '=', token.session_id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', call.now)
      .returning(['id', 'account_id'])
      .executeTakeFirst()
    if (!session) return undefined
    const account = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', session.account_id)
      .executeTakeFirstOrThrow()
    const next = await addRefreshToken(db, call, session.id)
    return { account: toAccount(account), sessionId: session.id, refreshToken: next }
  })
  // Thrown after the commit: the end of a stolen session must stay.
  if (!signedIn) throw new ApiError('auth.invalid_refresh_token')
  return signedIn
}

/** Ends the session of the call: its access and refresh tokens and its cookie are refused from now on. */
export async function endSession(db: Db, call: Call): Promise<void> {
  if (call.sessionId === null || call.accountId === null) throw new ApiError('auth.required')
  await endSessions(db, call, call.accountId, { only: call.sessionId, action: 'sign_out' })
}

export interface EndedSessions {
  /** This one and no other. */
  only?: string | undefined
  /** All but this one. */
  except?: string | null | undefined
  /** As the audit log names it: `sign_out` by its own user, `revoke` from elsewhere, `revoke_reused` after a theft. */
  action: 'sign_out' | 'revoke' | 'revoke_reused'
  reason?: Reason
}

/** Ends sessions of an account that are alive; gives how many. */
export function endSessions(
  db: Db,
  call: Call,
  accountId: string,
  { only, except, action, reason }: EndedSessions,
): Promise<number> {
  return inTransaction(db, async (db) => {
    let ending = db
      .updateTable('session')
      .set({ revoked_at: call.now })
      .where('account_id', '=', accountId)
      .where('revoked_at', 'is', null)
    if (only !== undefined) ending = ending.where('id', '=', only)
    if (typeof except === 'string') ending = ending.where('id', '!=', except)
    const ended = await ending.returning('id').execute()
    for (const { id } of ended) {
      const change = { subject: 'session', id, action, from: 'active', to: 'ended', accountId } as const
      await recordChange(db, call, { ...change, ...(reason !== undefined && { reason }) })
    }
    return ended.length
  })
}

/** A session that is alive, with whom it speaks for. */
export interface AliveSession {
  id: string
  lastUsedAt: string
  caller: Caller
}

/** Finds a session that is alive by its id, or by what is stored of its cookie; throws when its account is locked. */
export async function findSession(
  db: Db,
  by: { id: string } | { cookie_hash: string },
  now: string,
): Promise<AliveSession | undefined> {
  const query = db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select(['session.id', 'session.account_id', 'session.scopes', 'session.authenticated_at', 'session.last_used_at'])
    .select(['account.role', 'account.locked_at'])
    .where(isOpenButForLock)
    .where('session.expires_at', '>', now)
    .where('account.deleted_at', 'is', null)
  const row = await (
    'id' in by ? query.where('session.id', '=', by.id) : query.where('session.cookie_hash', '=', by.cookie_hash)
  ).executeTakeFirst()
  if (!row) return undefined
  refuseLocked(row)
  const { id, account_id, role, authenticated_at } = row
  const caller = {
    ...nobody,
    accountId: account_id,
    role,
    scopes: scopesOf(row),
    sessionId: id,
    authenticatedAt: authenticated_at,
  }
  return { id, lastUsedAt: row.last_used_at, caller }
}

/** What a session may do: everything, unless it was signed in for less. */
export function scopesOf({ scopes }: { scopes: string | null }): readonly Scope[] {
  if (scopes === null) return allScopes
  const named = JSON.parse(scopes) as string[]
  return allScopes.filter((scope) => named.includes(scope))
}

/** `last_used_at` of a browser's session is true to this: a write for each page would cost more than it tells. */
const usedEveryMs = 5 * 60_000

/** Notes that a browser's session was used, which keeps it alive. */
export async function noteUse(db: Db, { id, lastUsedAt }: AliveSession, now: string): Promise<void> {
  if (Date.parse(now) - Date.parse(lastUsedAt) < usedEveryMs) return
  await db
    .updateTable('session')
    .set({ last_used_at: now, expires_at: expiryFrom(now) })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Removes what ended: sessions, and with them their refresh tokens. */
export async function sweepSessions(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', call.now).execute()
  await db.deleteFrom('refresh_token').where('expires_at', '<=', call.now).execute()
}

/** Makes an account's row an answer; the password's hash never leaves. */
export function toAccount(row: AccountRow): Account {
  const { id, email, name, role, created_at, email_verified_at, password_hash } = row
  const email_verified = email_verified_at !== null
  return { id, email, name, role, created_at, email_verified, has_password: password_hash !== null }
}

/** A token that would work, had the account not been locked. */
async function refuseLockedRefresh(db: Db, call: Call, hash: string): Promise<void> {
  const account = await db
    .selectFrom('refresh_token')
    .innerJoin('session', 'session.id', 'refresh_token.session_id')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select('account.locked_at')
    .where('refresh_token.hash', '=', hash)
    .where('refresh_token.used_at', 'is', null)
    .where('refresh_token.expires_at', '>', call.now)
    .where(isOpenButForLock)
    .executeTakeFirst()
  if (account) refuseLocked(account)
}

async function addRefreshToken(db: Db, call: Call, sessionId: string): Promise<string> {
  const token = `mrt_${randomBytes(32).toString('base64url')}`
  await db
    .insertInto('refresh_token')
    .values({
      hash: hashToken(token),
      session_id: sessionId,
      created_at: call.now,
      expires_at: expiryFrom(call.now),
      used_at: null,
    })
    .execute()
  return token
}

/**
 * Strict on purpose, also within a few seconds and from the same address: whoever lost the answer of a refresh signs in again,
 * and a thief who is quick gains nothing (RFC 9700, 4.14.2).
 */
async function revokeReused(db: Db, call: Call, hash: string): Promise<void> {
  const reused = await db
    .selectFrom('refresh_token')
    .innerJoin('session', 'session.id', 'refresh_token.session_id')
    .select(['session.id', 'session.account_id'])
    .where('refresh_token.hash', '=', hash)
    .where('refresh_token.used_at', 'is not', null)
    .executeTakeFirst()
  if (!reused) return
  await endSessions(db, call, reused.account_id, { only: reused.id, action: 'revoke_reused' })
}

/** The token has 256 random bits, so a fast hash is enough: there is nothing to guess. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function expiryFrom(now: string): string {
  return new Date(Date.parse(now) + sessionDays * 86_400_000).toISOString()
}

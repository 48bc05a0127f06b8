import { createHash, randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Account, Scope } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { AccountRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'

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
}

/** Opens a session for an account. */
export function openSession(
  db: Db,
  call: Call,
  account: Account,
  { client, method, scopes }: SignInManner,
): Promise<SignedIn> {
  return inTransaction(db, async (db) => {
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
    return { account, sessionId, refreshToken: await addRefreshToken(db, call, sessionId) }
  })
}

/**
 * Gives a new refresh token for one that was not used yet. One that was used before is in two hands, and nobody can tell whose
 * is the thief's: the whole session ends.
 */
export async function refreshSession(db: Db, call: Call, refreshToken: string): Promise<SignedIn> {
  const hash = hashToken(refreshToken)
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

/** Ends the session of the call: its access and refresh tokens are refused from now on. */
export async function endSession(db: Db, call: Call): Promise<void> {
  if (call.sessionId === null) throw new ApiError('auth.required')
  await revokeSession(db, call, call.sessionId)
}

/** The account of a session that is alive, and undefined for any other. */
export async function findSessionAccount(db: Db, sessionId: string, now: string): Promise<AccountRow | undefined> {
  return db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .selectAll('account')
    .where('session.id', '=', sessionId)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', now)
    .executeTakeFirst()
}

/** Removes what ended: sessions, and with them their refresh tokens. */
export async function sweepSessions(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', call.now).execute()
  await db.deleteFrom('refresh_token').where('expires_at', '<=', call.now).execute()
}

/** Makes an account's row an answer; the password's hash never leaves. */
export function toAccount({ id, email, name, role, created_at }: AccountRow): Account {
  return { id, email, name, role, created_at }
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

async function revokeReused(db: Db, call: Call, hash: string): Promise<void> {
  const reused = await db
    .selectFrom('refresh_token')
    .select('session_id')
    .where('hash', '=', hash)
    .where('used_at', 'is not', null)
    .executeTakeFirst()
  if (reused) await revokeSession(db, call, reused.session_id)
}

async function revokeSession(db: Db, call: Call, sessionId: string): Promise<void> {
  await db
    .updateTable('session')
    .set({ revoked_at: call.now })
    .where('id', '=', sessionId)
    .where('revoked_at', 'is', null)
    .execute()
}

/** The token has 256 random bits, so a fast hash is enough: there is nothing to guess. */
function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function expiryFrom(now: string): string {
  return new Date(Date.parse(now) + sessionDays * 86_400_000).toISOString()
}

import { createHash, randomBytes } from 'node:crypto'
import type { Db, OneTimeTokenRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { SignInManner } from './sessions.ts'
import type { OAuthFlow } from './oauth/flow.ts'

/** What a one-time token is good for, and what it remembers until it is used. Each feature adds its own line. */
export interface OneTimePurposes {
  /** The link that proves an e-mail address. */
  verify_email: { email: string }
  reset_password: Record<string, never>
  change_email: { email: string }
  /** The way back for the owner of the address that an account had before. */
  undo_email_change: { email: string; changed_at: string }
  /** The id of a CI run's token, which is exchanged once. */
  ci_token: Record<string, never>
  /** A job that told a team of a change. */
  announcement: Record<string, never>
  /** The `state` of a sign-in that is at GitHub or Google. */
  oauth_state: OAuthFlow
  /** A sign-in that waits for its second factor. */
  second_factor: SignInManner
  /** One try of a code for such a sign-in. */
  second_factor_try: Record<string, never>
  /** What a passkey signed. */
  passkey_challenge: Record<string, never>
}

export type OneTimePurpose = keyof OneTimePurposes

export interface OneTimeOptions {
  accountId?: string | null
  lifeMs: number
}

export interface UsedOneTime<Purpose extends OneTimePurpose> {
  accountId: string | null
  data: OneTimePurposes[Purpose]
}

/** Makes a token that works once, for one purpose, for a time; what is stored is its hash. */
export async function makeOneTime<Purpose extends OneTimePurpose>(
  db: Db,
  call: Call,
  purpose: Purpose,
  data: OneTimePurposes[Purpose],
  { accountId = null, lifeMs }: OneTimeOptions,
): Promise<string> {
  // 192 bits, and short enough that most links stay in one line of a mail.
  const token = randomBytes(24).toString('base64url')
  await db
    .insertInto('one_time_token')
    .values(toRow(call, purpose, token, { accountId, lifeMs, data }))
    .execute()
  return token
}

/** Notes that something which somebody else made, such as the id of a CI's token, was used; false when it was before. */
export async function claimOnce(
  db: Db,
  call: Call,
  purpose: OneTimePurpose,
  token: string,
  { lifeMs }: { lifeMs: number },
): Promise<boolean> {
  const row = await db
    .insertInto('one_time_token')
    .values(toRow(call, purpose, token, { accountId: null, lifeMs, data: {} }))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst()
  return row !== undefined
}

/** Uses a token up; undefined when there is none such, it has expired or was used. The deletion decides, so it works once. */
export async function useOneTime<Purpose extends OneTimePurpose>(
  db: Db,
  call: Call,
  purpose: Purpose,
  token: string,
): Promise<UsedOneTime<Purpose> | undefined> {
  const row = await db
    .deleteFrom('one_time_token')
    .where('hash', '=', hashOf(purpose, token))
    .returningAll()
    .executeTakeFirst()
  return readRow(call, row)
}

/** Reads a token without using it, to show a page about it. */
export async function findOneTime<Purpose extends OneTimePurpose>(
  db: Db,
  call: Call,
  purpose: Purpose,
  token: string,
): Promise<UsedOneTime<Purpose> | undefined> {
  const row = await db
    .selectFrom('one_time_token')
    .selectAll()
    .where('hash', '=', hashOf(purpose, token))
    .executeTakeFirst()
  return readRow(call, row)
}

/** What waits to be used for the caller's account; the token itself only its mail has. */
export async function findWaiting<Purpose extends OneTimePurpose>(
  db: Db,
  call: Call,
  purpose: Purpose,
): Promise<{ data: OneTimePurposes[Purpose]; createdAt: string; expiresAt: string } | undefined> {
  const row = await db
    .selectFrom('one_time_token')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    .where('purpose', '=', purpose)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  const read = readRow<Purpose>(call, row)
  if (!row || !read) return undefined
  return { data: read.data, createdAt: row.created_at, expiresAt: row.expires_at }
}

/** Takes back every token of a purpose that an account has: a newer link makes the older ones useless. */
export async function dropOneTime(db: Db, accountId: string, purpose: OneTimePurpose): Promise<void> {
  await db.deleteFrom('one_time_token').where('account_id', '=', accountId).where('purpose', '=', purpose).execute()
}

/** Takes back everything that waits to be used for an account, save the way back to an address that it had before. */
export async function dropOtherOneTimes(db: Db, accountId: string): Promise<void> {
  await db
    .deleteFrom('one_time_token')
    .where('account_id', '=', accountId)
    // Whoever stole an account would change the password next.
    .where('purpose', '!=', 'undo_email_change' satisfies OneTimePurpose)
    .execute()
}

/** Removes what expired. */
export async function sweepOneTime(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('one_time_token').where('expires_at', '<=', call.now).execute()
}

function toRow(
  call: Call,
  purpose: OneTimePurpose,
  token: string,
  { accountId, lifeMs, data }: { accountId: string | null; lifeMs: number; data: object },
): OneTimeTokenRow {
  return {
    hash: hashOf(purpose, token),
    purpose,
    account_id: accountId,
    data: JSON.stringify(data),
    created_at: call.now,
    expires_at: new Date(Date.parse(call.now) + lifeMs).toISOString(),
  }
}

function readRow<Purpose extends OneTimePurpose>(
  call: Call,
  row: OneTimeTokenRow | undefined,
): UsedOneTime<Purpose> | undefined {
  if (!row || row.expires_at <= call.now) return undefined
  // The purpose is part of the hash, so the data is what this purpose wrote.
  return { accountId: row.account_id, data: JSON.parse(row.data) as OneTimePurposes[Purpose] }
}

function hashOf(purpose: string, token: string): string {
  return createHash('sha256').update(`${purpose}\n${token}`).digest('hex')
}

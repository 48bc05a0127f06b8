import { createHash, randomBytes } from 'node:crypto'
import type { Db, OneTimeTokenRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'

/** What a one-time token is good for, and what it remembers until it is used. Each feature adds its own line. */
export interface OneTimePurposes {
  /** The link that proves an e-mail address. */
  verify_email: { email: string }
  reset_password: Record<string, never>
  change_email: { email: string }
}

export type OneTimePurpose = keyof OneTimePurposes

export interface OneTimeOptions {
  accountId?: string | null
  lifeMs: number
  /** Instead of a random one: what somebody else made and must not be used twice, such as the id of a CI's token. */
  token?: string
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
  { accountId = null, lifeMs, token = randomBytes(32).toString('base64url') }: OneTimeOptions,
): Promise<string> {
  await db
    .insertInto('one_time_token')
    .values({
      hash: hashOf(purpose, token),
      purpose,
      account_id: accountId,
      data: JSON.stringify(data),
      created_at: call.now,
      expires_at: new Date(Date.parse(call.now) + lifeMs).toISOString(),
    })
    .execute()
  return token
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

/** Takes back every token of a purpose that an account has: a newer link makes the older ones useless. */
export async function dropOneTime(db: Db, accountId: string, purpose: OneTimePurpose): Promise<void> {
  await db.deleteFrom('one_time_token').where('account_id', '=', accountId).where('purpose', '=', purpose).execute()
}

/** Removes what expired. */
export async function sweepOneTime(db: Db, call: Call): Promise<void> {
  await db.deleteFrom('one_time_token').where('expires_at', '<=', call.now).execute()
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

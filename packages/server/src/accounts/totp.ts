import { ApiError } from '@mosis/api'
import type { Db, TotpRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { recordChange } from './audit.ts'
import { mailAccount } from './mail-account.ts'
import { addRecoveryCodes } from './recovery-codes.ts'

/** A secret that nobody confirmed for this long is forgotten. */
const confirmMs = 15 * 60_000
/** What authenticator apps expect (RFC 6238): the others ignore any other choice. */
const stepSeconds = 30
const secretBytes = 20

/** What an authenticator app is told: typed, or as the QR code says it. */
export interface PendingTotp {
  secret: string
  otpauth_url: string
}

/** Makes a secret for an authenticator app; it protects nothing until `confirmTotp`. One that waits already is replaced. */
export async function startTotp(db: Db, call: Call, tokens: Tokens): Promise<PendingTotp> {
  const account_id = requireAccount(call)
  const { Secret } = await import('otpauth')
  const secret = new Secret({ size: secretBytes }).base32
  const sealed = await tokens.seal(sealedFor(account_id), secret)
  const row: TotpRow = { account_id, secret: sealed, confirmed_at: null, last_step: 0, created_at: call.now }
  const made = await db
    .insertInto('totp')
    .values(row)
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet(row).where('totp.confirmed_at', 'is', null))
    .returning('account_id')
    .executeTakeFirst()
  if (!made) throw new ApiError('totp.exists')
  return describeSecret(db, account_id, secret)
}

/** Switches the authenticator app on with a code of it; gives the recovery codes. */
export async function confirmTotp(
  { db, tokens, limits }: Pick<Deps, 'db' | 'tokens' | 'limits'>,
  call: Call,
  code: string,
): Promise<{ recovery_codes: string[] }> {
  const accountId = requireAccount(call)
  const totp = await findTotp(db, accountId)
  if (totp?.confirmed_at != null) throw new ApiError('totp.exists')
  if (!totp || hasWaitedTooLong(totp, call)) throw new ApiError('totp.not_started')
  await limits.take('second_factor', accountId)
  const step = await matchStep(tokens, call, totp, code)
  if (step === undefined) throw new ApiError('auth.wrong_code')
  return inTransaction(db, async (db) => {
    const confirmed = await db
      .updateTable('totp')
      // The code counts as used: whoever saw it typed cannot sign in with it.
      .set({ confirmed_at: call.now, last_step: step })
      .where('account_id', '=', accountId)
      .where('secret', '=', totp.secret)
      .where('confirmed_at', 'is', null)
      .returning('account_id')
      .executeTakeFirst()
    if (!confirmed) throw new ApiError('totp.exists')
    await recordChange(db, call, { subject: 'account', id: accountId, action: 'totp_on', from: 'off', to: 'on' })
    await mailAccount(db, accountId, (name) => ({ name: 'totp_on', data: { name } }))
    return { recovery_codes: await addRecoveryCodes(db, call, accountId) }
  })
}

/** Switches the authenticator app off; its recovery codes end with it. */
export async function dropTotp(db: Db, call: Call): Promise<void> {
  const accountId = requireAccount(call)
  await inTransaction(db, async (db) => {
    const dropped = await db
      .deleteFrom('totp')
      .where('account_id', '=', accountId)
      .where('confirmed_at', 'is not', null)
      .returning('account_id')
      .executeTakeFirst()
    if (!dropped) throw new ApiError('totp.not_found')
    await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
    await recordChange(db, call, { subject: 'account', id: accountId, action: 'totp_off', from: 'on', to: 'off' })
    await mailAccount(db, accountId, (name) => ({ name: 'totp_off', data: { name } }))
  })
}

/** The authenticator app of an account, confirmed or not. */
export function findTotp(db: Db, accountId: string): Promise<TotpRow | undefined> {
  return db.selectFrom('totp').selectAll().where('account_id', '=', accountId).executeTakeFirst()
}

/** The time step that a code belongs to; undefined when it is of no step between the last one, this one and the next. */
export async function matchTotp(
  db: Db,
  tokens: Tokens,
  call: Call,
  accountId: string,
  code: string,
): Promise<number | undefined> {
  const totp = await findTotp(db, accountId)
  return totp?.confirmed_at == null ? undefined : matchStep(tokens, call, totp, code)
}

/** Uses a step up. The update decides: a code works once, and none works that is older than one that did. */
export async function useTotpStep(db: Db, accountId: string, step: number): Promise<boolean> {
  const used = await db
    .updateTable('totp')
    .set({ last_step: step })
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .returning('account_id')
    .executeTakeFirst()
  return used !== undefined
}

async function matchStep(tokens: Tokens, call: Call, totp: TotpRow, code: string): Promise<number | undefined> {
  const secret = await tokens.open(sealedFor(totp.account_id), totp.secret)
  // Sealed with another secret of the portal: the recovery codes, which are not, still work.
  if (secret === undefined) return undefined
  const { TOTP } = await import('otpauth')
  const timestamp = Date.parse(call.now)
  const token = code.replace(/[\s-]/g, '')
  const delta = new TOTP({ secret, period: stepSeconds }).validate({ token, timestamp, window: 1 })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / stepSeconds) + delta
}

async function describeSecret(db: Db, accountId: string, secret: string): Promise<PendingTotp> {
  const { TOTP } = await import('otpauth')
  const { email: label } = await db
    .selectFrom('account')
    .select('email')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  return { secret, otpauth_url: new TOTP({ issuer: 'Mosis', label, secret, period: stepSeconds }).toString() }
}

const hasWaitedTooLong = ({ created_at }: TotpRow, { now }: Call) =>
  Date.parse(created_at) <= Date.parse(now) - confirmMs

/** Names the account, so that a sealed secret is of no use in another account's row. */
const sealedFor = (accountId: string) => `totp of ${accountId}`

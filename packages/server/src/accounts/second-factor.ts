import { ApiError } from '@mosis/api'
import type { SecondFactor, SecondFactorMethod } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { addressKey } from '../http/rate-limit.ts'
import type { Tokens } from '../http/tokens.ts'
import { recordChange } from './audit.ts'
import type { Limits } from './limits.ts'
import { mailAccount } from './mail-account.ts'
import { countPasskeys } from './passkeys.ts'
import { countRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'
import { findTotp, matchTotp, useTotpStep } from './totp.ts'

/** What protects the caller's account beside its password. */
export async function getSecondFactor(db: Db, call: Call): Promise<SecondFactor> {
  const accountId = requireAccount(call)
  const totp = await findTotp(db, accountId)
  return {
    totp_confirmed_at: totp?.confirmed_at ?? null,
    recovery_codes_left: await countRecoveryCodes(db, accountId),
    passkeys: await countPasskeys(db, accountId),
  }
}

/** What a sign-in has to be finished with; empty: nothing. Passkeys alone ask for nothing: they are a sign-in of their own. */
export async function listFactors(db: Db, accountId: string): Promise<SecondFactorMethod[]> {
  const totp = await findTotp(db, accountId)
  if (totp?.confirmed_at == null) return []
  const hasCodes = (await countRecoveryCodes(db, accountId)) > 0
  const hasPasskeys = (await countPasskeys(db, accountId)) > 0
  return ['totp', ...(hasCodes ? (['recovery_code'] as const) : []), ...(hasPasskeys ? (['passkey'] as const) : [])]
}

/** Throws unless the code is one that proves who is there; it is used up. */
export async function verifySecondFactor(
  { db, tokens, limits }: Pick<Deps, 'db' | 'tokens' | 'limits'>,
  call: Call,
  accountId: string,
  code: string,
): Promise<void> {
  const forgiveAttempt = await countAttempt(limits, call, accountId, code)
  const use = await matchCode(db, tokens, call, accountId, code)
  const isRight = await inTransaction(db, async (db) => {
    if (use && (await use(db))) return true
    await noteWrongCode(db, call, accountId)
    return false
  })
  // Thrown after the commit: the note of a wrong code must stay.
  if (!isRight) throw new ApiError('auth.wrong_code')
  await forgiveAttempt()
}

/** Uses a code up, in a transaction; false when somebody else was faster. */
export type UseCode = (db: Db) => Promise<boolean>

/** Finds out what a code is, without using it; undefined for a wrong one. */
export async function matchCode(
  db: Db,
  tokens: Tokens,
  call: Call,
  accountId: string,
  code: string,
): Promise<UseCode | undefined> {
  if (!isSixDigits(code)) return (db) => useRecoveryCode(db, call, accountId, code)
  const step = await matchTotp(db, tokens, call, accountId, code)
  return step === undefined ? undefined : (db) => useTotpStep(db, accountId, step)
}

/**
 * Counts one attempt, and gives how to take it back. Somebody who guesses from one network leaves the owner's alone; six digits
 * are so few that they also count for all networks together, while a recovery code lets the owner in even then.
 */
export async function countAttempt(
  limits: Pick<Limits, 'take' | 'giveBack'>,
  call: Call,
  accountId: string,
  code: string,
): Promise<() => Promise<void>> {
  const near = `${accountId}\n${addressKey(call.address)}`
  await limits.take('second_factor', near)
  if (isSixDigits(code)) await limits.take('second_factor_anywhere', accountId)
  return async () => {
    await limits.giveBack('second_factor', near)
    if (isSixDigits(code)) await limits.giveBack('second_factor_anywhere', accountId)
  }
}

/** Within this time so many wrong codes are a mail to the owner: whoever tries them knows the password. */
const dayMs = 86_400_000
const failuresPerMail = 5

/** Notes a wrong code, and tells the owner of every fifth within a day. */
export async function noteWrongCode(db: Db, call: Call, accountId: string): Promise<void> {
  const action = 'wrong_code'
  await recordChange(db, call, { subject: 'account', id: accountId, action, from: null, to: null, accountId })
  const { failures } = await db
    .selectFrom('audit_event')
    .select((column) => column.fn.countAll().as('failures'))
    .where('account_id', '=', accountId)
    .where('subject_id', '=', accountId)
    .where('action', '=', action)
    .where('at', '>', new Date(Date.parse(call.now) - dayMs).toISOString())
    .executeTakeFirstOrThrow()
  if (Number(failures) % failuresPerMail !== 0) return
  await mailAccount(db, accountId, (name) => ({
    name: 'second_factor_failing',
    data: { name, failures: Number(failures), address: call.address },
  }))
}

const isSixDigits = (code: string) => /^\d{6}$/.test(code.replace(/[\s-]/g, ''))

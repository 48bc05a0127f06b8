import { createHash, randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { recordChange } from './audit.ts'
import { mailAccount } from './mail-account.ts'

const codeCount = 10
const codeBytes = 10
const groupLength = 4
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz' // Crockford's base 32: no i, l, o, u

/** Gives the caller new recovery codes; the old ones end. */
export function replaceRecoveryCodes(db: Db, call: Call): Promise<{ recovery_codes: string[] }> {
  const accountId = requireAccount(call)
  return inTransaction(db, async (db) => {
    const totp = await db
      .selectFrom('totp')
      .select('account_id')
      .where('account_id', '=', accountId)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst()
    // The codes stand in for the authenticator app; without one nothing asks for them.
    if (!totp) throw new ApiError('totp.not_found')
    const recovery_codes = await addRecoveryCodes(db, call, accountId)
    const action = 'recovery_codes_new'
    await recordChange(db, call, { subject: 'account', id: accountId, action, from: null, to: null })
    await mailAccount(db, accountId, (name) => ({ name: 'recovery_codes_new', data: { name } }))
    return { recovery_codes }
  })
}

/** Makes a set of codes in the place of the one before; they are seen here and never again. */
export async function addRecoveryCodes(db: Db, call: Call, accountId: string): Promise<string[]> {
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).execute()
  const codes = Array.from({ length: codeCount }, makeCode)
  const rows = codes.map((code) => ({
    hash: hashCode(accountId, code),
    account_id: accountId,
    created_at: call.now,
    used_at: null,
  }))
  await db.insertInto('recovery_code').values(rows).execute()
  return codes
}

/** Uses a code up; false when it is none of the account's, or was used. The update decides, so it works once. */
export async function useRecoveryCode(db: Db, call: Call, accountId: string, code: string): Promise<boolean> {
  const used = await db
    .updateTable('recovery_code')
    .set({ used_at: call.now })
    .where('account_id', '=', accountId)
    .where('hash', '=', hashCode(accountId, code))
    .where('used_at', 'is', null)
    .returning('hash')
    .executeTakeFirst()
  if (!used) return false
  const codes_left = await countRecoveryCodes(db, accountId)
  // Whoever has a right code is taken for the owner, also before the session is there.
  const byOwner = { ...call, accountId }
  const to = `${codes_left} left`
  await recordChange(db, byOwner, { subject: 'account', id: accountId, action: 'recovery_code_use', from: null, to })
  await mailAccount(db, accountId, (name) => ({ name: 'recovery_code_used', data: { name, codes_left } }))
  return true
}

/** How many codes an account has left. */
export async function countRecoveryCodes(db: Db, accountId: string): Promise<number> {
  const { codes } = await db
    .selectFrom('recovery_code')
    .select((column) => column.fn.countAll().as('codes'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(codes)
}

/** Eighty random bits, as `k3t9-0vwq-m2x8-4h7c`. */
function makeCode(): string {
  const bits = BigInt(`0x${randomBytes(codeBytes).toString('hex')}`)
  const letters = Array.from({ length: (codeBytes * 8) / 5 }, (_, at) =>
    alphabet.charAt(Number((bits >> BigInt(at * 5)) & 31n)),
  )
  return letters.join('').replaceAll(new RegExp(`.{${groupLength}}(?=.)`, 'g'), '$&-')
}

/**
 * A fast hash is enough: with 80 random bits there is nothing to guess. The portal's secret has no part in it, so that the codes
 * outlive a change of that secret, which the authenticator's do not.
 */
function hashCode(accountId: string, code: string): string {
  return createHash('sha256')
    .update(`${accountId}\n${normalise(code)}`)
    .digest('hex')
}

/** As people write codes down and type them again. */
function normalise(code: string): string {
  return code
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '')
    .replaceAll('o', '0')
    .replace(/[il]/g, '1')
}

import { ApiError } from '@mosis/api'
import type { AccountRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { recordChange } from './audit.ts'
import { limitMails } from './limit-mails.ts'
import { dropOneTime, makeOneTime, useOneTime } from './one-time.ts'

const linkLifeMs = 24 * 60 * 60_000

/** Sends the link that proves an account's address; older links die. In a transaction of the caller's. */
export async function mailVerification(
  db: Db,
  call: Call,
  { id, email }: Pick<AccountRow, 'id' | 'email'>,
): Promise<void> {
  await dropOneTime(db, id, 'verify_email')
  const token = await makeOneTime(db, call, 'verify_email', { email }, { accountId: id, lifeMs: linkLifeMs })
  await enqueueMail(db, email, { name: 'verify_email', data: { token } })
}

/** Sends the link to the caller once more. */
export async function sendVerification(deps: Pick<Deps, 'db' | 'limits'>, call: Call): Promise<void> {
  const find = (db: Db) =>
    db.selectFrom('account').selectAll().where('id', '=', requireAccount(call)).executeTakeFirstOrThrow()
  const { email } = await find(deps.db)
  await limitMails(deps, call, email)
  await inTransaction(deps.db, async (db) => {
    const row = await find(db)
    if (row.email_verified_at !== null) throw new ApiError('account.email_verified')
    await mailVerification(db, call, row)
  })
}

/** Takes the token of the mail; the address counts as the person's own from now on. */
export function verifyEmail(db: Db, call: Call, { token }: { token: string }): Promise<{ email: string }> {
  return inTransaction(db, async (db) => {
    const used = await useOneTime(db, call, 'verify_email', token)
    if (!used?.accountId) throw new ApiError('account.invalid_link')
    const account = await db
      .updateTable('account')
      .set({ email_verified_at: call.now })
      .where('id', '=', used.accountId)
      // The address that the mail went to, not one that took its place.
      .where('email', '=', used.data.email)
      .where('deleted_at', 'is', null)
      .returning(['id', 'email'])
      .executeTakeFirst()
    if (!account) throw new ApiError('account.invalid_link')
    const { id, email } = account
    const byItself = { ...call, accountId: id }
    await recordChange(db, byItself, { subject: 'account', id, action: 'verify_email', from: null, to: null })
    return { email }
  })
}

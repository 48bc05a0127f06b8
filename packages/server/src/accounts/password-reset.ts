import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note } from '../notes.ts'
import { recordChange } from './audit.ts'
import { dropWaysIn } from './drop-ways-in.ts'
import { limitMails } from './limit-mails.ts'
import { dropOneTime, dropOtherOneTimes, findOneTime, makeOneTime, useOneTime } from './one-time.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword } from './password.ts'
import { endSessions } from './sessions.ts'

const linkLifeMs = 60 * 60_000

/** Asks for a link by mail. Here the same is done for every address; whether it has an account is looked up by a job. */
export async function askForNewPassword(
  deps: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { email }: { email: string },
): Promise<void> {
  await limitMails(deps, call, email)
  await enqueue(deps.db, 'account.forgot_password', { email, address: call.address })
}

/** Sends the link, where there is an account; older links die. */
export function mailPasswordReset(db: Db, call: Call, { email }: { email: string }): Promise<void> {
  return inTransaction(db, async (db) => {
    const account = await db
      .selectFrom('account')
      .select('id')
      .where('email', '=', email)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!account) return
    await dropOneTime(db, account.id, 'reset_password')
    const token = await makeOneTime(db, call, 'reset_password', {}, { accountId: account.id, lifeMs: linkLifeMs })
    await enqueueMail(db, email, { name: 'reset_password', data: { token } })
  })
}

/** Sets a password with the token of the mail and ends every session. A second factor stays. */
export async function resetPassword(
  db: Db,
  call: Call,
  { token, password }: { token: string; password: string },
): Promise<void> {
  // Looked at before the costly hash; the transaction decides.
  const found = await findOneTime(db, call, 'reset_password', token)
  const account = await findAccount(db, found?.accountId)
  if (!account) throw new ApiError('account.invalid_link')
  refuseWeakPassword(password, account, '/password')
  const password_hash = await hashPassword(password)
  await inTransaction(db, async (db) => {
    const used = await useOneTime(db, call, 'reset_password', token)
    const account = await findAccount(db, used?.accountId)
    if (!account) throw new ApiError('account.invalid_link')
    const { id, email, email_verified_at } = account
    const byItself = { ...call, accountId: id }
    // Somebody else may have registered with this address and added ways to come back; the mailbox shows whose it is.
    if (email_verified_at === null) await dropWaysIn(db, call, id, { since: '' })
    await db
      .updateTable('account')
      .set({ password_hash, email_verified_at: email_verified_at ?? call.now })
      .where('id', '=', id)
      .execute()
    await dropOtherOneTimes(db, id)
    await endSessions(db, byItself, id, { action: 'revoke', reason: note('session.password_reset') })
    await recordChange(db, byItself, { subject: 'account', id, action: 'reset_password', from: null, to: null })
    await enqueueMail(db, email, { name: 'password_changed', data: { at: call.now, address: call.address } })
  })
}

async function findAccount(db: Db, id: string | null | undefined) {
  if (id === null || id === undefined) return undefined
  return db.selectFrom('account').selectAll().where('id', '=', id).where('deleted_at', 'is', null).executeTakeFirst()
}

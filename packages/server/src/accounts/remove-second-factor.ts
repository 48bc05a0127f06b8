import { ApiError } from '@mosis/api'
import type { AccountRef, PortalAccount } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note } from '../notes.ts'
import { refuseOwn } from './account-lock.ts'
import { holdAdminsWith } from './admins.ts'
import { recordChange } from './audit.ts'
import { toPortalAccount } from './portal-account.ts'
import { endSessions } from './sessions.ts'

/**
 * Takes the authenticator app and the recovery codes of an account away, for somebody who lost both. The password is still asked
 * for, passkeys stay, and every session ends: whoever talked an admin into it has gained no open door.
 */
export function removeSecondFactor(
  db: Db,
  call: Call,
  { account_id }: AccountRef,
  { reason }: { reason: string },
): Promise<PortalAccount> {
  refuseOwn(call, account_id)
  return inTransaction(db, async (db) => {
    await holdAdminsWith(db, call)
    const row = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', account_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) throw new ApiError('account.not_found')
    const removed = await db
      .deleteFrom('totp')
      .where('account_id', '=', account_id)
      .where('confirmed_at', 'is not', null)
      .returning('account_id')
      .executeTakeFirst()
    if (!removed) throw new ApiError('account.no_authenticator')
    await db.deleteFrom('recovery_code').where('account_id', '=', account_id).execute()
    await endSessions(db, call, account_id, { action: 'revoke', reason: note('session.second_factor_removed') })
    const change = {
      subject: 'account',
      id: account_id,
      action: 'remove_second_factor',
      from: 'on',
      to: 'off',
    } as const
    await recordChange(db, call, { ...change, reason, accountId: account_id })
    await enqueueMail(db, row.email, { name: 'second_factor_removed', data: { name: row.name, reason } })
    return toPortalAccount(db, row)
  })
}

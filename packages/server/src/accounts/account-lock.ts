import { ApiError } from '@mosis/api'
import type { AccountRef, ErrorCode, PortalAccount } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note } from '../notes.ts'
import { holdAdminsWith } from './admins.ts'
import { recordChange } from './audit.ts'
import { dropOtherOneTimes } from './one-time.ts'
import { toPortalAccount } from './portal-account.ts'
import { endSessions } from './sessions.ts'

/**
 * Lets nobody in with an account any more: sessions end, links that wait die, and while the lock is there sign-ins, API keys and CI
 * runs are refused (`refuse-locked.ts`). What its teams have in the store stays there. An admin who can sign in always remains.
 */
export function lockAccount(
  db: Db,
  call: Call,
  { account_id }: AccountRef,
  { reason }: { reason: string },
): Promise<PortalAccount> {
  refuseOwn(call, account_id)
  return inTransaction(db, async (db) => {
    // Of two admins who lock each other at once the second one is locked here, so one of them stays.
    await holdAdminsWith(db, call)
    const row = await db
      .updateTable('account')
      .set({ locked_at: call.now, locked_reason: reason })
      .where('id', '=', account_id)
      .where('deleted_at', 'is', null)
      .where('locked_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw await refusalOf(db, account_id, 'account.locked')
    // A link that an intruder asked for would take the account over while its owner is kept out.
    await dropOtherOneTimes(db, account_id)
    await endSessions(db, call, account_id, { action: 'revoke', reason: note('session.account_locked') })
    const change = { subject: 'account', id: account_id, action: 'lock', from: 'active', to: 'locked' } as const
    await recordChange(db, call, { ...change, reason, accountId: account_id })
    await enqueueMail(db, row.email, { name: 'account_locked', data: { name: row.name, reason } })
    return toPortalAccount(db, row)
  })
}

/** Takes the lock away: API keys work again and the account can be signed in to. Sessions that ended stay so. */
export function unlockAccount(db: Db, call: Call, { account_id }: AccountRef): Promise<PortalAccount> {
  return inTransaction(db, async (db) => {
    await holdAdminsWith(db, call)
    const row = await db
      .updateTable('account')
      .set({ locked_at: null, locked_reason: null })
      .where('id', '=', account_id)
      .where('deleted_at', 'is', null)
      .where('locked_at', 'is not', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw await refusalOf(db, account_id, 'account.not_locked')
    // One that opened at the very moment of the lock was refused since, and does not come to life now.
    await endSessions(db, call, account_id, { action: 'revoke', reason: note('session.account_locked') })
    const change = { subject: 'account', id: account_id, action: 'unlock', from: 'locked', to: 'active' } as const
    await recordChange(db, call, { ...change, accountId: account_id })
    await enqueueMail(db, row.email, { name: 'account_unlocked', data: { name: row.name } })
    return toPortalAccount(db, row)
  })
}

/** Throws where an admin means the own account: what only others may do to it. */
export function refuseOwn(call: Call, accountId: string): void {
  if (accountId === requireAccount(call)) throw new ApiError('account.own')
}

async function refusalOf(db: Db, accountId: string, otherwise: ErrorCode): Promise<ApiError> {
  const account = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return new ApiError(account ? otherwise : 'account.not_found')
}

import { ApiError } from '@mosis/api'
import type { ExpressionBuilder } from 'kysely'
import type { AccountRow, Database } from '../db/schema.ts'

/** What of an account says whether it is locked. */
export type Lock = Pick<AccountRow, 'locked_at' | 'locked_reason'>

/**
 * Throws `auth.account_locked` for an account that an admin has locked. Call it only behind a proof that the caller belongs to the
 * account: before one, the answer would tell which accounts there are.
 */
export function refuseLocked({ locked_at }: Pick<Lock, 'locked_at'>): void {
  if (locked_at !== null) throw new ApiError('auth.account_locked', { because: '' })
}

/**
 * The same for somebody who has just proved in full who they are, and is told why. A key or a session is not told: it may be in the
 * hands of somebody else, or its refusal in the log of a CI that everybody reads.
 */
export function refuseLockedPerson({ locked_at, locked_reason }: Lock): void {
  if (locked_at !== null) throw new ApiError('auth.account_locked', { because: `: ${locked_reason ?? ''}` })
}

/** Holds for a session that has not ended, or that only the lock of its account has ended: whoever shows it is told of the lock. */
export const isOpenButForLock = (row: ExpressionBuilder<Database, 'session' | 'account'>) =>
  row.or([row('session.revoked_at', 'is', null), row('session.revoked_at', '=', row.ref('account.locked_at'))])

import { ApiError } from '@mosis/api'
import { inTransaction } from '../db/transaction.ts'
import type { AccountRow } from '../db/schema.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note } from '../notes.ts'
import { requireRecentSignIn } from './access.ts'
import { recordChange } from './audit.ts'
import { guardPassword } from './lock-out.ts'
import { dropOtherOneTimes } from './one-time.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { endSessions } from './sessions.ts'

export interface PasswordChange {
  /** Left out where the account has none yet; then the sign-in has to be recent. */
  current_password?: string | undefined
  new_password: string
}

/** Changes the caller's password, or sets the first one, and ends every other session. */
export async function changePassword(
  deps: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { current_password = '', new_password }: PasswordChange,
): Promise<void> {
  const id = requireAccount(call)
  const account = await deps.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  if (account.password_hash === null) requireRecentSignIn(call)
  else await requirePassword(deps, call, account, current_password)
  refuseWeakPassword(new_password, account, '/new_password')
  const password_hash = await hashPassword(new_password)
  await inTransaction(deps.db, async (db) => {
    const changed = await db
      .updateTable('account')
      .set({ password_hash })
      .where('id', '=', id)
      // The one that was checked: of two changes at once, the second one's current password is wrong.
      .where('password_hash', account.password_hash === null ? 'is' : '=', account.password_hash)
      .returning('email')
      .executeTakeFirst()
    if (!changed) throw new ApiError('account.wrong_password')
    await dropOtherOneTimes(db, id)
    await endSessions(db, call, id, {
      except: call.sessionId,
      action: 'revoke',
      reason: note('session.password_changed'),
    })
    await recordChange(db, call, { subject: 'account', id, action: 'change_password', from: null, to: null })
    await enqueueMail(db, changed.email, { name: 'password_changed', data: { at: call.now, address: call.address } })
  })
}

/** Counted like a sign-in: a stolen session is no way to guess the password. */
async function requirePassword(
  deps: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { email, password_hash }: AccountRow,
  password: string,
): Promise<void> {
  try {
    await guardPassword(deps, call, email, async () => {
      if (!(await verifyPassword(password, password_hash))) throw new ApiError('auth.wrong_credentials')
    })
  } catch (failure) {
    const isWrong = failure instanceof ApiError && failure.code === 'auth.wrong_credentials'
    throw isWrong ? new ApiError('account.wrong_password') : failure
  }
}

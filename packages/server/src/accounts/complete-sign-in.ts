import { ApiError } from '@mosis/api'
import type { Account } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { makeOneTime } from './one-time.ts'
import { listFactors } from './second-factor.ts'
import { openSession } from './sessions.ts'
import type { SignedIn, SignInManner } from './sessions.ts'

const ticketMs = 5 * 60_000

/** What every first factor leads to: a session, or a ticket for whoever shows the second factor too. */
export async function completeSignIn(db: Db, call: Call, account: Account, manner: SignInManner): Promise<SignedIn> {
  // The refusal below would roll the caller's transaction back, and the ticket with it.
  if (db.isTransaction) throw new Error('Cannot complete a sign-in inside a transaction')
  const methods = await listFactors(db, account.id)
  if (methods.length === 0) return openSession(db, call, account, manner)
  const ticket = await makeOneTime(db, call, 'second_factor', manner, { accountId: account.id, lifeMs: ticketMs })
  throw new ApiError('auth.second_factor_required', { ticket, methods })
}

import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { claimOnce, findOneTime, useOneTime } from './one-time.ts'
import { countAttempt, matchCode, noteWrongCode } from './second-factor.ts'
import { openSession, toAccount } from './sessions.ts'
import type { SignedIn } from './sessions.ts'

/** So many codes are looked at for one ticket. */
const maxTries = 5
/** Longer than any ticket lives. */
const rememberTriesMs = 10 * 60_000

/** Opens the session that waits for a second factor; the code is that of the authenticator app or a recovery code. */
export async function finishSignIn(
  { db, tokens, limits }: Pick<Deps, 'db' | 'tokens' | 'limits'>,
  call: Call,
  { ticket, code, client }: { ticket: string; code: string; client: string },
): Promise<SignedIn> {
  const waiting = await findOneTime(db, call, 'second_factor', ticket)
  if (!waiting?.accountId) throw new ApiError('auth.invalid_ticket')
  const { accountId, data: manner } = waiting
  await claimTry(db, call, ticket)
  const forgiveAttempt = await countAttempt(limits, call, accountId, code)
  const use = await matchCode(db, tokens, call, accountId, code)
  const signedIn = await inTransaction(db, async (db) => {
    if (!use || !(await use(db))) {
      await noteWrongCode(db, call, accountId)
      return undefined
    }
    // One ticket is one session, also for two right codes at once.
    if (!(await useOneTime(db, call, 'second_factor', ticket))) throw new ApiError('auth.invalid_ticket')
    const row = await db.selectFrom('account').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow()
    if (row.deleted_at !== null) throw new ApiError('auth.invalid_ticket')
    // What finishes the sign-in is what holds the session.
    return openSession(db, call, toAccount(row), { ...manner, client })
  })
  // Thrown after the commit: the note of a wrong code must stay.
  if (!signedIn) throw new ApiError('auth.wrong_code')
  await forgiveAttempt()
  return signedIn
}

/** Counted before the code is looked at, by insertions that cannot both succeed: many tries at once are not more tries. */
async function claimTry(db: Db, call: Call, ticket: string): Promise<void> {
  for (let number = 1; number <= maxTries; number += 1) {
    if (await claimOnce(db, call, 'second_factor_try', `${ticket} ${number}`, { lifeMs: rememberTriesMs })) return
  }
  throw new ApiError('auth.invalid_ticket')
}

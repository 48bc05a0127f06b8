import { ApiError } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { addressKey } from '../http/rate-limit.ts'
import type { Attempt } from './limits.ts'

/**
 * Lets a password be tried for an account, unless too many wrong ones were: then it is refused before anything is hashed. The
 * waits grow with the failures. Counted are failures
 *
 * - of an account from one network, so that guessing there does not keep the owner out elsewhere;
 * - from one network, so that one common password is not tried on every account;
 * - of an account from all networks it never signed in from, so that many networks guess no faster. From those it knows the
 *   owner still gets in, and from any other with what is not a password or by a new one through the mail.
 *
 * An address without an account is counted alike, so that nothing here tells which ones exist.
 */
export async function guardPassword<Result>(
  { db, limits }: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  email: string,
  tryPassword: () => Promise<Result>,
): Promise<Result> {
  const network = addressKey(call.address)
  const isKnown = await isKnownNetwork(db, email, network)
  const attempts: Attempt[] = [
    ['sign_in_to_account_from_address', `${network}\n${email}`],
    ['sign_in_from_address', call.address],
    ...(isKnown ? [] : [['sign_in_to_account_from_unknown', email] as const]),
  ]
  // Taken before the attempt: many at once get no more tries than one after the other.
  await limits.takeAll(attempts)
  let isWrong = false
  try {
    return await tryPassword()
  } catch (failure) {
    isWrong = failure instanceof ApiError && failure.code === 'auth.wrong_credentials'
    throw failure
  } finally {
    // A right password that needs a second factor, or a busy portal, is no wrong password.
    if (!isWrong) await limits.giveAllBack(attempts)
  }
}

/** Sessions looked through, the newest first. */
const maxSessions = 200

async function isKnownNetwork(db: Deps['db'], email: string, network: string): Promise<boolean> {
  const rows = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select('session.address')
    .where('account.email', '=', email)
    .orderBy('session.id', 'desc')
    .limit(maxSessions)
    .execute()
  return rows.some(({ address }) => address !== '' && addressKey(address) === network)
}

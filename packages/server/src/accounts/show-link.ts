import { ApiError } from '@mosis/api'
import type { Input, Result, accounts as contract } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { findOneTime } from './one-time.ts'
import { isSetupToken } from './setup.ts'

/** What a link is about. Programs that look for harm in mails open every link: nothing is used up by looking. */
export async function showLink(
  { db, tokens }: Pick<Deps, 'db' | 'tokens'>,
  call: Call,
  { purpose, token }: Input<typeof contract.showLink>['body'],
): Promise<Result<typeof contract.showLink>> {
  if (purpose === 'set_up') {
    if (!(await isSetupToken(db, tokens, token))) throw new ApiError('account.invalid_link')
    return { email: null }
  }
  const waiting = await findOneTime(db, call, purpose, token)
  if (!waiting?.accountId) throw new ApiError('account.invalid_link')
  const account = await db
    .selectFrom('account')
    .select('email')
    .where('id', '=', waiting.accountId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!account) throw new ApiError('account.invalid_link')
  return { email: 'email' in waiting.data ? waiting.data.email : account.email }
}

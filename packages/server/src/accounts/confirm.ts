import { ApiError } from '@mosis/api'
import type { Proof } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { recentSignInMs } from './access.ts'
import { recordChange } from './audit.ts'
import { guardPassword } from './lock-out.ts'
import { verifyPasskey } from './passkey-sign-in.ts'
import { verifyPassword } from './password.ts'
import { verifySecondFactor } from './second-factor.ts'

export interface Confirmed {
  authenticated_at: string
  until: string
}

/** Has the person at a session prove again who they are; for 15 minutes they may then do what needs a recent sign-in. */
export async function confirmSignIn(
  deps: Pick<Deps, 'db' | 'tokens' | 'limits' | 'config'>,
  call: Call,
  proof: Proof,
): Promise<Confirmed> {
  switch (proof.method) {
    case 'password':
      await provePassword(deps, call, proof.password)
      break
    case 'totp':
      await verifySecondFactor(deps, call, requireAccount(call), proof.code)
      break
    case 'passkey':
      await verifyPasskey(deps, call, proof.response, { accountId: requireAccount(call) })
  }
  return renewSignIn(deps.db, call, proof.method)
}

/** Throws `auth.wrong_credentials`. Tries count like those of a sign-in: a stolen session guesses no faster. */
export async function provePassword(deps: Pick<Deps, 'db' | 'limits'>, call: Call, password: string): Promise<void> {
  const row = await deps.db
    .selectFrom('account')
    .select(['email', 'password_hash'])
    .where('id', '=', requireAccount(call))
    .executeTakeFirstOrThrow()
  await guardPassword(deps, call, row.email, async () => {
    if (!(await verifyPassword(password, row.password_hash))) throw new ApiError('auth.wrong_credentials')
  })
}

/** Notes that the person at the call's session has just proved who they are. */
export function renewSignIn(db: Db, call: Call, method: Proof['method']): Promise<Confirmed> {
  const { sessionId } = call
  if (sessionId === null) throw new ApiError('auth.session_required')
  return inTransaction(db, async (db) => {
    const renewed = await db
      .updateTable('session')
      .set({ authenticated_at: call.now })
      .where('id', '=', sessionId)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!renewed) throw new ApiError('auth.invalid_token')
    await recordChange(db, call, { subject: 'session', id: sessionId, action: 'confirm', from: null, to: method })
    const until = new Date(Date.parse(call.now) + recentSignInMs).toISOString()
    return { authenticated_at: call.now, until }
  })
}

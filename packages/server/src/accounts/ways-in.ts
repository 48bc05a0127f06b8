import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'

/** A way to sign in that is about to be taken away. */
export type LeavingWay = { passkeyId: string } | { provider: string }

/**
 * Throws when nobody could sign in to the account any more without this. Call it in the transaction that takes it away: the
 * account's row is locked first, so that of two removals at once the second one sees what the first one left.
 */
export async function requireOtherWayIn(db: Db, accountId: string, leaving: LeavingWay): Promise<void> {
  const account = await db
    .updateTable('account')
    .set((column) => ({ name: column.ref('name') }))
    .where('id', '=', accountId)
    .returning('password_hash')
    .executeTakeFirstOrThrow()
  if (account.password_hash !== null) return
  const passkeys = await db.selectFrom('passkey').select('id').where('account_id', '=', accountId).execute()
  const identities = await db
    .selectFrom('oauth_identity')
    .select('provider')
    .where('account_id', '=', accountId)
    .execute()
  const others = [
    ...passkeys.filter(({ id }) => !('passkeyId' in leaving) || id !== leaving.passkeyId),
    ...identities.filter(({ provider }) => !('provider' in leaving) || provider !== leaving.provider),
  ]
  if (others.length === 0) throw new ApiError('account.last_way_in')
}

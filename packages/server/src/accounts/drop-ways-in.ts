import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'

/**
 * Takes away every way to act for an account, save its password, that was added at this time or later: passkeys, accounts
 * elsewhere, second factors, API keys. Whoever added them was not the owner.
 */
export async function dropWaysIn(db: Db, call: Call, accountId: string, { since }: { since: string }): Promise<void> {
  for (const table of ['passkey', 'oauth_identity', 'totp'] as const) {
    await db.deleteFrom(table).where('account_id', '=', accountId).where('created_at', '>=', since).execute()
  }
  await db.deleteFrom('recovery_code').where('account_id', '=', accountId).where('created_at', '>=', since).execute()
  await db
    .updateTable('api_key')
    .set({ revoked_at: call.now })
    .where('account_id', '=', accountId)
    .where('created_at', '>=', since)
    .where('revoked_at', 'is', null)
    .execute()
}

import type { PortalAccount } from '@mosis/api'
import type { AccountRow, Db } from '../db/schema.ts'
import { toAccount } from './sessions.ts'

/** Makes rows of accounts what admins are shown of them, in the same order. */
export async function toPortalAccounts(db: Db, rows: readonly AccountRow[]): Promise<PortalAccount[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const apps = await db
    .selectFrom('totp')
    .select('account_id')
    .where('account_id', 'in', ids)
    .where('confirmed_at', 'is not', null)
    .execute()
  const withApp = new Set(apps.map(({ account_id }) => account_id))
  return rows.map((row) => ({
    ...toAccount(row),
    locked_at: row.locked_at,
    locked_reason: row.locked_reason,
    authenticator_app: withApp.has(row.id),
  }))
}

/** The same of one. */
export async function toPortalAccount(db: Db, row: AccountRow): Promise<PortalAccount> {
  const [account] = await toPortalAccounts(db, [row])
  if (!account) throw new Error('An account became none')
  return account
}

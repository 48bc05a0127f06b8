import { ApiError } from '@mosis/api'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'

/** The package must be signed by somebody of the app's team, whose proof of the key the portal has seen. */
export async function requireRegisteredKey(db: Db, app: Pick<AppRow, 'team_id'>, keyId: string): Promise<void> {
  const row = await db
    .selectFrom('signing_key')
    .innerJoin('team_member', 'team_member.account_id', 'signing_key.account_id')
    .select('signing_key.id')
    .where('signing_key.key_id', '=', keyId)
    .where('signing_key.revoked_at', 'is', null)
    .where('team_member.team_id', '=', app.team_id)
    .where('team_member.role', '!=', 'viewer')
    .executeTakeFirst()
  if (!row) throw new ApiError('version.key_not_registered', { key_id: keyId })
}

/**
 * One key signs all versions of an app, so that devices can tell its developer from everybody else. Another key may follow when
 * the package carries a lineage in which the app's key names it as its successor.
 */
export function requireKeyOfApp(app: Pick<AppRow, 'key_id'>, keyId: string, formerKeys: readonly string[]): void {
  if (app.key_id !== null && app.key_id !== keyId && !formerKeys.includes(app.key_id)) {
    throw new ApiError('version.key_mismatch', { is: keyId, should: app.key_id })
  }
}

/** Makes the key of an approved version the app's key. Call it behind the app's lock, with the app as the lock gave it. */
export async function fixKeyOfApp(db: Db, app: AppRow, version: VersionRow): Promise<void> {
  requireKeyOfApp(app, version.key_id, JSON.parse(version.former_keys) as string[])
  await db.updateTable('app').set({ key_id: version.key_id }).where('id', '=', app.id).execute()
}

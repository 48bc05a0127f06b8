import { ApiError, rolesThatMay } from '@mosis/api'
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
    .where('team_member.role', 'in', rolesThatMay('version.sign'))
    .executeTakeFirst()
  if (!row) throw new ApiError('version.key_not_registered', { key_id: keyId })
}

/** Who signed a package, and who signed the app before by its lineage. */
export type Signers = Pick<VersionRow, 'key_id'> & { former_keys: readonly string[] }

/** The signers of a version that was uploaded before. */
export const signersOf = ({ key_id, former_keys }: VersionRow): Signers => ({
  key_id,
  former_keys: JSON.parse(former_keys) as string[],
})

/**
 * One key signs all versions of an app, so that devices can tell its developer from everybody else. Another key may follow when
 * the package carries a lineage in which the app's key names it as its successor, and every later package carries it on: a
 * device that skipped the version between knows the app by the first key only, and would refuse a package that does not lead
 * from there. Call it behind the app's lock where the answer decides.
 */
export async function requireKeyOfApp(
  db: Db,
  { id, key_id }: Pick<AppRow, 'id' | 'key_id'>,
  signers: Signers,
): Promise<void> {
  if (key_id === null) return
  const leadsFrom = new Set([...signers.former_keys, signers.key_id])
  if (!leadsFrom.has(key_id)) throw new ApiError('version.key_mismatch', { is: signers.key_id, should: key_id })
  // Whatever was published once, a device may have: also what was withdrawn since.
  const known = await db
    .selectFrom('version')
    .select('key_id')
    .where('app_id', '=', id)
    .where('published_at', 'is not', null)
    .orderBy('version_code')
    .execute()
  const lost = known.find((version) => !leadsFrom.has(version.key_id))
  if (lost) throw new ApiError('version.lineage_missing', { is: signers.key_id, should: lost.key_id })
}

/** Makes the key of an approved version the app's key. Call it behind the app's lock, with the app as the lock gave it. */
export async function fixKeyOfApp(db: Db, app: AppRow, version: VersionRow): Promise<void> {
  await requireKeyOfApp(db, app, signersOf(version))
  await db.updateTable('app').set({ key_id: version.key_id }).where('id', '=', app.id).execute()
}

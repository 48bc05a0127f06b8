import type { Input, Update, store as contract } from '@mosis/api'
import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { toSortable } from '../versions/sortable-version.ts'
import { packageAddress } from './addresses.ts'
import { filledUp } from './filled-up.ts'

const maxPackages = 200

/**
 * Answers, of the named apps, those of which the store offers a newer version than the device has. What needs a newer Mosis
 * than the device's is left out: it could not be installed.
 */
export async function checkUpdates(
  db: Db,
  { packages = [], pkgs = [], mosis_version }: Input<typeof contract.checkUpdates>['query'],
): Promise<{ updates: Update[] }> {
  const installed = toInstalled([...packages, ...pkgs])
  const [first, ...others] = installed.keys()
  if (first === undefined) return { updates: [] }
  const rows = await db
    .selectFrom('app')
    .innerJoin('version', 'version.id', 'app.published_version_id')
    .where('app.state', '=', 'published')
    .where('app.id', 'in', filledUp([first, ...others]))
    .select([
      'app.name',
      'version.app_id',
      'version.version',
      'version.version_code',
      'version.min_mosis',
      'version.size_bytes',
      'version.sha256',
      'version.mf_sha256',
      'version.key_id',
      'version.permissions',
      'version.release_notes',
    ])
    .orderBy('app.id')
    .execute()
  const newest = mosis_version === undefined ? undefined : toSortable(mosis_version)
  const updates = rows
    .filter((row) => row.version_code > (installed.get(row.app_id) ?? 0))
    .filter((row) => newest === undefined || row.min_mosis <= newest)
  return {
    updates: updates.map((row) => ({
      id: row.app_id,
      name: row.name,
      version: row.version,
      version_code: row.version_code,
      size_bytes: row.size_bytes,
      sha256: row.sha256,
      mf_sha256: row.mf_sha256,
      key_id: row.key_id,
      permissions: JSON.parse(row.permissions) as string[],
      release_notes: row.release_notes,
      download_url: packageAddress(row),
    })),
  }
}

/** id → version_code; 0 for a bare id, which asks for the newest. Both names of the list count together. */
function toInstalled(items: readonly string[]): Map<string, number> {
  if (items.length > maxPackages) {
    const message = `should have at most ${maxPackages} items and has ${items.length}`
    throw new ApiError('invalid_input', {}, { errors: [{ pointer: '/query/packages', code: 'too_big', message }] })
  }
  return new Map(
    items.map((item) => {
      const [id = '', code = '0'] = item.split('@')
      return [id, Number(code)]
    }),
  )
}

import type { Input, Update, store as contract } from '@mosis/api'
import { ApiError } from '@mosis/api'
import type { TestedApps } from '../apps/tester-tokens.ts'
import type { Db } from '../db/schema.ts'
import { toSortable } from '../versions/sortable-version.ts'
import { packageAddress } from './addresses.ts'
import { filledUp } from './filled-up.ts'
import { rolloutOf, selectOffers } from './offers.ts'

const maxPackages = 200

/**
 * Answers, of the named apps, every version that the store offers and that is newer than the device's. What needs a newer Mosis
 * than the device has is left out: it could not be installed.
 */
export async function checkUpdates(
  db: Db,
  { packages = [], pkgs = [], mosis_version }: Input<typeof contract.checkUpdates>['query'],
  tested: TestedApps,
): Promise<{ updates: Update[] }> {
  const installed = toInstalled([...packages, ...pkgs])
  const [first, ...others] = installed.keys()
  if (first === undefined) return { updates: [] }
  const rows = await selectOffers(db, tested)
    .where('app.id', 'in', filledUp([first, ...others]))
    .orderBy('app.id')
    .orderBy('version.version_code')
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
      track: row.track,
      rollout: rolloutOf(row),
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

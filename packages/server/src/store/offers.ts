import type { Offer } from '@mosis/api'
import { offerColumns } from '../versions/offer.ts'
import type { TestedApps } from '../apps/tester-tokens.ts'
import type { Db, VersionRow } from '../db/schema.ts'
import { fromSortable } from '../versions/sortable-version.ts'
import { downloadAddress } from './addresses.ts'
import { filledUp } from './filled-up.ts'

/**
 * Every version that published apps offer, a row for each: to everybody, to a part of all devices, and to testers of `tested`
 * the one on the track beta. Who is in that part, the portal neither knows nor decides.
 */
export function selectOffers(db: Db, tested: TestedApps) {
  const [first, ...others] = tested
  return db
    .selectFrom('app')
    .innerJoin('version', (join) =>
      join.on((on) =>
        on(
          on.ref('version.id'),
          'in',
          offerColumns.map((column) => on.ref(`app.${column}`)),
        ),
      ),
    )
    .where('app.state', '=', 'published')
    .where((row) => {
      const isForAll = row('version.track', '=', 'production')
      return first === undefined ? isForAll : row.or([isForAll, row('app.id', 'in', filledUp([first, ...others]))])
    })
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
      'version.track',
      'version.rollout_percent',
      'version.rollout_salt',
    ])
}

type OfferRow = Pick<
  VersionRow,
  | 'app_id'
  | 'version'
  | 'version_code'
  | 'min_mosis'
  | 'size_bytes'
  | 'sha256'
  | 'mf_sha256'
  | 'key_id'
  | 'permissions'
  | 'release_notes'
  | 'track'
  | 'rollout_percent'
  | 'rollout_salt'
>

/** The part of all devices that a version is for; null: all of them. */
export function rolloutOf({ rollout_percent, rollout_salt }: OfferRow): Offer['rollout'] {
  return rollout_percent === 100 ? null : { percent: rollout_percent, salt: rollout_salt }
}

export function toOffer(row: OfferRow): Offer {
  return {
    track: row.track,
    rollout: rolloutOf(row),
    version: row.version,
    version_code: row.version_code,
    min_mosis_version: fromSortable(row.min_mosis),
    permissions: JSON.parse(row.permissions) as string[],
    release_notes: row.release_notes,
    size_bytes: row.size_bytes,
    sha256: row.sha256,
    mf_sha256: row.mf_sha256,
    key_id: row.key_id,
    download_url: `${downloadAddress(row.app_id)}?version_code=${row.version_code}`,
  }
}

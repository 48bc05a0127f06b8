import { ApiError } from '@mosis/api'
import type { Input, store as contract } from '@mosis/api'
import { findBestLocale } from '../apps/best-locale.ts'
import { getPage } from '../db/page.ts'
import type { Db, VersionTextRow } from '../db/schema.ts'
import { fromSortable } from '../versions/sortable-version.ts'

/** The versions of an app that everybody is or was offered, the newest first; what was taken away is not among them. */
export async function listStoreVersions(
  db: Db,
  { app_id }: { app_id: string },
  { limit, cursor }: Input<typeof contract.listStoreVersions>['query'],
  languages: readonly string[],
) {
  const app = await db
    .selectFrom('app')
    .select('published_version_id')
    .where('id', '=', app_id)
    .where('state', '=', 'published')
    .where('published_version_id', 'is not', null)
    .executeTakeFirst()
  if (!app) throw new ApiError('store.app_not_found')
  const wanted = db
    .selectFrom('version')
    .select(['id', 'version', 'version_code', 'release_notes', 'size_bytes', 'permissions', 'min_mosis'])
    .select('published_at')
    .where('app_id', '=', app_id)
    .where((version) =>
      version.or([
        version('id', '=', app.published_version_id),
        version.and([version('state', '=', 'superseded'), version('track', '=', 'production')]),
      ]),
    )
    .where('published_at', 'is not', null)
  const order = { list: `versions of ${app_id}`, by: { version_code: 'integer' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  const texts = await findTexts(
    db,
    rows.map(({ id }) => id),
  )
  const versions = rows.map((row) => {
    const said = new Map((texts.get(row.id) ?? []).map(({ locale, whats_new }) => [locale, whats_new]))
    const best = findBestLocale(languages, [...said.keys()])
    return {
      version: row.version,
      version_code: row.version_code,
      is_offered: row.id === app.published_version_id,
      release_notes: (best === undefined ? undefined : said.get(best)) ?? row.release_notes,
      size_bytes: row.size_bytes,
      permissions: JSON.parse(row.permissions) as string[],
      min_mosis_version: fromSortable(row.min_mosis),
      // The query finds no others.
      published_at: row.published_at as string,
    }
  })
  return { versions, next_cursor }
}

/** What is said to be new in these versions, by their ids. */
async function findTexts(db: Db, ids: readonly string[]): Promise<Map<string, VersionTextRow[]>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('version_text')
    .selectAll()
    .where('version_id', 'in', ids)
    .orderBy('locale')
    .execute()
  return Map.groupBy(rows, ({ version_id }) => version_id)
}

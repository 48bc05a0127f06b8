import { ApiError } from '@mosis/api'
import type { Input, StoreApp, StoreAppDetails, store as contract } from '@mosis/api'
import { sql } from 'kysely'
import type { ExpressionBuilder, SqlBool } from 'kysely'
import { getStoreListing } from '../apps/store-listing.ts'
import type { TestedApps } from '../apps/tester-tokens.ts'
import { engineOf } from '../db/engine.ts'
import { getPage } from '../db/page.ts'
import type { Database, Db, VersionRow } from '../db/schema.ts'
import { fromSortable, toSortable } from '../versions/sortable-version.ts'
import { findWhatsNew } from '../versions/whats-new.ts'
import { downloadAddress, iconAddress, packageAddress } from './addresses.ts'
import { filledUp } from './filled-up.ts'
import { selectOffers, toOffer } from './offers.ts'
import { beginningWith, prepareSearch } from './search.ts'

type ListQuery = Input<typeof contract.listStoreApps>['query']

/** Each order can be read from an index. */
const orders = {
  newest: { by: { 'app.published_at': 'text', 'app.id': 'text' }, direction: 'desc' },
  name: { by: { 'app.sort_name': 'text', 'app.id': 'text' }, direction: 'asc' },
  downloads: { by: { 'app.download_count': 'integer', 'app.id': 'text' }, direction: 'desc' },
} as const

/** Lists what the store offers. There is no total: counting would cost more than the page. */
export async function listStoreApps(db: Db, { limit, cursor, sort, q, category, tag, mosis_version }: ListQuery) {
  let wanted = offered(db)
  const search = await prepareSearch(db, q ?? '')
  if (search?.candidates) {
    const [first, ...others] = search.candidates
    if (first === undefined) return { apps: [], next_cursor: null }
    wanted = wanted.where('app.id', 'in', filledUp([first, ...others]))
  }
  for (const word of search?.words ?? []) wanted = wanted.where(hasWord(word))
  if (category !== undefined) wanted = wanted.where('app.category', '=', category)
  // The list is stored as JSON, where a whole tag stands in quotes and a quote inside it is escaped.
  if (tag !== undefined) wanted = wanted.where(contains(db, 'app.tags', JSON.stringify(tag)))
  if (mosis_version !== undefined) wanted = wanted.where('version.min_mosis', '<=', toSortable(mosis_version))
  const list = JSON.stringify(['store', sort, q, category, tag, mosis_version])
  const { rows, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  return { apps: rows.map(toStoreApp), next_cursor }
}

/** The apps that the front of the store shows, in the order that the portal chose; what is not offered now is left out. */
export async function listFeaturedApps(
  db: Db,
  { mosis_version }: Input<typeof contract.listFeaturedApps>['query'],
): Promise<StoreApp[]> {
  let wanted = offered(db)
    .innerJoin('featured_app', 'featured_app.app_id', 'app.id')
    // The few apps by their ids, not all apps of the store in the order of one of its lists.
    .where('app.id', 'in', (featured) => featured.selectFrom('featured_app').select('featured_app.app_id'))
    .orderBy('featured_app.position')
    .orderBy('app.id')
  if (mosis_version !== undefined) wanted = wanted.where('version.min_mosis', '<=', toSortable(mosis_version))
  return (await wanted.execute()).map(toStoreApp)
}

/** Answers what the store says about an app, with every version that the device may choose from. */
export async function getStoreApp(
  db: Db,
  ref: { app_id: string },
  tested: TestedApps,
  languages: readonly string[],
): Promise<StoreAppDetails> {
  const { row, offers } = await getOffered(db, ref, tested)
  const { name, description, ...listing } = await getStoreListing(db, row.id, languages)
  const release_notes = (await findWhatsNew(db, row.version_id, languages)) ?? row.release_notes
  return {
    ...toStoreApp(row),
    name,
    description,
    release_notes,
    track: row.track,
    offers: offers.map(toOffer),
    listing,
  }
}

/** The version that everybody is offered, or that testers are before everybody else, and those to choose from beside it. */
async function getOffered(db: Db, { app_id }: { app_id: string }, tested: TestedApps) {
  const row =
    (await offered(db).where('app.id', '=', app_id).executeTakeFirst()) ??
    // Testers get an app that nobody else can get yet.
    (tested.has(app_id) ? await offered(db, 'beta').where('app.id', '=', app_id).executeTakeFirst() : undefined)
  if (!row) throw new ApiError('store.app_not_found')
  const offers = await selectOffers(db, tested)
    .where('app.id', '=', app_id)
    .where('version.version_code', '!=', row.version_code)
    .orderBy('version.version_code')
    .execute()
  return { row, offers }
}

/** Answers where the package of an offered version is, for a device that can run it. */
export async function getDownloadAddress(
  db: Db,
  { app_id }: { app_id: string },
  { mosis_version, version_code }: Input<typeof contract.downloadStoreApp>['query'],
  tested: TestedApps,
): Promise<string> {
  const { row, offers } = await getOffered(db, { app_id }, tested)
  const all = [toStoreApp(row), ...offers.map(toOffer)]
  const wanted = version_code === undefined ? all[0] : all.find((offer) => offer.version_code === version_code)
  if (!wanted) throw new ApiError('store.app_not_found')
  if (mosis_version !== undefined && toSortable(mosis_version) < toSortable(wanted.min_mosis_version)) {
    throw new ApiError('store.version_too_old', { should: wanted.min_mosis_version, is: mosis_version })
  }
  return packageAddress({ app_id, version: wanted.version, version_code: wanted.version_code })
}

/** Notes that somebody fetches an app. */
export async function countDownload(db: Db, appId: string): Promise<void> {
  await db
    .updateTable('app')
    .set((column) => ({ download_count: column('download_count', '+', 1) }))
    .where('id', '=', appId)
    .execute()
}

/** Published apps with the version that is offered; one whose version is halted is not there. */
function offered(db: Db, track: VersionRow['track'] = 'production') {
  const column = track === 'beta' ? 'app.beta_version_id' : 'app.published_version_id'
  return (
    db
      .selectFrom('app')
      .innerJoin('version', 'version.id', column)
      .innerJoin('team', 'team.id', 'app.team_id')
      // The condition of the indexes that the list is read from.
      .where(column, 'is not', null)
      .where('app.state', '=', 'published')
      .select([
        'app.id',
        'app.name',
        'app.sort_name',
        'app.description',
        'app.category',
        'app.tags',
        'app.download_count',
        'app.published_at',
        'team.name as developer',
        'version.id as version_id',
        'version.version',
        'version.version_code',
        'version.min_mosis',
        'version.permissions',
        'version.release_notes',
        'version.size_bytes',
        'version.sha256',
        'version.mf_sha256',
        'version.key_id',
        'version.track',
      ])
  )
}

/** True for apps with a word that begins so. */
function hasWord(beginning: string) {
  const { from, to } = beginningWith(beginning)
  return (where: ExpressionBuilder<Database, 'app'>) =>
    where.exists(
      where
        .selectFrom('search_word')
        .select('search_word.word')
        .whereRef('search_word.app_id', '=', 'app.id')
        .where('search_word.word', '>=', from)
        .where('search_word.word', '<', to),
    )
}

/** True where the column has the text in it, case for case; `like` differs between the engines. */
function contains(db: Db, column: string, text: string) {
  const place = engineOf(db) === 'postgres' ? sql`strpos` : sql`instr`
  return sql<SqlBool>`${place}(${sql.ref(column)}, ${text}) > 0`
}

type OfferedRow = Awaited<ReturnType<ReturnType<typeof offered>['executeTakeFirstOrThrow']>>

function toStoreApp(row: OfferedRow): StoreApp {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    developer: row.developer,
    category: row.category as StoreApp['category'],
    tags: JSON.parse(row.tags) as string[],
    version: row.version,
    version_code: row.version_code,
    min_mosis_version: fromSortable(row.min_mosis),
    permissions: JSON.parse(row.permissions) as string[],
    release_notes: row.release_notes,
    size_bytes: row.size_bytes,
    sha256: row.sha256,
    mf_sha256: row.mf_sha256,
    key_id: row.key_id,
    download_count: row.download_count,
    icon_url: iconAddress(row.id),
    download_url: downloadAddress(row.id),
    // Published apps have been published at some time.
    published_at: row.published_at as string,
  }
}

import type { Input, PortalApp, admin as contract } from '@mosis/api'
import type { Lookalike } from '../apps/lookalikes.ts'
import { hasPart } from '../db/has-part.ts'
import { countRows, getPage } from '../db/page.ts'
import type { AppRow, Db } from '../db/schema.ts'

const orders = {
  newest: { by: { 'app.created_at': 'text', 'app.id': 'text' }, direction: 'desc' },
  name: { by: { 'app.sort_name': 'text', 'app.id': 'text' }, direction: 'asc' },
  downloads: { by: { 'app.download_count': 'integer', 'app.id': 'text' }, direction: 'desc' },
} as const

/** Lists the apps of all teams, for admins. */
export async function listAllApps(
  db: Db,
  { limit, cursor, q = '', state, team_id, reported, sort }: Input<typeof contract.listAllApps>['query'],
) {
  let wanted = db.selectFrom('app').selectAll('app')
  if (q !== '') wanted = wanted.where(hasPart(q, ['app.name', 'app.id']))
  if (state !== undefined) wanted = wanted.where('app.state', '=', state)
  if (team_id !== undefined) wanted = wanted.where('app.team_id', '=', team_id)
  if (reported !== undefined) {
    wanted = wanted.where('app.id', reported ? 'in' : 'not in', (reports) =>
      reports.selectFrom('report').select('report.app_id').where('report.closed_at', 'is', null),
    )
  }
  const list = `all apps ${JSON.stringify([q, state, team_id, reported, sort])}`
  const { rows, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  const facts = await findFacts(
    db,
    rows.map(({ id }) => id),
  )
  return { apps: rows.map((row) => toPortalApp(row, facts)), next_cursor, total: await countRows(wanted) }
}

/** What other tables say of the apps of one page: three questions to the database, however many apps there are. */
async function findFacts(db: Db, appIds: readonly string[]) {
  const ids = ['', ...appIds]
  const names = await db
    .selectFrom('app')
    .innerJoin('team', 'team.id', 'app.team_id')
    .leftJoin('version', 'version.id', 'app.published_version_id')
    .leftJoin('featured_app', 'featured_app.app_id', 'app.id')
    .select(['app.id', 'team.name as team_name', 'team.is_personal', 'version.version', 'version.version_code'])
    .select('featured_app.position')
    .where('app.id', 'in', ids)
    .execute()
  const versions = await db
    .selectFrom('version')
    .select((version) => ['app_id', version.fn.countAll<number>().as('count')])
    .where('app_id', 'in', ids)
    .groupBy('app_id')
    .execute()
  const reports = await db
    .selectFrom('report')
    .select((report) => ['app_id', report.fn.countAll<number>().as('count')])
    .where('app_id', 'in', ids)
    .where('closed_at', 'is', null)
    .groupBy('app_id')
    .execute()
  return {
    names: new Map(names.map((row) => [row.id, row])),
    versions: byApp(versions),
    openReports: byApp(reports),
  }
}

const byApp = (rows: readonly { app_id: string; count: number }[]) =>
  new Map(rows.map(({ app_id, count }) => [app_id, count]))

function toPortalApp(row: AppRow, { names, versions, openReports }: Awaited<ReturnType<typeof findFacts>>): PortalApp {
  const { id, name, state, team_id } = row
  const { team_name = '', is_personal = 0, version = null, version_code = null, position = null } = names.get(id) ?? {}
  return {
    id,
    name,
    state,
    team: { id: team_id, name: team_name, is_personal: is_personal === 1 },
    published: version === null || version_code === null ? null : { version, version_code },
    versions: versions.get(id) ?? 0,
    downloads: row.download_count,
    open_reports: openReports.get(id) ?? 0,
    is_featured: position !== null,
    similar_to: JSON.parse(row.similar_to) as Lookalike[],
    created_at: row.created_at,
    published_at: row.published_at,
  }
}

import { ApiError } from '@mosis/api'
import type { AppRef, Input, ReportedApp, safety as contract } from '@mosis/api'
import { sql } from 'kysely'
import { recordChange } from '../accounts/audit.ts'
import { lockApp } from '../apps/ownership.ts'
import { newId } from '../db/ids.ts'
import { countRows, getPage } from '../db/page.ts'
import type { AppRow, Db, ReportRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { refuseOwnApp } from '../reviews/may-judge.ts'
import { isCounted } from './report-quarantine.ts'
import { hashReporter } from './reporter.ts'

/** Takes in what somebody says about an app of the store; a second report of one network on one day changes nothing. */
export async function reportApp(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  { category, text, contact, version_code }: Input<typeof contract.reportApp>['body'],
): Promise<void> {
  const app = await db
    .selectFrom('app')
    .select('id')
    .where('id', '=', app_id)
    .where('state', '=', 'published')
    .executeTakeFirst()
  if (!app) throw new ApiError('store.app_not_found')
  const reporter = await hashReporter(db, app_id, call.address)
  await inTransaction(db, async (db) => {
    const row = await db
      .insertInto('report')
      .values({
        id: newId('rpt'),
        app_id,
        reporter,
        day: call.now.slice(0, 10),
        category,
        text,
        contact,
        version_code: version_code ?? null,
        created_at: call.now,
        closed_at: null,
        closed_by: null,
        closed_reason: null,
      })
      .onConflict((conflict) => conflict.columns(['app_id', 'reporter', 'day']).doNothing())
      .returning('id')
      .executeTakeFirst()
    // Counted by a job, so that nobody outside can hold the lock of an app.
    if (row && isCounted(category)) await enqueue(db, 'report.count', { appId: app_id })
  })
}

const shownReports = 5

/** Lists apps with open reports, or those all of whose reports were closed. */
export async function listReports(
  db: Db,
  { limit, cursor, state, category }: Input<typeof contract.listReports>['query'],
) {
  const wanted = db
    .selectFrom('app')
    .select(['app.id', 'app.name', 'app.state'])
    .where('app.id', 'in', (apps) => {
      const reported = apps
        .selectFrom('report')
        .select('report.app_id')
        .where('report.closed_at', ...isIn(state))
      return category === undefined ? reported : reported.where('report.category', '=', category)
    })
  const list = `reports ${JSON.stringify([state, category])}`
  const { rows, next_cursor } = await getPage(
    wanted,
    { list, by: { 'app.id': 'text' }, direction: 'asc' },
    { limit, cursor },
  )
  const total = await countRows(wanted)
  return { apps: await describeReports(db, rows, state), next_cursor, total }
}

/** What was reported of these apps: two questions to the database, however many apps there are. */
async function describeReports(
  db: Db,
  apps: readonly Pick<AppRow, 'id' | 'name' | 'state'>[],
  state: 'open' | 'closed',
): Promise<ReportedApp[]> {
  if (apps.length === 0) return []
  const reports = db
    .selectFrom('report')
    .where('report.closed_at', ...isIn(state))
    .where(
      'report.app_id',
      'in',
      apps.map(({ id }) => id),
    )
  const counts = await reports
    .select((report) => [
      'app_id',
      'category',
      report.fn.countAll<number>().as('reports'),
      report.fn.min<string>('created_at').as('first_at'),
      report.fn.max<string>('created_at').as('last_at'),
    ])
    .groupBy(['app_id', 'category'])
    .orderBy('category')
    .execute()
  const numbered = reports
    .selectAll()
    .select(sql<number>`row_number() over (partition by app_id order by id desc)`.as('number'))
  const latest = await db
    .selectFrom(numbered.as('latest'))
    .selectAll()
    .where('number', '<=', shownReports)
    .orderBy('id', 'desc')
    .execute()
  return apps.flatMap((app) => {
    const own = counts.filter(({ app_id }) => app_id === app.id)
    const [first_at] = own.map(({ first_at }) => first_at).sort()
    const last_at = own
      .map(({ last_at }) => last_at)
      .sort()
      .at(-1)
    // Closed by somebody since the page was read.
    if (first_at === undefined || last_at === undefined) return []
    const described: ReportedApp = {
      app_id: app.id,
      app_name: app.name,
      app_state: app.state,
      reports: own.reduce((sum, { reports }) => sum + reports, 0),
      categories: own.map(({ category, reports }) => ({ category, reports })),
      first_at,
      last_at,
      latest: latest.filter(({ app_id }) => app_id === app.id).map(toReport),
    }
    return [described]
  })
}

const isIn = (state: 'open' | 'closed') => [state === 'open' ? 'is' : 'is not', null] as const

/** Closes what is open about an app; later reports open it again. */
export function closeReports(
  db: Db,
  call: Call,
  { app_id }: AppRef,
  { reason }: Input<typeof contract.closeReports>['body'],
): Promise<{ closed: number }> {
  return inTransaction(db, async (db) => {
    const app = await lockApp(db, app_id)
    await refuseOwnApp(db, call, app)
    const closed = await db
      .updateTable('report')
      .set({ closed_at: call.now, closed_by: requireAccount(call), closed_reason: reason })
      .where('app_id', '=', app_id)
      .where('closed_at', 'is', null)
      .returning('id')
      .execute()
    if (closed.length > 0) {
      await recordChange(db, call, {
        subject: 'app',
        id: app_id,
        action: 'close_reports',
        from: 'open',
        to: 'closed',
        reason,
      })
    }
    return { closed: closed.length }
  })
}

const keptMs = 30 * 24 * 60 * 60_000

/** Forgets, of reports older than 30 days, who sent them and what they wrote: categories and days stay. */
export async function sweepReports(db: Db, call: Call): Promise<void> {
  const oldest = new Date(Date.parse(call.now) - keptMs).toISOString()
  await db
    .updateTable('report')
    .set((column) => ({ reporter: column.ref('id'), text: '', contact: '' }))
    .where('created_at', '<', oldest)
    .whereRef('reporter', '!=', 'id')
    .execute()
}

function toReport({ category, text, version_code, contact, created_at }: ReportRow): ReportedApp['latest'][number] {
  return { category, text, version_code, contact, created_at }
}

import { portalReasons, reportCategories } from '@mosis/api'
import { lockApp } from '../apps/ownership.ts'
import type { AppRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { openQuarantine } from './quarantines.ts'

/** Reports older than this say nothing about today. */
const countedDays = 14
const countedMs = countedDays * 24 * 60 * 60_000

const tables: Readonly<Record<string, { counts: boolean }>> = reportCategories
const countedCategories = Object.keys(tables).filter((name) => tables[name]?.counts)

/** Whether reports of this category can put an app into quarantine. */
export const isCounted = (category: string): boolean => countedCategories.includes(category)

/**
 * Puts what an app offers everybody, or a part of all devices, into quarantine when enough networks have reported it for something dangerous. Nobody confirmed that:
 * it ends after 72 hours unless a reviewer confirms it. What was counted once does not count again, so the same reports cannot
 * bring the app down a second time; nor does what a reviewer has closed.
 */
export function countReports(db: Db, call: Call, appId: string, threshold: number): Promise<void> {
  return inTransaction(db, async (db) => {
    if (threshold === 0) return
    const found = await db.selectFrom('app').select('id').where('id', '=', appId).executeTakeFirst()
    if (!found) return
    const app = await lockApp(db, appId)
    const reporters = await countReporters(db, call, app)
    if (app.state !== 'published' || reporters < threshold) return
    const offered = [app.published_version_id, app.rollout_version_id].filter((id) => id !== null)
    for (const id of offered) {
      // Each takes a version out of the columns of the app.
      const now = await lockApp(db, appId)
      const version = await db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
      await openQuarantine(db, call, now, version, {
        reason_code: 'user_reports',
        reason: note('quarantine.reported', { networks: reporters, days: countedDays }),
        public_reason: portalReasons.user_reports,
      })
    }
  })
}

async function countReporters(db: Db, call: Call, { id }: AppRow): Promise<number> {
  const last = await db
    .selectFrom('quarantine')
    .select('opened_at')
    .where('app_id', '=', id)
    .where('reason_code', '=', 'user_reports')
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const oldest = new Date(Date.parse(call.now) - countedMs).toISOString()
  const { reporters } = await db
    .selectFrom('report')
    .select((query) => query.fn.count<number>('reporter').distinct().as('reporters'))
    .where('app_id', '=', id)
    .where('category', 'in', countedCategories)
    .where('closed_at', 'is', null)
    .where('created_at', '>=', oldest)
    .where('created_at', '>', last?.opened_at ?? '')
    .executeTakeFirstOrThrow()
  return reporters
}

import type { ReviewSummary } from '@mosis/api'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** How much waits for reviewers: in the queue, and of what happened after publishing. */
export async function summarizeReviews(db: Db, call: Call): Promise<ReviewSummary> {
  const { quarantines, reported_apps } = await countSafety(db)
  const { claimed, ...queue } = await countQueue(db, call)
  return {
    ...queue,
    free: queue.waiting - claimed,
    mine: await countMine(db, call),
    quarantines: { open: quarantines.open, appealed: quarantines.appealed },
    reported_apps,
  }
}

/** The reviews that a person has to decide, by what they wait for. */
export async function countQueue(db: Db, { now }: Pick<Call, 'now'>) {
  const { waiting, claimed, overdue, escalated, appeals, oldest_at } = await db
    .selectFrom('review')
    .select((review) => [
      review.fn.countAll<number>().as('waiting'),
      sum(sql`claimed_until > ${now}`).as('claimed'),
      sum(sql`due_at <> '' and due_at < ${now}`).as('overdue'),
      sum(sql`escalated_at is not null`).as('escalated'),
      sum(sql`appeal_of is not null`).as('appeals'),
      review.fn.min<string | null>('created_at').as('oldest_at'),
    ])
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return { waiting, claimed, overdue, escalated, appeals, oldest_at }
}

async function countMine(db: Db, call: Call): Promise<number> {
  const { mine } = await db
    .selectFrom('review')
    .select((review) => review.fn.countAll<number>().as('mine'))
    .where('state', '=', 'open')
    .where('claimed_by', '=', requireAccount(call))
    .where('claimed_until', '>', call.now)
    .executeTakeFirstOrThrow()
  return mine
}

/** What waits for somebody after publishing. */
export async function countSafety(db: Db) {
  const { open, confirmed, appealed } = await db
    .selectFrom('quarantine')
    .select([
      sum(sql`state = 'open'`).as('open'),
      sum(sql`state = 'confirmed'`).as('confirmed'),
      sum(sql`appealed_at is not null and answered_at is null`).as('appealed'),
    ])
    .where('state', 'in', ['open', 'confirmed'])
    .executeTakeFirstOrThrow()
  const { reports, apps } = await db
    .selectFrom('report')
    .select((report) => [
      report.fn.countAll<number>().as('reports'),
      report.fn.count<number>('app_id').distinct().as('apps'),
    ])
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return { quarantines: { open, confirmed, appealed }, open_reports: reports, reported_apps: apps }
}

/** For how many rows a condition holds. */
const sum = (condition: ReturnType<typeof sql>) =>
  sql<number>`coalesce(sum(case when ${condition} then 1 else 0 end), 0)`

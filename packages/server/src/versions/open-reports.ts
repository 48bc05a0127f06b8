import type { Db } from '../db/schema.ts'

/** How many reports of users about an app nobody has closed yet. */
export async function countOpenReports(db: Db, appId: string): Promise<number> {
  const { open } = await db
    .selectFrom('report')
    .select((query) => query.fn.countAll<number>().as('open'))
    .where('app_id', '=', appId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return open
}

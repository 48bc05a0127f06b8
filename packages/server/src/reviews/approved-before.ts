import type { Db, VersionRow } from '../db/schema.ts'

/**
 * The version of the same app that was approved last: what this one is compared with. One in quarantine is not trusted any more, so
 * that what it brought counts as new again.
 */
export function findApprovedBefore(db: Db, { id, app_id }: Pick<VersionRow, 'id' | 'app_id'>) {
  return db
    .selectFrom('version')
    .innerJoin('review', 'review.version_id', 'version.id')
    .selectAll('version')
    .where('version.app_id', '=', app_id)
    .where('version.id', '!=', id)
    .where('version.state', '!=', 'quarantined')
    .where('review.state', '=', 'approved')
    .orderBy('review.decided_at', 'desc')
    .orderBy('review.id', 'desc')
    .executeTakeFirst()
}

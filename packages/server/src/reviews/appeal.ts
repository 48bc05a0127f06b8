import { ApiError } from '@mosis/api'
import type { Input, Version, VersionRef, reviews as contract } from '@mosis/api'
import type { Db, ReviewRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { changeAsMember } from '../versions/change.ts'
import { describeVersion } from '../versions/versions.ts'
import { openReview } from './open-review.ts'
import { verdictOf } from './verdict.ts'

/** Appeals against the rejection of a version: it is reviewed once more, by somebody else. */
export async function appealVersion(
  db: Db,
  call: Call,
  ref: VersionRef,
  { text }: Input<typeof contract.appealVersion>['body'],
): Promise<Version> {
  const options = { reason: text, set: { decided_at: null } }
  const version = await changeAsMember(db, call, ref, 'appeal', options, async (db, _app, version) => {
    const rejection = await getRejection(db, version.id)
    const behaviour = (JSON.parse(rejection.behaviour_changes ?? '[]') as { about: string }[]).map(({ about }) => about)
    await openReview(db, call, version, verdictOf(rejection), { behaviour, appeal: { of: rejection.id, text } })
  })
  return describeVersion(db, call, version)
}

/** The decision that is appealed against. Behind the app's lock, so that two appeals at once are one. */
async function getRejection(db: Db, versionId: string): Promise<ReviewRow> {
  const reviews = await db
    .selectFrom('review')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('id', 'desc')
    .execute()
  if (reviews.some(({ appeal_of }) => appeal_of !== null)) throw new ApiError('review.appealed')
  const [rejection] = reviews
  if (!rejection) throw new Error('A rejected version has no review')
  return rejection
}

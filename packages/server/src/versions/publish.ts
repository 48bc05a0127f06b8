import { randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Input, PortalNote, PublishedVersion, Version, VersionRef, versions as contract } from '@mosis/api'
import { requireApp, requireLockedApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { systemCall } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { changeVersion, requireVersion } from './change.ts'
import { findObstacle, offerVersion } from './offer.ts'
import { describeVersion } from './versions.ts'

/** To whom a version is to be offered, as far as somebody said so. */
type Reach = Input<typeof contract.publishVersion>['body']

/**
 * Offers an approved or earlier version, or gives the testers' version to everybody; devices see it at their next check. None of
 * it needs a new review.
 */
export function publishVersion(db: Db, call: Call, ref: VersionRef, wanted: Reach): Promise<PublishedVersion> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, 'version.publish')
    const before = await requireVersion(db, ref)
    const reach = reachOf(before, wanted)
    const isForAll = before.state === 'published' && before.track === 'beta' && reach.track === 'production'
    if (isForAll) await requireApp(db, call, ref.app_id, 'version.promote')
    const set = { ...reach, ...newRollout(reach), published_at: call.now }
    const version = await changeVersion(db, call, before.id, isForAll ? 'promote' : 'publish', 'member', { set })
    await offerVersion(db, call, app, version)
    return { ...(await describeVersion(db, call, version)), ...(await findKept(db, version)) }
  })
}

/** Offers a version that is rolled out in stages to more devices; at 100 it takes the place of the one before. */
export function raiseRollout(
  db: Db,
  call: Call,
  ref: VersionRef,
  { percent }: Input<typeof contract.raiseRollout>['body'],
): Promise<Version> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, 'version.raise')
    if (app.state === 'suspended') throw new ApiError('app.suspended')
    const before = await requireVersion(db, ref)
    if (before.state === 'published') {
      const is = before.rollout_percent
      if (percent < is) throw new ApiError('version.rollout_lower', { is, should: percent })
      // Sent twice: there is nothing more to do.
      if (percent === is) return describeVersion(db, call, before)
    }
    const version = await changeVersion(db, call, before.id, 'raise', 'member', {
      reason: note('version.raised', { before: before.rollout_percent, after: percent }),
      set: { rollout_percent: percent },
    })
    if (percent === 100) await offerVersion(db, call, app, version)
    return describeVersion(db, call, version)
  })
}

/** Publishes for the portal itself. Call it behind the app's lock, with a version that nothing keeps from being offered. */
export async function publishAsPortal(
  db: Db,
  call: Call,
  app: AppRow,
  version: VersionRow,
  reason: PortalNote,
): Promise<void> {
  const asPortal = systemCall(call.now, call.requestId)
  const published = await changeVersion(db, asPortal, version.id, 'publish', 'portal', {
    reason,
    set: { ...newRollout(version), published_at: call.now },
  })
  await offerVersion(db, asPortal, app, published)
}

/** A version just approved, to be released with that: it is published, unless something stands in the way; then it stays approved. */
export async function publishApproved(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  if (await findObstacle(db, app, version)) return
  await publishAsPortal(db, call, app, version, note('version.when_approved'))
}

/** What was asked for now, else at submission; a version that was published before goes to everybody. */
export function reachOf(
  { state, track: named, rollout_percent: intended }: VersionRow,
  { track = named, rollout_percent }: Reach,
): Pick<VersionRow, 'track' | 'rollout_percent'> {
  const isIntended = track === named && (state === 'approved' || state === 'scheduled')
  return { track, rollout_percent: rollout_percent ?? (isIntended ? intended : 100) }
}

/** Each rollout finds its devices anew, so that it is not always the same people who get a version first. */
function newRollout({ rollout_percent }: Pick<VersionRow, 'rollout_percent'>): Partial<VersionRow> {
  return rollout_percent < 100 ? { rollout_salt: randomBytes(12).toString('base64url') } : {}
}

/** Devices go forward only, which somebody who rolls back has to know. */
async function findKept(
  db: Db,
  { app_id, version_code, track }: VersionRow,
): Promise<Pick<PublishedVersion, 'note' | 'kept_version'>> {
  const newer = await db
    .selectFrom('version')
    .select('version')
    .where('app_id', '=', app_id)
    .where('version_code', '>', version_code)
    .where('published_at', 'is not', null)
    .where('track', '=', track)
    .orderBy('version_code', 'desc')
    .executeTakeFirst()
  if (!newer) return { note: null, kept_version: null }
  const note = `Devices that have ${newer.version} keep it: a device never goes back. New installations and devices below get this version; to replace ${newer.version} on devices too, publish a correction with a higher version_code`
  return { note, kept_version: newer.version }
}

import { ApiError } from '@mosis/api'
import type { Input, Version, VersionRef, versions as contract } from '@mosis/api'
import { lockApp, requireLockedApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { systemCall } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { JobPayloads } from '../jobs/jobs.ts'
import { enqueue } from '../jobs/queue.ts'
import { note, refusalFacts } from '../notes.ts'
import { changeAsMember, changeVersion, requireVersion } from './change.ts'
import { findObstacle } from './offer.ts'
import { publishApproved, publishAsPortal, reachOf } from './publish.ts'
import { describeVersion } from './versions.ts'

const dayMs = 24 * 60 * 60_000
const maxDays = 366

/** Has an approved version published at a time, or a scheduled one at another. */
export async function scheduleVersion(
  db: Db,
  call: Call,
  ref: VersionRef,
  { release_at, ...wanted }: Input<typeof contract.scheduleVersion>['body'],
): Promise<Version> {
  requireAhead(call, release_at)
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, 'version.schedule')
    const before = await requireVersion(db, ref)
    const set = { release: 'at', release_at, ...reachOf(before, wanted) } as const
    const version = await changeVersion(db, call, before.id, 'schedule', 'member', {
      reason: note('version.planned', { release_at }),
      set,
    })
    // It may stand in the way at that time too; but who plans learns it now, if it does already.
    const obstacle = await findObstacle(db, app, version)
    if (obstacle) throw obstacle
    await enqueueRelease(db, version.id, release_at)
    return describeVersion(db, call, version)
  })
}

/** Takes the time of a scheduled version back; it stays approved. */
export async function unscheduleVersion(
  db: Db,
  call: Call,
  ref: VersionRef,
  { reason }: Input<typeof contract.unscheduleVersion>['body'],
): Promise<Version> {
  const options = { reason, set: unscheduled }
  // The job finds that its time is not the version's any more.
  const version = await changeAsMember(db, call, ref, 'unschedule', options, async () => undefined)
  return describeVersion(db, call, version)
}

/** Does with a version that was just approved what was said at its submission. Call it behind the app's lock. */
export async function releaseApproved(db: Db, call: Call, app: AppRow, version: VersionRow): Promise<void> {
  const { id, release, release_at } = version
  if (release === 'manual') return
  if (release === 'when_approved' || release_at === null || release_at <= call.now) {
    await publishApproved(db, call, app, version)
    return
  }
  const asPortal = systemCall(call.now, call.requestId)
  await changeVersion(db, asPortal, id, 'schedule', 'portal', { reason: note('version.planned', { release_at }) })
  await enqueueRelease(db, id, release_at)
}

/**
 * Publishes a version whose time has come. Safe to run twice, and late: it asks behind the app's lock whether the version is
 * still scheduled for that very time.
 */
export function releaseDue(
  db: Db,
  call: Call,
  { versionId, releaseAt }: JobPayloads['version.release'],
): Promise<void> {
  return inTransaction(db, async (db) => {
    const version = await lockScheduled(db, versionId)
    if (!version || version.row.release_at !== releaseAt || releaseAt > call.now) return
    const { app, row } = version
    const obstacle = await findObstacle(db, app, row)
    if (!obstacle) return publishAsPortal(db, call, app, row, note('version.at_its_time', { release_at: releaseAt }))
    // Not tried again and again: somebody has to decide, and is told.
    const reason = note('version.not_published', refusalFacts(obstacle))
    await changeVersion(db, call, versionId, 'unschedule', 'portal', { reason, set: unscheduled })
  })
}

const unscheduled = { release: 'manual', release_at: null } as const

/** A time that has passed would publish at once, which nobody means who names one. */
export function requireAhead(call: Call, release_at: string): void {
  const last = new Date(Date.parse(call.now) + maxDays * dayMs).toISOString()
  if (release_at > call.now && release_at <= last) return
  throw new ApiError('version.wrong_release_time', { release_at, max_days: maxDays })
}

function enqueueRelease(db: Db, versionId: string, releaseAt: string): Promise<void> {
  return enqueue(db, 'version.release', { versionId, releaseAt }, { runAt: releaseAt })
}

async function lockScheduled(db: Db, id: string): Promise<{ app: AppRow; row: VersionRow } | undefined> {
  const found = await db.selectFrom('version').select('app_id').where('id', '=', id).executeTakeFirst()
  if (!found) return undefined
  const app = await lockApp(db, found.app_id)
  const row = await db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
  return row?.state === 'scheduled' ? { app, row } : undefined
}

import { ApiError } from '@mosis/api'
import type { Input, Version, VersionRef, versions as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { requireLockedApp } from '../apps/ownership.ts'
import type { Db, ReviewRow, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { changeAsMember, requireVersion } from './change.ts'
import { offerVersion, stopOffering } from './offer.ts'
import { requireAhead } from './schedule.ts'
import { requireKeyOfApp, signersOf } from './signer.ts'
import { deletableStates } from './states.ts'
import { describeVersion } from './versions.ts'

type Reason = Input<typeof contract.haltVersion>['body']

/** Hands a draft in for review. */
export async function submitVersion(
  db: Db,
  call: Call,
  ref: VersionRef,
  { release, release_at, track, rollout_percent, release_notes }: Input<typeof contract.submitVersion>['body'],
): Promise<Version> {
  if (release_at !== undefined) requireAhead(call, release_at)
  const intended = { release, release_at: release_at ?? null, track, rollout_percent }
  const set = { ...intended, release_notes, submitted_at: call.now }
  const version = await changeAsMember(db, call, ref, 'submit', { set }, async (db, app, version) => {
    // Two drafts by two keys: the other one was approved meanwhile, and its key is the app's.
    await requireKeyOfApp(db, app, signersOf(version))
    await enqueue(db, 'review.version', { versionId: version.id })
  })
  return describeVersion(db, call, version)
}

/** Takes a submitted version back to draft; its review, if one is open, ends. */
export async function cancelVersion(db: Db, call: Call, ref: VersionRef, { reason }: Reason): Promise<Version> {
  const version = await changeAsMember(
    db,
    call,
    ref,
    'cancel',
    { reason, set: { submitted_at: null } },
    async (db, _app, version) => {
      const ended = await endReview(db, call, version)
      // Handed in anew it would be a first review again, and the rejection forgotten.
      if (ended?.appeal_of) throw new ApiError('review.appeal_open')
    },
  )
  return describeVersion(db, call, version)
}

/** Stops offering a published version; devices that have it keep it. */
export async function haltVersion(db: Db, call: Call, ref: VersionRef, { reason }: Reason): Promise<Version> {
  const version = await changeAsMember(db, call, ref, 'halt', { reason }, (db, app, version) =>
    stopOffering(db, call, app, version),
  )
  return describeVersion(db, call, version)
}

/** Offers a halted version again. */
export async function resumeVersion(db: Db, call: Call, ref: VersionRef, { reason }: Reason): Promise<Version> {
  const version = await changeAsMember(db, call, ref, 'resume', { reason }, (db, app, version) =>
    offerVersion(db, call, app, version),
  )
  return describeVersion(db, call, version)
}

/** Withdraws a version for ever: nobody gets it any more, in whatever state it was. */
export async function withdrawVersion(db: Db, call: Call, ref: VersionRef, { reason }: Reason): Promise<Version> {
  const version = await changeAsMember(db, call, ref, 'withdraw', { reason }, async (db, app, version) => {
    await endReview(db, call, version)
    await stopOffering(db, call, app, version)
  })
  return describeVersion(db, call, version)
}

/** Deletes a draft; its bytes go with the next sweep, its version_code is free again. */
export function deleteVersion(db: Db, call: Call, ref: VersionRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, 'version.delete')
    const { id, state } = await requireVersion(db, ref)
    if (!deletableStates.some((deletable) => deletable === state)) {
      throw new ApiError('version.wrong_state', { is: state, action: 'deleted', should: deletableStates })
    }
    await db.deleteFrom('review').where('version_id', '=', id).execute()
    await db.deleteFrom('version').where('id', '=', id).execute()
    await recordChange(db, call, {
      subject: 'version',
      id,
      action: 'delete',
      from: state,
      to: null,
      appId: app.id,
      teamId: app.team_id,
    })
  })
}

function endReview(db: Db, call: Call, version: VersionRow): Promise<Pick<ReviewRow, 'appeal_of'> | undefined> {
  return db
    .updateTable('review')
    .set({ state: 'cancelled', decided_at: call.now })
    .where('version_id', '=', version.id)
    .where('state', '=', 'open')
    .returning('appeal_of')
    .executeTakeFirst()
}

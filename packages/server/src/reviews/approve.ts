import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Reason } from '../notes.ts'
import { requireVersionNotBlocked } from '../versions/blocks.ts'
import { changeVersion } from '../versions/change.ts'
import { releaseApproved } from '../versions/schedule.ts'
import { fixKeyOfApp } from '../versions/signer.ts'

/**
 * Approves a version in review; the app's key is fixed by it. One that is to be released when approved is published with it, and
 * one that is to be released at a time is scheduled, in the same transaction. Call it behind the app's lock.
 */
export async function approveVersion(
  db: Db,
  call: Call,
  app: AppRow,
  { id }: Pick<VersionRow, 'id'>,
  actor: 'reviewer' | 'portal',
  reason: Reason | null,
): Promise<void> {
  const version = await changeVersion(db, call, id, 'approve', actor, { reason, set: { decided_at: call.now } })
  await requireVersionNotBlocked(db, version)
  await fixKeyOfApp(db, app, version)
  await releaseApproved(db, call, app, version)
}

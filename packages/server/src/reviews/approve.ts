import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { systemCall } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { changeVersion } from '../versions/change.ts'
import { offerVersion } from '../versions/offer.ts'
import { fixKeyOfApp } from '../versions/signer.ts'

/**
 * Approves a version in review; the app's key is fixed by it. One that is to be released when approved is published with it, in
 * the same transaction. Call it behind the app's lock.
 */
export async function approveVersion(
  db: Db,
  call: Call,
  app: AppRow,
  { id }: Pick<VersionRow, 'id'>,
  actor: 'reviewer' | 'portal',
  reason: string | null,
): Promise<void> {
  const version = await changeVersion(db, call, id, 'approve', actor, { reason, set: { decided_at: call.now } })
  await fixKeyOfApp(db, app, version)
  // A suspended app keeps its approved version until it may publish again.
  if (version.release !== 'when_approved' || app.state === 'suspended') return
  const asPortal = systemCall(call.now, call.requestId)
  const published = await changeVersion(db, asPortal, id, 'publish', 'portal', {
    reason: 'To be released when approved',
    set: { published_at: call.now },
  })
  await offerVersion(db, asPortal, app, published)
}

import type { Db } from '../db/schema.ts'
import { newId } from '../db/ids.ts'
import type { Call } from '../http/call.ts'

export interface AuditedChange {
  subject: 'account' | 'signing_key' | 'app' | 'version' | 'review'
  id: string
  /** What was done, as a verb: `publish`. */
  action: string
  from: string | null
  to: string | null
  reason?: string | null
}

/** Notes who did what, when and why, in the transaction that does it; the portal itself has no actor. */
export async function recordChange(
  db: Db,
  call: Call,
  { subject, id, action, from, to, reason = null }: AuditedChange,
): Promise<void> {
  await db
    .insertInto('audit_event')
    .values({
      id: newId('evt'),
      at: call.now,
      actor_id: call.accountId,
      subject_type: subject,
      subject_id: id,
      action,
      from_state: from,
      to_state: to,
      reason: reason === '' ? null : reason,
    })
    .execute()
}

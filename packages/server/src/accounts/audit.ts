import type { Db } from '../db/schema.ts'
import { newId } from '../db/ids.ts'
import type { Call } from '../http/call.ts'
import { noteOf, textOf } from '../notes.ts'
import type { Reason } from '../notes.ts'
import type { AuditAction, AuditSubject } from './audit-words.ts'

/** What was done to what; `audit-words.ts` has a sentence for each. */
type Done = {
  [Subject in AuditSubject]: { subject: Subject; action: AuditAction<Subject> } & (Subject extends 'version'
    ? { appId: string }
    : { appId?: never })
}[AuditSubject]

export type AuditedChange = Done & {
  id: string
  from: string | null
  to: string | null
  reason?: Reason | null
  /** Whose log it belongs to, beside the actor's own. */
  accountId?: string | null
  /** The team whose members may read it. */
  teamId?: string | null
}

/** Notes who did what, when and why, in the transaction that does it; the portal itself has no actor. */
export async function recordChange(
  db: Db,
  call: Call,
  { subject, id, action, from, to, reason = null, accountId = null, teamId = null, appId }: AuditedChange,
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
      reason: reason === null || reason === '' ? null : textOf(reason),
      reason_note: noteOf(reason),
      account_id: accountId ?? call.accountId,
      team_id: teamId,
      app_id: subject === 'app' ? id : (appId ?? null),
      address: call.address,
    })
    .execute()
}

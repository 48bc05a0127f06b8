import { newId } from '../db/ids.ts'
import type { Db, DecisionRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Reason } from '../notes.ts'
import { noteOf, textOf } from '../notes.ts'

/** What the public log names, in words that everybody understands. */
export type DecisionAction =
  | 'reject'
  | 'quarantine'
  | 'confirm_quarantine'
  | 'lift_quarantine'
  | 'lapse_quarantine'
  | 'uphold_quarantine'
  | 'suspend_app'
  | 'restore_app'
  | 'block'
  | 'unblock'

export interface NewDecision {
  action: DecisionAction
  appId?: string
  /** Its name, `1.2.0`. */
  version?: string
  /** `KIND:SHA-256`. */
  blocked?: string
  reasonCode: string
  /** Everybody reads it: never what was written for the developer or for reviewers. */
  reason: Reason
}

/**
 * Adds a line to the public log of decisions, in the transaction of the decision. Lines are never changed or removed. They name
 * the role that decided, never who it was.
 */
export async function recordDecision(
  db: Db,
  call: Call,
  { action, appId, version, blocked, reasonCode, reason }: NewDecision,
): Promise<void> {
  await db
    .insertInto('decision')
    .values({
      id: newId('dec'),
      at: call.now,
      role: roleOf(call),
      action,
      app_id: appId ?? null,
      version: version ?? null,
      blocked: blocked ?? null,
      reason_code: reasonCode,
      reason: textOf(reason),
      reason_note: noteOf(reason),
    })
    .execute()
}

function roleOf({ accountId, role }: Call): DecisionRow['role'] {
  if (accountId === null) return 'portal'
  return role === 'admin' ? 'admin' : 'reviewer'
}

import type { AuditEvent, Input, sessions as contract } from '@mosis/api'
import type { Selectable } from 'kysely'
import { getPage } from '../db/page.ts'
import type { AuditEventRow, Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { wordsFor } from './audit-words.ts'

export interface AuditPage {
  events: AuditEvent[]
  next_cursor: string | null
}

/** What the caller did and what was done to the caller's account, the newest first. */
export async function listOwnAudit(
  db: Db,
  call: Call,
  { limit, cursor }: Input<typeof contract.listOwnAudit>['query'],
): Promise<AuditPage> {
  const accountId = requireAccount(call)
  const own = selectAudit(db).where((query) =>
    query.or([query('audit_event.actor_id', '=', accountId), query('audit_event.account_id', '=', accountId)]),
  )
  return toPage(await getPage(own, orderOf('own audit'), { limit, cursor }), call)
}

/** Every change on the portal, for admins. */
export async function listAudit(
  db: Db,
  call: Call,
  { limit, cursor, actor, subject, action }: Input<typeof contract.listAudit>['query'],
): Promise<AuditPage> {
  let wanted = selectAudit(db)
  if (actor !== undefined) wanted = wanted.where('audit_event.actor_id', '=', actor)
  if (subject !== undefined) wanted = wanted.where('audit_event.subject_id', '=', subject)
  if (action !== undefined) wanted = wanted.where('audit_event.action', '=', action)
  const list = `audit ${JSON.stringify([actor, subject, action])}`
  return toPage(await getPage(wanted, orderOf(list), { limit, cursor }), call)
}

/** The log with the names of the actors; whoever lists it says whose part of it. */
export function selectAudit(db: Db) {
  return db
    .selectFrom('audit_event')
    .leftJoin('account as actor', 'actor.id', 'audit_event.actor_id')
    .selectAll('audit_event')
    .select('actor.name as actor_name')
}

export const orderOf = (list: string) => ({ list, by: { 'audit_event.id': 'text' }, direction: 'desc' }) as const

/** Makes rows of the log an answer for this caller. */
export function toPage(
  { rows, next_cursor }: { rows: AuditedRow[]; next_cursor: string | null },
  call: Call,
): AuditPage {
  return { events: rows.map((row) => toAuditEvent(row, call)), next_cursor }
}

type AuditedRow = Selectable<AuditEventRow> & { actor_name: string | null }

function toAuditEvent(row: AuditedRow, call: Call): AuditEvent {
  const { id, at, actor_id, actor_name, subject_type, subject_id, action, from_state, to_state, reason } = row
  // Where somebody else was is theirs, and the admins'.
  const maySeeAddress = call.role === 'admin' || actor_id === call.accountId || actor_id === null
  return {
    id,
    at,
    actor: actor_id === null ? null : { id: actor_id, name: actor_name ?? '' },
    subject: { type: subject_type, id: subject_id },
    action,
    words: wordsFor(subject_type, action),
    from: from_state,
    to: to_state,
    reason,
    address: maySeeAddress && row.address !== '' ? row.address : null,
  }
}

import type { AuditEvent, Input, sessions as contract } from '@mosis/api'
import type { Selectable } from 'kysely'
import { getPage } from '../db/page.ts'
import type { AuditEventRow, Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { readNote } from '../notes.ts'
import { wordsFor } from './audit-words.ts'

/** How a log is asked for. */
export type AuditQuery = Input<typeof contract.listAudit>['query']

export interface AuditPage {
  events: AuditEvent[]
  next_cursor: string | null
}

/** What the caller did and what was done to the caller's account, the newest first. */
export async function listOwnAudit(db: Db, call: Call, query: AuditQuery): Promise<AuditPage> {
  const accountId = requireAccount(call)
  const own = selectAudit(db).where((event) =>
    event.or([event('audit_event.actor_id', '=', accountId), event('audit_event.account_id', '=', accountId)]),
  )
  return getAuditPage(own, call, 'own audit', query)
}

/** Every change on the portal, for admins. */
export function listAudit(db: Db, call: Call, query: AuditQuery): Promise<AuditPage> {
  return getAuditPage(selectAudit(db), call, 'audit', query)
}

/** The log with the names of the actors; whoever lists it says whose part of it. */
export function selectAudit(db: Db) {
  return db
    .selectFrom('audit_event')
    .leftJoin('account as actor', 'actor.id', 'audit_event.actor_id')
    .selectAll('audit_event')
    .select('actor.name as actor_name')
}

/** A page of a part of the log, narrowed as the caller asks, the newest first. */
export async function getAuditPage(
  part: ReturnType<typeof selectAudit>,
  call: Call,
  name: string,
  { limit, cursor, actor, subject, subject_type, action, from, to }: AuditQuery,
): Promise<AuditPage> {
  let wanted = part
  if (actor !== undefined) wanted = wanted.where('audit_event.actor_id', '=', actor)
  if (subject !== undefined) wanted = wanted.where('audit_event.subject_id', '=', subject)
  if (subject_type !== undefined) wanted = wanted.where('audit_event.subject_type', '=', subject_type)
  if (action !== undefined) wanted = wanted.where('audit_event.action', '=', action)
  if (from !== undefined) wanted = wanted.where('audit_event.at', '>=', from)
  if (to !== undefined) wanted = wanted.where('audit_event.at', '<', to)
  const list = `${name} ${JSON.stringify([actor, subject, subject_type, action, from, to])}`
  // Within a time the log is read along the index of times, so that what lies outside costs nothing.
  const by = from === undefined && to === undefined ? inOrderOfIds : inOrderOfTimes
  const { rows, next_cursor } = await getPage(wanted, { list, by, direction: 'desc' }, { limit, cursor })
  return { events: rows.map((row) => toAuditEvent(row, call)), next_cursor }
}

const inOrderOfIds = { 'audit_event.id': 'text' } as const
const inOrderOfTimes = { 'audit_event.at': 'text', 'audit_event.id': 'text' } as const

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
    reason_note: readNote(row.reason_note),
    address: maySeeAddress && row.address !== '' ? row.address : null,
  }
}

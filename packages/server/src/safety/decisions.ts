import type { Decision, Input, safety as contract } from '@mosis/api'
import { getPage } from '../db/page.ts'
import type { Db, DecisionRow } from '../db/schema.ts'
import { readNote } from '../notes.ts'

/** The public log of decisions. Apps that were never published are not named: their ids are nobody's business. */
export async function listDecisions(
  db: Db,
  { limit, cursor, app_id, action, reason_code, by }: Input<typeof contract.listDecisions>['query'],
) {
  const all = db
    .selectFrom('decision')
    .leftJoin('app', 'app.id', 'decision.app_id')
    .selectAll('decision')
    .select('app.published_at')
  let wanted =
    app_id === undefined ? all : all.where('decision.app_id', '=', app_id).where('app.published_at', 'is not', null)
  if (action !== undefined) wanted = wanted.where('decision.action', '=', action)
  if (reason_code !== undefined) wanted = wanted.where('decision.reason_code', '=', reason_code)
  if (by !== undefined) wanted = wanted.where('decision.role', '=', by)
  const list = `decisions ${JSON.stringify([app_id, action, reason_code, by])}`
  const order = { list, by: { 'decision.id': 'text' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  return { decisions: rows.map(toDecision), next_cursor }
}

function toDecision(row: DecisionRow & { published_at: string | null }): Decision {
  const isKnown = row.published_at !== null
  return {
    id: row.id,
    at: row.at,
    by: row.role,
    action: row.action,
    app_id: isKnown ? row.app_id : null,
    version: isKnown ? row.version : null,
    blocked: row.blocked,
    reason_code: row.reason_code,
    reason: row.reason,
    reason_note: readNote(row.reason_note),
  }
}

import { ApiError } from '@mosis/api'
import type { Input, Scope, Session, sessions as contract } from '@mosis/api'
import { getPage } from '../db/page.ts'
import type { Db, SessionRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { endSessions } from './sessions.ts'

/** Lists the caller's sessions that are alive, the newest first. */
export async function listSessions(
  db: Db,
  call: Call,
  { limit, cursor }: Input<typeof contract.listSessions>['query'],
): Promise<{ sessions: Session[]; next_cursor: string | null }> {
  const alive = db
    .selectFrom('session')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', call.now)
  const order = { list: 'sessions', by: { id: 'text' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(alive, order, { limit, cursor })
  return { sessions: rows.map((row) => toSession(row, call)), next_cursor }
}

/** Ends one session of the caller's account, this one or another. */
export async function revokeSession(db: Db, call: Call, sessionId: string): Promise<void> {
  const ended = await endSessions(db, call, requireAccount(call), { only: sessionId, action: 'revoke' })
  if (ended === 0) throw new ApiError('session.not_found')
}

/** Ends every session of the caller's account, or all but the one that asks. */
export async function logoutEverywhere(
  db: Db,
  call: Call,
  { keep_this }: Input<typeof contract.logoutEverywhere>['body'],
): Promise<{ ended: number }> {
  const except = keep_this ? call.sessionId : null
  return { ended: await endSessions(db, call, requireAccount(call), { except, action: 'revoke' }) }
}

function toSession(row: SessionRow, call: Call): Session {
  const { id, client, address, method, created_at, last_used_at, authenticated_at, expires_at } = row
  return {
    id,
    is_current: id === call.sessionId,
    client,
    address,
    method,
    kind: row.cookie_hash === null ? 'client' : 'browser',
    scopes: row.scopes === null ? null : (JSON.parse(row.scopes) as Scope[]),
    created_at,
    last_used_at,
    // Sessions of before there was such a time.
    authenticated_at: authenticated_at === '' ? created_at : authenticated_at,
    expires_at,
  }
}

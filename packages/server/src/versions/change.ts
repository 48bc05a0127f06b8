import { ApiError } from '@mosis/api'
import type { VersionRef } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { requireLockedApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { textOf } from '../notes.ts'
import type { Reason } from '../notes.ts'
import { changes } from './states.ts'
import type { Action, Actor, Change, MemberAction } from './states.ts'

export interface ChangeOptions {
  reason?: Reason | null
  /** What else changes in the row. */
  set?: Partial<Omit<VersionRow, 'id' | 'app_id' | 'state'>>
}

/**
 * Takes a version from its state to the next, or throws `version.wrong_state`, and notes it in the audit log. Call it behind the
 * app's lock, as an actor whose right to be one was checked.
 */
export async function changeVersion(
  db: Db,
  call: Call,
  versionId: string,
  action: Action,
  actor: Actor,
  { reason, set = {} }: ChangeOptions = {},
): Promise<VersionRow> {
  const { from, to, by, done, isQuiet = false }: Change = changes[action]
  if (!by.includes(actor))
    throw new Error(`Cannot ${action} a version as ${actor}: the table of states names ${by.join(', ')}`)
  const before = await db
    .selectFrom('version')
    .innerJoin('app', 'app.id', 'version.app_id')
    .select(['version.state', 'app.team_id'])
    .where('version.id', '=', versionId)
    .executeTakeFirst()
  if (!before) throw new ApiError('version.not_found')
  const row = await db
    .updateTable('version')
    .set({ ...set, state: to })
    .where('id', '=', versionId)
    .where('state', '=', before.state)
    // The update decides, so two callers cannot both win.
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('version.wrong_state', { is: before.state, action: done, should: from })
  await recordChange(db, call, {
    subject: 'version',
    id: row.id,
    action,
    from: before.state,
    to,
    reason: reason ?? null,
    appId: row.app_id,
    teamId: before.team_id,
  })
  if (isQuiet) return row
  const { accountId: actorId, now: at } = call
  const change = {
    versionId: row.id,
    action,
    from: before.state,
    to,
    reason: textOf(reason ?? '') || null,
    actorId,
    at,
  }
  await enqueue(db, 'change.announce', change)
  return row
}

/** A change that a member of the app's team asks for, and what follows from it, in one transaction behind the app's lock. */
export function changeAsMember(
  db: Db,
  call: Call,
  ref: VersionRef,
  action: MemberAction,
  options: ChangeOptions,
  follow: (db: Db, app: AppRow, version: VersionRow) => Promise<void>,
): Promise<VersionRow> {
  return inTransaction(db, async (db) => {
    const app = await requireLockedApp(db, call, ref.app_id, `version.${action}`)
    const { id } = await requireVersion(db, ref)
    const version = await changeVersion(db, call, id, action, 'member', options)
    await follow(db, app, version)
    return version
  })
}

/** A version of this very app; the id of another app's version is as good as none. */
export async function requireVersion(db: Db, { app_id, version_id }: VersionRef): Promise<VersionRow> {
  const row = await db
    .selectFrom('version')
    .selectAll()
    .where('id', '=', version_id)
    .where('app_id', '=', app_id)
    .executeTakeFirst()
  if (!row) throw new ApiError('version.not_found')
  return row
}

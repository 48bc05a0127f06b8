import { ApiError } from '@mosis/api'
import type { Input, Quarantine, safety as contract, VersionRef } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { lockApp } from '../apps/ownership.ts'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { AppRow, BlockRow, Db, QuarantineRow, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { refuseOwnApp } from '../reviews/may-judge.ts'
import { changeVersion, requireVersion } from '../versions/change.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { stopOffering } from '../versions/offer.ts'
import { mailReviewers, mailTeam } from './mail-people.ts'
import { note, noteOf, readNote, textOf } from '../notes.ts'
import type { Reason } from '../notes.ts'
import { raiseSerial } from './revocations.ts'
import { requireSecondPerson } from './second-person.ts'

/** How long one person alone, or the portal, keeps a version out of the store. */
export const unconfirmedMs = 72 * 60 * 60_000

type Reasons = Input<typeof contract.quarantineVersion>['body']

/** Takes a version out of the store at once, on the word of one person. */
export function quarantineVersion(db: Db, call: Call, ref: VersionRef, reasons: Reasons): Promise<Quarantine> {
  return inTransaction(db, async (db) => {
    const app = await lockAppOf(db, ref)
    await refuseOwnApp(db, call, app)
    const version = await requireVersion(db, ref)
    return toQuarantine({ ...(await openQuarantine(db, call, app, version, reasons)), ...namesOf(app, version) })
  })
}

export interface NewQuarantine {
  reason_code: string
  reason: Reason
  public_reason: Reason
  /** The block that it follows from: an admin stands behind it already, so nobody has to confirm it. */
  block?: BlockRow
}

/** Puts a version into quarantine. Call it behind the app's lock, with the app as the lock gave it. */
export async function openQuarantine(
  db: Db,
  call: Call,
  app: AppRow,
  version: VersionRow,
  { reason_code, reason, public_reason, block }: NewQuarantine,
): Promise<QuarantineRow> {
  const actor = call.accountId === null ? 'portal' : 'reviewer'
  await changeVersion(db, call, version.id, 'quarantine', actor, { reason: public_reason })
  await stopOffering(db, call, app, version)
  const ends_at = new Date(Date.parse(call.now) + unconfirmedMs).toISOString()
  const row: QuarantineRow = {
    id: newId('qrt'),
    app_id: app.id,
    version_id: version.id,
    state: block ? 'confirmed' : 'open',
    // The table of states lets nothing else into quarantine.
    was: version.state === 'halted' ? 'halted' : 'published',
    reason_code,
    reason: textOf(reason),
    reason_note: noteOf(reason),
    public_reason: textOf(public_reason),
    block_id: block?.id ?? null,
    opened_by: call.accountId,
    opened_at: call.now,
    ends_at,
    confirmed_by: block?.created_by ?? null,
    confirmed_at: block ? call.now : null,
    closed_by: null,
    closed_at: null,
    appeal_text: null,
    appealed_by: null,
    appealed_at: null,
    appeal_answer: null,
    appeal_answer_note: null,
    answered_by: null,
    answered_at: null,
  }
  await db.insertInto('quarantine').values(row).execute()
  await raiseSerial(db)
  if (!block) await enqueue(db, 'quarantine.lapse', { quarantineId: row.id }, { runAt: ends_at })
  const told = {
    app: app.name,
    app_id: app.id,
    version: version.version,
    version_id: version.id,
    reason: textOf(reason),
    ends_at,
  }
  await recordDecision(db, call, {
    action: 'quarantine',
    appId: app.id,
    version: version.version,
    reasonCode: reason_code,
    reason: public_reason,
  })
  await mailTeam(db, app, (name) => ({
    name: 'quarantine_opened',
    data: { ...told, name, is_final: block !== undefined },
  }))
  if (!block) await mailReviewers(db, call, app, (name) => ({ name: 'quarantine_waits', data: { ...told, name } }))
  return row
}

/** Confirms a quarantine as a second person: it does not end by itself any more, and devices stop the version. */
export function confirmQuarantine(db: Db, call: Call, ref: VersionRef): Promise<Quarantine> {
  return inTransaction(db, async (db) => {
    const { app, version, row } = await lockQuarantine(db, ref)
    await refuseOwnApp(db, call, app)
    if (row.state === 'confirmed') throw new ApiError('quarantine.confirmed')
    // Its time may be over before the job that ends it has run.
    if (row.state !== 'open' || row.ends_at <= call.now) throw ended(row)
    await requireSecondPerson(db, call, [row.opened_by], row.opened_at)
    const confirmed = { state: 'confirmed', confirmed_by: requireAccount(call), confirmed_at: call.now } as const
    const after = await updateQuarantine(db, row, confirmed)
    await raiseSerial(db)
    await noteChange(db, call, app, version, 'confirm_quarantine', readNote(row.reason_note) ?? row.reason)
    await recordDecision(db, call, {
      action: 'confirm_quarantine',
      appId: app.id,
      version: version.version,
      reasonCode: row.reason_code,
      reason: row.public_reason,
    })
    await mailTeam(db, app, (name) => ({
      name: 'quarantine_confirmed',
      data: { name, app: app.name, app_id: app.id, ...nameOf(version), version_id: version.id, reason: row.reason },
    }))
    return toQuarantine({ ...after, ...namesOf(app, version) })
  })
}

/** Ends a quarantine. Its team decides whether the version is offered again. */
export function liftQuarantine(db: Db, call: Call, ref: VersionRef, reasons: Reasons): Promise<Quarantine> {
  return inTransaction(db, async (db) => {
    const { app, version, row } = await lockQuarantine(db, ref)
    await refuseOwnApp(db, call, app)
    requireRunning(row)
    if (row.block_id !== null) {
      const block = await db.selectFrom('block').selectAll().where('id', '=', row.block_id).executeTakeFirstOrThrow()
      throw new ApiError('quarantine.by_block', { kind: block.kind, value: block.value, block_id: block.id })
    }
    const after = await endQuarantine(db, call, app, version, row, reasons)
    return toQuarantine({ ...after, ...namesOf(app, version) })
  })
}

/** What `liftQuarantine` does once it is sure. Call it behind the app's lock. */
export async function endQuarantine(
  db: Db,
  call: Call,
  app: AppRow,
  version: VersionRow,
  row: QuarantineRow,
  { reason_code, reason, public_reason }: NewQuarantine,
): Promise<QuarantineRow> {
  const isAppealed = row.appealed_at !== null && row.answered_at === null
  const words = { appeal_answer: textOf(reason), appeal_answer_note: noteOf(reason) }
  const answer = isAppealed ? { ...words, answered_by: call.accountId, answered_at: call.now } : {}
  const after = await updateQuarantine(db, row, {
    state: 'lifted',
    closed_by: call.accountId,
    closed_at: call.now,
    ...answer,
  })
  await raiseSerial(db)
  await noteChange(db, call, app, version, 'end_quarantine', reason)
  // Its team may have withdrawn it meanwhile: then there is nothing to let go.
  if (version.state === 'quarantined') {
    const actor = call.accountId === null ? 'portal' : 'reviewer'
    await changeVersion(db, call, version.id, 'release', actor, {
      reason: typeof reason === 'string' ? note('quarantine.ended', { words: reason }) : reason,
    })
  }
  await recordDecision(db, call, {
    action: 'lift_quarantine',
    appId: app.id,
    version: version.version,
    reasonCode: reason_code,
    reason: public_reason,
  })
  return after
}

/** The last quarantine of a version, for reviewers. */
export async function getQuarantine(db: Db, ref: VersionRef): Promise<Quarantine> {
  const row = await withVersion(db)
    .where('quarantine.version_id', '=', ref.version_id)
    .where('quarantine.app_id', '=', ref.app_id)
    .orderBy('quarantine.id', 'desc')
    .executeTakeFirst()
  if (!row) throw new ApiError('quarantine.not_found')
  return toQuarantine(row)
}

export async function listQuarantines(
  db: Db,
  { limit, cursor, state, appealed, app_id }: Input<typeof contract.listQuarantines>['query'],
) {
  let wanted = withVersion(db)
  if (state !== undefined) wanted = wanted.where('quarantine.state', '=', state)
  if (app_id !== undefined) wanted = wanted.where('quarantine.app_id', '=', app_id)
  if (appealed === true) {
    wanted = wanted.where('quarantine.appealed_at', 'is not', null).where('quarantine.answered_at', 'is', null)
  }
  const order = {
    list: `quarantines ${JSON.stringify([state, appealed, app_id])}`,
    by: { 'quarantine.id': 'text' },
    direction: 'desc',
  } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  return { quarantines: rows.map(toQuarantine), next_cursor }
}

/** The last quarantine of a version, behind its app's lock. */
export async function lockQuarantine(
  db: Db,
  ref: VersionRef,
): Promise<{ app: AppRow; version: VersionRow; row: QuarantineRow }> {
  const found = await db
    .selectFrom('quarantine')
    .select('id')
    .where('version_id', '=', ref.version_id)
    .where('app_id', '=', ref.app_id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (!found) throw new ApiError('quarantine.not_found')
  const app = await lockApp(db, ref.app_id)
  const version = await requireVersion(db, ref)
  // Behind the lock: another call may have changed it, or put the version into quarantine anew.
  const row = await db
    .selectFrom('quarantine')
    .selectAll()
    .where('version_id', '=', version.id)
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return { app, version, row }
}

/** Refuses when a quarantine is over. */
export function requireRunning(row: QuarantineRow): void {
  if (row.state !== 'open' && row.state !== 'confirmed') throw ended(row)
}

/** Changes a quarantine that is as it was read. */
export async function updateQuarantine(
  db: Db,
  { id, state }: QuarantineRow,
  set: Partial<QuarantineRow>,
): Promise<QuarantineRow> {
  const row = await db
    .updateTable('quarantine')
    .set(set)
    .where('id', '=', id)
    // The update decides, so two callers cannot both win.
    .where('state', '=', state)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('quarantine.ended', { state: 'changed by somebody else' })
  return row
}

export async function noteChange(
  db: Db,
  call: Call,
  app: AppRow,
  version: VersionRow,
  action: 'confirm_quarantine' | 'end_quarantine' | 'appeal_quarantine' | 'uphold_quarantine',
  reason: Reason,
): Promise<void> {
  const { id, state } = version
  const { id: appId, team_id: teamId } = app
  await recordChange(db, call, { subject: 'version', id, action, from: state, to: state, reason, appId, teamId })
}

function ended({ state }: QuarantineRow): ApiError {
  return new ApiError('quarantine.ended', { state: state === 'open' ? 'lapsed' : state })
}

/** An app that does not exist has no such version. */
async function lockAppOf(db: Db, ref: VersionRef): Promise<AppRow> {
  await requireVersion(db, ref)
  return lockApp(db, ref.app_id)
}

function withVersion(db: Db) {
  return db
    .selectFrom('quarantine')
    .innerJoin('version', 'version.id', 'quarantine.version_id')
    .innerJoin('app', 'app.id', 'quarantine.app_id')
    .selectAll('quarantine')
    .select(['version.version', 'version.version_code', 'app.name as app_name'])
}

const nameOf = ({ version, version_code }: VersionRow) => ({ version, version_code })

/** What a quarantine is about, beside its own row. */
export const namesOf = (app: AppRow, version: VersionRow) => ({ app_name: app.name, ...nameOf(version) })

export function toQuarantine(
  row: QuarantineRow & Pick<VersionRow, 'version' | 'version_code'> & { app_name: string },
): Quarantine {
  return {
    id: row.id,
    app_id: row.app_id,
    app_name: row.app_name,
    version_id: row.version_id,
    version: row.version,
    version_code: row.version_code,
    state: row.state,
    reason_code: row.reason_code,
    reason: row.reason,
    reason_note: readNote(row.reason_note),
    public_reason: row.public_reason,
    opened_by: row.opened_by,
    opened_at: row.opened_at,
    ends_at: row.ends_at,
    confirmed_by: row.confirmed_by,
    confirmed_at: row.confirmed_at,
    closed_at: row.closed_at,
    appeal:
      row.appeal_text === null || row.appealed_at === null
        ? null
        : {
            text: row.appeal_text,
            appealed_at: row.appealed_at,
            answer: row.appeal_answer,
            answer_note: readNote(row.appeal_answer_note),
            answered_at: row.answered_at,
          },
  }
}

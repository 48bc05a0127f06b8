import { ApiError } from '@mosis/api'
import type { AppRef, Input, safety as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { lockApp } from '../apps/ownership.ts'
import type { AppRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { mailTeam } from './mail-people.ts'

type Reasons = Input<typeof contract.suspendApp>['body']

/** Takes an app out of the store: it is hidden, its packages are served to nobody, uploads are refused. Devices keep theirs. */
export function suspendApp(db: Db, call: Call, { app_id }: AppRef, reasons: Reasons) {
  return inTransaction(db, async (db) => {
    const app = await lockApp(db, app_id)
    if (app.state === 'suspended') throw new ApiError('app.suspended')
    return changeApp(db, call, app, 'suspended', reasons)
  })
}

/** Takes a suspension back: the app offers what it offered before. */
export function restoreApp(db: Db, call: Call, { app_id }: AppRef, reasons: Reasons) {
  return inTransaction(db, async (db) => {
    const app = await lockApp(db, app_id)
    if (app.state !== 'suspended') throw new ApiError('app.not_suspended')
    return changeApp(db, call, app, app.published_at === null ? 'draft' : 'published', reasons)
  })
}

/** Call it behind the app's lock. */
async function changeApp(
  db: Db,
  call: Call,
  app: AppRow,
  state: AppRow['state'],
  { reason_code, reason, public_reason }: Reasons,
) {
  const { id, name, team_id } = app
  const isSuspension = state === 'suspended'
  await db.updateTable('app').set({ state, updated_at: call.now }).where('id', '=', id).execute()
  await recordChange(db, call, {
    subject: 'app',
    id,
    action: isSuspension ? 'suspend' : 'restore',
    from: app.state,
    to: state,
    reason,
    teamId: team_id,
  })
  await recordDecision(db, call, {
    action: isSuspension ? 'suspend_app' : 'restore_app',
    appId: id,
    reasonCode: reason_code,
    reason: public_reason,
  })
  const change = isSuspension ? 'suspended' : 'restored'
  await mailTeam(db, app, (reader) => ({
    name: 'app_suspended',
    data: { name: reader, app: name, app_id: id, reason, change },
  }))
  return { id, name, state }
}

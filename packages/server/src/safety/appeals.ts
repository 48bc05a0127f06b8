import { ApiError } from '@mosis/api'
import type { Input, Quarantine, safety as contract, VersionRef } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { refuseOwnApp } from '../reviews/may-judge.ts'
import { requireVersion } from '../versions/change.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { mailTeam } from './mail-people.ts'
import { lockQuarantine, namesOf, noteChange, requireRunning, toQuarantine, updateQuarantine } from './quarantines.ts'
import { requireSecondPerson } from './second-person.ts'

/** Objects to a quarantine, once, for the app's team. */
export function appealQuarantine(
  db: Db,
  call: Call,
  ref: VersionRef,
  { text }: Input<typeof contract.appealQuarantine>['body'],
): Promise<{ state: Quarantine['state']; appealed_at: string }> {
  return inTransaction(db, async (db) => {
    await requireApp(db, call, ref.app_id, 'version.appeal')
    await requireVersion(db, ref)
    const { app, version, row } = await lockQuarantine(db, ref)
    // While this call waited for the lock, the app may have moved to another team.
    await requireApp(db, call, ref.app_id, 'version.appeal')
    requireRunning(row)
    if (row.appealed_at !== null) throw new ApiError('quarantine.appealed')
    const appeal = { appeal_text: text, appealed_by: requireAccount(call), appealed_at: call.now }
    const { state } = await updateQuarantine(db, row, appeal)
    await noteChange(db, call, app, version, 'appeal_quarantine', text)
    return { state, appealed_at: call.now }
  })
}

/** Answers an appeal with no; `liftQuarantine` answers it with yes. Whoever opened or confirmed the quarantine does not answer. */
export function upholdQuarantine(
  db: Db,
  call: Call,
  ref: VersionRef,
  { reason, public_reason }: Input<typeof contract.upholdQuarantine>['body'],
): Promise<Quarantine> {
  return inTransaction(db, async (db) => {
    const { app, version, row } = await lockQuarantine(db, ref)
    await refuseOwnApp(db, call, app)
    requireRunning(row)
    if (row.appealed_at === null || row.answered_at !== null) throw new ApiError('quarantine.not_appealed')
    await requireSecondPerson(db, call, [row.opened_by, row.confirmed_by], row.appealed_at)
    const answer = { appeal_answer: reason, answered_by: requireAccount(call), answered_at: call.now }
    const after = await updateQuarantine(db, row, answer)
    await noteChange(db, call, app, version, 'uphold_quarantine', reason)
    await recordDecision(db, call, {
      action: 'uphold_quarantine',
      appId: app.id,
      version: version.version,
      reasonCode: row.reason_code,
      reason: public_reason,
    })
    const { version: name_of_version } = version
    await mailTeam(db, app, (name) => ({
      name: 'quarantine_upheld',
      data: { name, app: app.name, app_id: app.id, version: name_of_version, version_id: version.id, reason },
    }))
    return toQuarantine({ ...after, ...namesOf(app, version) })
  })
}

import { portalReasons } from '@mosis/api'
import { lockApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { changeVersion } from '../versions/change.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { findObstacle, isReplaced, offerVersion } from '../versions/offer.ts'
import { note } from '../notes.ts'
import { noteChange, updateQuarantine } from './quarantines.ts'
import { raiseSerial } from './revocations.ts'

/**
 * Ends a quarantine that nobody confirmed. What was published is offered again: one person alone takes nothing away for good.
 * Where another version has taken its place meanwhile, or something else stands in the way, it is halted instead, and its team
 * decides. Safe to run twice, and late.
 */
export function lapseQuarantine(db: Db, call: Call, quarantineId: string): Promise<void> {
  return inTransaction(db, async (db) => {
    const found = await db.selectFrom('quarantine').select('app_id').where('id', '=', quarantineId).executeTakeFirst()
    if (!found) return
    const app = await lockApp(db, found.app_id)
    const row = await db.selectFrom('quarantine').selectAll().where('id', '=', quarantineId).executeTakeFirstOrThrow()
    if (row.state !== 'open' || row.ends_at > call.now) return
    const version = await db
      .selectFrom('version')
      .selectAll()
      .where('id', '=', row.version_id)
      .executeTakeFirstOrThrow()
    await updateQuarantine(db, row, { state: 'lapsed', closed_at: call.now })
    await raiseSerial(db)
    await noteChange(db, call, app, version, 'end_quarantine', note('quarantine.not_confirmed'))
    await recordDecision(db, call, {
      action: 'lapse_quarantine',
      appId: app.id,
      version: version.version,
      reasonCode: 'not_confirmed',
      reason: portalReasons.not_confirmed,
    })
    // Withdrawn by its team meanwhile.
    if (version.state !== 'quarantined') return
    const mayReturn = row.was === 'published' && !(await isInTheWay(db, app, version))
    const reason = note('quarantine.not_confirmed')
    const after = await changeVersion(db, call, version.id, mayReturn ? 'restore' : 'release', 'portal', { reason })
    if (mayReturn) await offerVersion(db, call, app, after)
  })
}

async function isInTheWay(db: Db, app: AppRow, version: VersionRow): Promise<boolean> {
  return isReplaced(app, version) || (await findObstacle(db, app, version)) !== undefined
}

import type { AppRef } from '@mosis/api'
import { getAuditPage, selectAudit } from '../accounts/audit-log.ts'
import type { AuditPage, AuditQuery } from '../accounts/audit-log.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { withoutHidden, withoutReviewers } from '../teams/team-log.ts'
import { requireApp } from './ownership.ts'

/** What was changed in an app and its versions while it was its team's, the newest first. */
export async function listAppEvents(db: Db, call: Call, { app_id }: AppRef, query: AuditQuery): Promise<AuditPage> {
  const { team_id } = await requireApp(db, call, app_id, 'team.view_log')
  const ofApp = selectAudit(db)
    .where('audit_event.app_id', '=', app_id)
    // What an earlier team did is that team's.
    .where('audit_event.team_id', '=', team_id)
  return withoutReviewers(await getAuditPage(withoutHidden(ofApp, query), call, `audit of ${app_id}`, query))
}

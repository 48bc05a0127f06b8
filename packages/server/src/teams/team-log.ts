import type { Input, TeamRef, teams as contract } from '@mosis/api'
import { orderOf, selectAudit, toPage } from '../accounts/audit-log.ts'
import type { AuditPage } from '../accounts/audit-log.ts'
import { getPage } from '../db/page.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { requireTeam } from './membership.ts'

/** What was changed in a team and its apps while they were its own, the newest first. */
export async function listTeamEvents(
  db: Db,
  call: Call,
  { team_id }: TeamRef,
  { limit, cursor }: Input<typeof contract.listTeamEvents>['query'],
): Promise<AuditPage> {
  await requireTeam(db, call, team_id, 'team.view_log')
  const ofTeam = selectAudit(db).where('audit_event.team_id', '=', team_id)
  const { events, next_cursor } = toPage(await getPage(ofTeam, orderOf(`audit of ${team_id}`), { limit, cursor }), call)
  return { events: events.map(withoutReviewer), next_cursor }
}

/** What reviewers and admins do; who it was is not to be found, asked or threatened outside the portal. */
const doneByReviewers: Readonly<Record<string, ReadonlySet<string>>> = {
  version: new Set([
    'approve',
    'reject',
    'request_changes',
    'quarantine',
    'release',
    'confirm_quarantine',
    'end_quarantine',
    'uphold_quarantine',
  ]),
  app: new Set(['suspend', 'restore']),
}

function withoutReviewer(event: AuditPage['events'][number]): AuditPage['events'][number] {
  const isHidden = doneByReviewers[event.subject.type]?.has(event.action) ?? false
  return isHidden ? { ...event, actor: null, address: null } : event
}

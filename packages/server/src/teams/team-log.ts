import type { TeamRef } from '@mosis/api'
import { getAuditPage, selectAudit } from '../accounts/audit-log.ts'
import type { AuditPage, AuditQuery } from '../accounts/audit-log.ts'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { requireTeam } from './membership.ts'

/** What was changed in a team and its apps while they were its own, the newest first. */
export async function listTeamEvents(db: Db, call: Call, { team_id }: TeamRef, query: AuditQuery): Promise<AuditPage> {
  await requireTeam(db, call, team_id, 'team.view_log')
  const ofTeam = selectAudit(db).where('audit_event.team_id', '=', team_id)
  return withoutReviewers(await getAuditPage(withoutHidden(ofTeam, query), call, `audit of ${team_id}`, query))
}

/** For members of the team: what was done, but not by which reviewer. */
export function withoutReviewers({ events, next_cursor }: AuditPage): AuditPage {
  return { events: events.map(withoutReviewer), next_cursor }
}

/** Asking for what one person did must not tell which of the hidden events are that person's. */
export function withoutHidden(events: ReturnType<typeof selectAudit>, { actor }: AuditQuery) {
  if (actor === undefined) return events
  return events.where((event) =>
    event.not(
      event.or(
        Object.entries(doneByReviewers).map(([subject, actions]) =>
          event.and([event('audit_event.subject_type', '=', subject), event('audit_event.action', 'in', [...actions])]),
        ),
      ),
    ),
  )
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
  app: new Set(['suspend', 'restore', 'feature', 'unfeature']),
}

function withoutReviewer(event: AuditPage['events'][number]): AuditPage['events'][number] {
  const isHidden = doneByReviewers[event.subject.type]?.has(event.action) ?? false
  return isHidden ? { ...event, actor: null, address: null } : event
}

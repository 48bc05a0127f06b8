import { webhookEvents } from '@mosis/api'
import { claimOnce } from '../accounts/one-time.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { JobPayloads } from '../jobs/jobs.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { addDelivery } from './deliveries.ts'
import { wantsEvent } from './webhooks.ts'

export type Announcement = JobPayloads['change.announce']

/** Longer than a job is tried. */
const rememberedMs = 24 * 60 * 60_000

/** What a person of the team is mailed about, as the end of the sentence "Version 1.2.0 of Clock …". */
const mailed: Record<string, string> = {
  failed: 'did not pass the automated review',
  changes_requested: 'needs changes before it can be published',
  rejected: 'was rejected',
  approved: 'is approved',
  published: 'is published',
  halted: 'is no longer offered',
  // By what was done; of quarantine itself `safety/` tells more.
  release: 'is out of quarantine; resume it to offer it again',
  restore: 'is out of quarantine and offered again',
}

/**
 * Tells the team's webhooks and people of a change. The job is noted with the messages that it made, so that running it twice
 * tells nothing twice.
 */
export function announceChange(db: Db, call: Call, change: Announcement): Promise<void> {
  return inTransaction(db, async (db) => {
    if (!(await claimOnce(db, call, 'announcement', call.requestId, { lifeMs: rememberedMs }))) return
    const version = await db
      .selectFrom('version')
      .innerJoin('app', 'app.id', 'version.app_id')
      .select(['version.id', 'version.app_id', 'version.version', 'version.version_code', 'version.uploaded_by'])
      .select(['app.name', 'app.team_id'])
      .where('version.id', '=', change.versionId)
      .executeTakeFirst()
    // Deleted meanwhile: a draft, of which nobody is told.
    if (!version) return
    const event = `version.${change.to}`
    if (webhookEvents.some((known) => known === event)) {
      const data = {
        app_id: version.app_id,
        version_id: version.id,
        version: version.version,
        version_code: version.version_code,
        action: change.action,
        from: change.from,
        to: change.to,
        reason: change.reason,
        at: change.at,
      }
      const webhooks = await db
        .selectFrom('webhook')
        .selectAll()
        .where('team_id', '=', version.team_id)
        .where('disabled_at', 'is', null)
        .execute()
      for (const webhook of webhooks) if (wantsEvent(webhook, event)) await addDelivery(db, call, webhook, event, data)
    }
    const sentence = mailed[change.action] ?? mailed[change.to]
    if (sentence !== undefined) await mailTeam(db, change, version, sentence)
  })
}

/** Whoever uploaded it, and who may publish; never the one who made the change. */
async function mailTeam(
  db: Db,
  { actorId, reason }: Announcement,
  version: { app_id: string; name: string; version: string; team_id: string; uploaded_by: string },
  sentence: string,
): Promise<void> {
  const people = await db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['account.id', 'account.email', 'account.name'])
    .where('team_member.team_id', '=', version.team_id)
    .where((person) =>
      person.or([
        person('team_member.role', 'in', ['owner', 'maintainer']),
        person('account.id', '=', version.uploaded_by),
      ]),
    )
    .execute()
  for (const { id, email, name } of people) {
    if (id === actorId) continue
    const data = { name, app: version.name, app_id: version.app_id, version: version.version, sentence, reason }
    await enqueueMail(db, email, { name: 'version_changed', data })
  }
}

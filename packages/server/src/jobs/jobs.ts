import type { MailToSend } from '../mail/texts.ts'

/** Every job by name, with what it is told. A feature's `jobs.ts` says how it is done; a handler is safe to run twice. */
export interface JobPayloads {
  /** The automated review of a submitted version. */
  'review.version': { versionId: string }
  /** The next app of a run of rules over all published apps. */
  'rules.run': { runId: string }
  /** The time of a scheduled version has come. */
  'version.release': { versionId: string; releaseAt: string }
  /** Removes invitations of testers and links that ended. */
  'tester.sweep': Record<string, never>
  /** Removes stored packages that no version names. */
  'storage.sweep': Record<string, never>
  /** Removes sessions and refresh tokens that ended. */
  'session.sweep': Record<string, never>
  /** Forgets attempts that no limit counts any more. */
  'limits.sweep': Record<string, never>
  /** Warns of API keys that end soon and removes those of CI runs that ended. */
  'api_key.sweep': Record<string, never>
  /** Removes device logins that nobody finished. */
  'device_login.sweep': Record<string, never>
  /** Sends the link for a new password, if there is an account with this address. */
  'account.forgot_password': { email: string; address: string }
  /** Removes links and other one-time tokens that expired. */
  'one_time.sweep': Record<string, never>
  /** Sends one mail; `mail/words.ts` has its words. */
  'mail.send': { to: string; mail: MailToSend }
  /** Tells a team's webhooks and people that a version came into another state. */
  'change.announce': {
    versionId: string
    action: string
    from: string
    to: string
    reason: string | null
    /** Null: the portal itself. */
    actorId: string | null
    at: string
  }
  /** Sends a message to a webhook. */
  'webhook.deliver': { deliveryId: string }
  /** Removes old messages to webhooks. */
  'webhook.sweep': Record<string, never>
  /** Removes old mails from the folder of a portal without a mail server. */
  'mail.sweep': Record<string, never>
  /** Writes a snapshot of the database. */
  'database.backup': Record<string, never>
  /** Removes invitations to teams that ended long ago. */
  'invitation.sweep': Record<string, never>
  /** Makes the apps of a team findable by its new name. */
  'team.renamed': { teamId: string }
  /** Removes resumable uploads that ended, and their bytes. */
  'upload.sweep': Record<string, never>
  /** Removes stored screenshots that no listing names. */
  'image.sweep': Record<string, never>
  /** The time of a quarantine that nobody confirmed is over. */
  'quarantine.lapse': { quarantineId: string }
  /** Finds the versions that a new block is about and puts them into quarantine. */
  'block.apply': { blockId: string }
  /** Counts the reports of an app and acts when they are too many. */
  'report.count': { appId: string }
  /** Forgets who reported what. */
  'report.sweep': Record<string, never>
  /** Removes jobs that were done a while ago. */
  'job.sweep': Record<string, never>
  /** Sums up raw telemetry and removes what is older than it may be. */
  'telemetry.sweep': Record<string, never>
}

export type JobName = keyof JobPayloads

import type { MailToSend } from '../mail/texts.ts'

/** Every job by name, with what it is told. A feature's `jobs.ts` says how it is done; a handler is safe to run twice. */
export interface JobPayloads {
  /** The automated review of a submitted version. */
  'review.version': { versionId: string }
  /** Removes stored packages that no version names. */
  'storage.sweep': Record<string, never>
  /** Removes sessions and refresh tokens that ended. */
  'session.sweep': Record<string, never>
  /** Sends one mail; `mail/texts.ts` has its words. */
  'mail.send': { to: string; mail: MailToSend }
  /** Writes a snapshot of the database. */
  'database.backup': Record<string, never>
  /** Removes jobs that were done a while ago. */
  'job.sweep': Record<string, never>
  /** Sums up raw telemetry and removes what is older than it may be. */
  'telemetry.sweep': Record<string, never>
}

export type JobName = keyof JobPayloads

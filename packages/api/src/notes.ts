import { z } from 'zod'
import { ApiError, isErrorCode } from './errors.ts'
import { isReviewReason, reviewReasons } from './review-desk.ts'

/**
 * What the portal itself gives as a reason or says of a failure: a sentence for each code, with `{name}` for what differs. Two
 * names stand for codes: `{error}` for a refusal, which takes the other facts as its details, and `{reasons}` for the table of
 * a review's reasons.
 */
export const portalNotes = {
  // Accounts and keys
  'session.password_changed': 'The password was changed',
  'session.password_reset': 'The password was reset',
  'session.email_change_undone': 'The change of the e-mail address was undone',
  'session.address_taken_back': 'The address was taken back by its owner',
  'session.account_locked': 'The account was locked',
  'session.second_factor_removed': 'The second factor was taken away',
  'passkey.counter_back': 'Its counter went back',
  'key.handed_over': 'For {app_id} from version_code {version_code} on',

  // Testers
  'tester.by_link': 'Somebody who came by a link',
  'tester_link.made': 'For {max_testers}, until {expires_at}',
  'tester_link.taken_back': '{joined} had joined',

  // Versions on their way to people
  'version.errors_found': 'The automated review found errors',
  'version.no_errors': 'The automated review found no error',
  'version.refused': '{error}',
  'version.decided': '{reasons} {words}',
  'version.planned': 'Planned for {release_at}',
  'version.when_approved': 'To be released when approved',
  'version.at_its_time': 'To be released at {release_at}',
  'version.not_published': 'It could not be published: {error}',
  'version.raised': 'From {before} % to {after} %',
  'version.replaced': '{version} is published instead',

  // Why a person looks at a version
  'review.too_slow': 'The automated review took too long, {times} times',
  'review.failed': 'The automated review failed, {times} times',
  'review.permissions': 'Asks for dangerous permissions: {permissions}',
  'review.warnings': 'The automated review warns: {rules}',
  'trial.limit': 'Was cut off when it was tried: {problem}',
  'trial.crashed': 'Crashed when it was tried: {problem}',
  'trial.unfinished': 'Could not be tried to the end: {problem}',

  // Safety
  'quarantine.reported': '{networks} networks reported the app as malware or fraud within {days} days.',
  'quarantine.not_confirmed': 'No second person confirmed the quarantine in time.',
  'quarantine.ended': 'The quarantine has ended: {words}',
  'quarantine.block_gone': 'The block that it followed from was taken back.',
  'block.gone': 'The block was taken back.',

  // Messages to webhooks
  'webhook.off': 'The webhook is switched off',
  'webhook.secret_lost': 'Its secret was sealed with another JWT_SECRET: make the webhook again',
  'webhook.answered': 'It answered {status}',
  'webhook.untrusted': 'The certificate of {host} cannot be trusted',
  'webhook.unreachable': 'Cannot connect to {host}',
  'webhook.blocked': '{host} is not on the public internet',
  'webhook.timeout': '{host} did not answer within {seconds} s',
  'webhook.answer_too_large': 'The answer of {host} has more than {max_bytes} bytes',

  // Background jobs
  'job.retried': '{job}',
  'job.refused': '{error}',
  'job.cut_off': 'The process ended each time while it did this job',
  'mail.not_sent': 'Cannot send the mail {mail}: {said}',
} as const satisfies Record<string, string>

export type PortalNoteCode = keyof typeof portalNotes

const Fact = z.union([z.string(), z.number(), z.array(z.string())])

/** A sentence of the portal itself in parts, so that it can be said in any language; beside it stands the sentence in English. */
export const PortalNote = z.object({
  code: z.string().describe('Which sentence it is'),
  facts: z.record(z.string(), Fact).describe('What differs in it: names, numbers, times, codes'),
})
export type PortalNote = z.output<typeof PortalNote>
export type NoteFacts = PortalNote['facts']

/** A note as a sentence in English; one of a newer portal is its code in words. */
export function sayPortalNote({ code, facts }: PortalNote): string {
  const template = Object.hasOwn(portalNotes, code)
    ? portalNotes[code as PortalNoteCode]
    : code.replaceAll(/[._]/g, ' ')
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => sayFact(name, facts)).trim()
}

function sayFact(name: string, facts: NoteFacts): string {
  const fact = facts[name] ?? ''
  if (name === 'error' && typeof fact === 'string' && isErrorCode(fact)) return new ApiError(fact, facts).message
  if (!Array.isArray(fact)) return String(fact)
  if (name !== 'reasons') return fact.join(', ')
  return (
    fact
      .filter((code) => isReviewReason(code))
      // In the reviewer's own words, which follow.
      .filter((code) => code !== 'other')
      .map((code) => reviewReasons[code].sentence)
      .join(' ')
  )
}

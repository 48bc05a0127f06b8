import type { Config } from '../config.ts'
import { createFolderMailer } from './folder.ts'
import { createSmtpMailer } from './smtp.ts'
import type { MailToSend } from './texts.ts'

/** A mail with its words, ready to go out. */
export interface OutgoingMail {
  /** Of the job that sends it: the same when it is tried again. */
  id: string
  to: string
  /** Which mail it is and what it was told. */
  mail: MailToSend
  subject: string
  text: string
  /** ISO 8601 UTC. */
  at: string
}

export interface Mailer {
  /** Throws when trying again later may help; `refused`: it never will, since there is no such mailbox. */
  send: (mail: OutgoingMail) => Promise<'sent' | 'refused'>
}

/** Sends mail as the settings say; opens nothing before the first mail. */
export function createMailer({ mail }: Pick<Config, 'mail'>): Mailer {
  return mail.kind === 'smtp' ? createSmtpMailer(mail) : createFolderMailer(mail)
}

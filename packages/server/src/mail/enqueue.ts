import type { Db } from '../db/schema.ts'
import { enqueue } from '../jobs/queue.ts'
import type { MailToSend } from './texts.ts'

/** Has a mail sent once the caller's transaction has committed, and tried again until the mail server takes it. */
export function enqueueMail(db: Db, to: string, mail: MailToSend): Promise<void> {
  return enqueue(db, 'mail.send', { to, mail })
}

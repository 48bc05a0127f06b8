import type { Db } from '../db/schema.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { MailToSend } from '../mail/texts.ts'

/** Has a mail sent to the owner of an account, in the transaction that it is about. */
export async function mailAccount(db: Db, accountId: string, write: (name: string) => MailToSend): Promise<void> {
  const account = await db
    .selectFrom('account')
    .select(['email', 'name'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  await enqueueMail(db, account.email, write(account.name))
}

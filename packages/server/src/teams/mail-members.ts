import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { MailToSend } from '../mail/texts.ts'

/** Has a mail sent to each of these people but the caller, who did it; `write` gets the reader's name and the caller's. */
export async function mailMembers(
  db: Db,
  call: Call,
  people: readonly { account_id: string; name: string; email: string }[],
  write: (name: string, by: string) => MailToSend,
): Promise<void> {
  const by = await nameOfCaller(db, call)
  for (const { account_id, name, email } of people) {
    if (account_id !== call.accountId) await enqueueMail(db, email, write(name, by))
  }
}

/** What others know the caller by. */
export async function nameOfCaller(db: Db, { accountId }: Call): Promise<string> {
  if (accountId === null) return 'The portal'
  const { name } = await db.selectFrom('account').select('name').where('id', '=', accountId).executeTakeFirstOrThrow()
  return name
}

import type { AppRow, Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import type { MailToSend } from '../mail/texts.ts'

/** Has a mail sent to those of the app's team who answer for it: owners and maintainers. */
export async function mailTeam(
  db: Db,
  { team_id }: Pick<AppRow, 'team_id'>,
  write: (name: string) => MailToSend,
): Promise<void> {
  const people = await db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['account.email', 'account.name'])
    .where('team_member.team_id', '=', team_id)
    .where('team_member.role', 'in', ['owner', 'maintainer'])
    .where('account.deleted_at', 'is', null)
    .execute()
  for (const { email, name } of people) await enqueueMail(db, email, write(name))
}

/** Has a mail sent to every reviewer and admin but the caller and those of the app's own team. */
export async function mailReviewers(
  db: Db,
  { accountId }: Call,
  { team_id }: Pick<AppRow, 'team_id'>,
  write: (name: string) => MailToSend,
): Promise<void> {
  const people = await db
    .selectFrom('account')
    .select(['id', 'email', 'name'])
    .where('role', 'in', ['reviewer', 'admin'])
    .where('deleted_at', 'is', null)
    .where('locked_at', 'is', null)
    .where('id', 'not in', (query) =>
      query.selectFrom('team_member').select('account_id').where('team_id', '=', team_id),
    )
    .execute()
  for (const { id, email, name } of people) if (id !== accountId) await enqueueMail(db, email, write(name))
}

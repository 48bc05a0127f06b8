import { rolesThatMay } from '@mosis/api'
import type { Db, VersionMessageRow } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'

type Side = VersionMessageRow['side']

const hourMs = 60 * 60_000
const mailedAt = { team: 'team_mailed_at', review: 'review_mailed_at' } as const satisfies Record<Side, string>

/**
 * Has the side that did not write told by mail that something is new; again only once it has read it, or after an hour. Runs in
 * the transaction that writes.
 */
export async function mailOtherSide(db: Db, call: Call, versionId: string, writer: Side): Promise<void> {
  const reader = writer === 'team' ? 'review' : 'team'
  // Who writes has read what stands there.
  await noteRead(db, versionId, writer)
  if (!(await mayMail(db, call, versionId, reader))) return
  const version = await db
    .selectFrom('version')
    .innerJoin('app', 'app.id', 'version.app_id')
    .select(['version.id', 'version.version', 'version.uploaded_by', 'version.app_id', 'app.name', 'app.team_id'])
    .where('version.id', '=', versionId)
    .executeTakeFirstOrThrow()
  const people = reader === 'team' ? await listTeam(db, version) : await listReviewers(db, version)
  const { name: app, app_id, version: name_of_version } = version
  for (const { account_id, email, name } of people) {
    if (account_id === call.accountId) continue
    const data = { name, app, app_id, version: name_of_version, to: reader } as const
    await enqueueMail(db, email, { name: 'review_message', data })
  }
}

/** From now on a new message is news again. */
export async function noteRead(db: Db, versionId: string, reader: Side): Promise<void> {
  const column = mailedAt[reader]
  await db
    .updateTable('version_thread')
    .set({ [column]: null })
    .where('version_id', '=', versionId)
    // Most readings write nothing.
    .where(column, 'is not', null)
    .execute()
}

/** The update decides, so of two messages at once one is mailed. */
async function mayMail(db: Db, call: Call, versionId: string, reader: Side): Promise<boolean> {
  const column = mailedAt[reader]
  await db
    .insertInto('version_thread')
    .values({ version_id: versionId, team_mailed_at: null, review_mailed_at: null })
    .onConflict((conflict) => conflict.column('version_id').doNothing())
    .execute()
  const hourAgo = new Date(Date.parse(call.now) - hourMs).toISOString()
  const marked = await db
    .updateTable('version_thread')
    .set({ [column]: call.now })
    .where('version_id', '=', versionId)
    .where((thread) => thread.or([thread(column, 'is', null), thread(column, '<=', hourAgo)]))
    .returning('version_id')
    .executeTakeFirst()
  return marked !== undefined
}

interface Reader {
  account_id: string
  email: string
  name: string
}

/** Whoever uploaded the version and wrote about it, as far as they are still in the team and may answer. */
function listTeam(db: Db, version: { id: string; uploaded_by: string; team_id: string }): Promise<Reader[]> {
  return db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['team_member.account_id', 'account.email', 'account.name'])
    .where('team_member.team_id', '=', version.team_id)
    .where('team_member.role', 'in', rolesThatMay('review.write'))
    .where((person) =>
      person.or([
        person('team_member.role', 'in', rolesThatMay('app.edit')),
        person('account.id', '=', version.uploaded_by),
        person('account.id', 'in', writersOf(db, version.id)),
      ]),
    )
    .execute()
}

/** Who decided, works on it or wrote; everybody who reviews where nobody has had to do with it yet. */
async function listReviewers(db: Db, { id }: { id: string }): Promise<Reader[]> {
  const staff = db
    .selectFrom('account')
    .select(['account.id as account_id', 'account.email', 'account.name'])
    .where('account.role', 'in', ['reviewer', 'admin'])
    .where('account.deleted_at', 'is', null)
    .where('account.locked_at', 'is', null)
  const ofVersion = db.selectFrom('review').where('version_id', '=', id)
  const concerned = await staff
    .where((person) =>
      person.or([
        person('account.id', 'in', ofVersion.where('decided_by', 'is not', null).select('decided_by')),
        person('account.id', 'in', ofVersion.where('claimed_by', 'is not', null).select('claimed_by')),
        person('account.id', 'in', writersOf(db, id)),
      ]),
    )
    .execute()
  return concerned.length > 0 ? concerned : staff.execute()
}

const writersOf = (db: Db, versionId: string) =>
  db.selectFrom('version_message').select('author_id').where('version_id', '=', versionId)

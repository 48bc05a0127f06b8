import { ApiError } from '@mosis/api'
import type { Input, Result, testers as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { hashToken, makeTesterToken } from './tester-tokens.ts'
import { describe } from './testers.ts'

/** Makes a device a tester, by an invitation, which works once, or by a link, which works for as many as it was made for. */
export function joinTesters(
  db: Db,
  call: Call,
  { token }: Input<typeof contract.joinTesters>['body'],
): Promise<Result<typeof contract.joinTesters>> {
  return inTransaction(db, async (db) => {
    const tester_token = makeTesterToken()
    const joined =
      (await takeInvitation(db, call, hashToken(token), tester_token)) ??
      (await takePlaceOfLink(db, call, hashToken(token), tester_token))
    if (!joined) throw new ApiError('tester.link_ended')
    const { name } = await noteChange(db, call, joined, 'join_testers')
    return { app_id: joined.app_id, app_name: name, tester_token }
  })
}

/** Ends being a tester. A token that is none any more is answered alike: nothing is to be learnt by trying. */
export function leaveTesters(
  db: Db,
  call: Call,
  { tester_token }: Input<typeof contract.leaveTesters>['body'],
): Promise<void> {
  return inTransaction(db, async (db) => {
    const left = await db
      .deleteFrom('tester')
      .where('token_hash', '=', hashToken(tester_token))
      .where('state', '=', 'joined')
      .returning(['app_id', 'email'])
      .executeTakeFirst()
    if (left) await noteChange(db, call, left, 'leave_testers')
  })
}

/** Which app a token would make a device a tester of; looking uses nothing up. */
export async function showTesting(
  db: Db,
  call: Call,
  { token }: Input<typeof contract.showTesting>['body'],
): Promise<Result<typeof contract.showTesting>> {
  const hash = hashToken(token)
  const invited = await db
    .selectFrom('tester')
    .innerJoin('app', 'app.id', 'tester.app_id')
    .select(['app.id as app_id', 'app.name as app_name'])
    .where('token_hash', '=', hash)
    .where('tester.state', '=', 'invited')
    .where('expires_at', '>', call.now)
    .executeTakeFirst()
  if (invited) return invited
  const link = await db
    .selectFrom('tester_link')
    .innerJoin('app', 'app.id', 'tester_link.app_id')
    .select(['app.id as app_id', 'app.name as app_name'])
    .where('token_hash', '=', hash)
    .where('expires_at', '>', call.now)
    .whereRef('joined', '<', 'max_testers')
    .executeTakeFirst()
  if (!link) throw new ApiError('tester.link_ended')
  return link
}

interface Joined {
  app_id: string
  email: string | null
}

/** The update decides, so that an invitation makes one device a tester. */
function takeInvitation(db: Db, call: Call, hash: string, testerToken: string): Promise<Joined | undefined> {
  return db
    .updateTable('tester')
    .set({ state: 'joined', token_hash: hashToken(testerToken), joined_at: call.now, expires_at: null })
    .where('token_hash', '=', hash)
    .where('state', '=', 'invited')
    .where('expires_at', '>', call.now)
    .returning(['app_id', 'email'])
    .executeTakeFirst()
}

/** The update decides, so that no more join than the link is for. */
async function takePlaceOfLink(db: Db, call: Call, hash: string, testerToken: string): Promise<Joined | undefined> {
  const link = await db
    .updateTable('tester_link')
    .set((column) => ({ joined: column('joined', '+', 1) }))
    .where('token_hash', '=', hash)
    .where('expires_at', '>', call.now)
    .whereRef('joined', '<', 'max_testers')
    .returning(['id', 'app_id'])
    .executeTakeFirst()
  if (!link) return undefined
  const { app_id } = link
  await db
    .insertInto('tester')
    .values({
      id: newId('tst'),
      app_id,
      email: null,
      link_id: link.id,
      state: 'joined',
      token_hash: hashToken(testerToken),
      created_at: call.now,
      joined_at: call.now,
      expires_at: null,
    })
    .execute()
  return { app_id, email: null }
}

async function noteChange(
  db: Db,
  call: Call,
  { app_id, email }: Joined,
  action: 'join_testers' | 'leave_testers',
): Promise<{ name: string }> {
  const app = await db
    .selectFrom('app')
    .select(['name', 'state', 'team_id'])
    .where('id', '=', app_id)
    .executeTakeFirstOrThrow()
  await recordChange(db, call, {
    subject: 'app',
    id: app_id,
    action,
    from: app.state,
    to: app.state,
    reason: describe(email),
    teamId: app.team_id,
  })
  return app
}

import type { AppIdCheck, Input, apps as contract } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { isReserved } from './apps.ts'
import { findSimilar } from './flag-lookalikes.ts'

/** Says what creating an app with this id would lead to. It tells no more than creating it would. */
export async function checkAppId(
  db: Db,
  call: Call,
  { app_id }: Input<typeof contract.checkAppId>['params'],
  { name }: Input<typeof contract.checkAppId>['query'],
): Promise<AppIdCheck> {
  const teams = await db
    .selectFrom('team_member')
    .select('team_id')
    .where('account_id', '=', requireAccount(call))
    .execute()
  const teamIds = teams.map(({ team_id }) => team_id)
  const taken = await db.selectFrom('app').select('team_id').where('id', '=', app_id).executeTakeFirst()
  const names = name === undefined || name === '' ? [] : [name]
  return {
    app_id,
    state: taken ? 'taken' : isReserved(call, app_id) ? 'reserved' : 'free',
    is_own: taken !== undefined && teamIds.includes(taken.team_id),
    similar_to: await findSimilar(db, { id: app_id, names }, teamIds),
  }
}

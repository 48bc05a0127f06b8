import { ApiError } from '@mosis/api'
import type { AccountDetails, AccountRef } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { toPortalAccount } from './portal-account.ts'

/** An account with its teams and what signs in to it, for admins. */
export async function getAccountDetails(db: Db, call: Call, { account_id }: AccountRef): Promise<AccountDetails> {
  const account = await db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', account_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!account) throw new ApiError('account.not_found')
  const { sessions, last_used_at, api_keys, signing_keys, factors } = await countWaysIn(db, call, account_id)
  return {
    ...(await toPortalAccount(db, account)),
    teams: await listTeamsOf(db, account_id),
    second_factor: factors > 0,
    sessions,
    last_used_at,
    api_keys,
    signing_keys,
  }
}

async function listTeamsOf(db: Db, accountId: string): Promise<AccountDetails['teams']> {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('team', 'team.id', 'team_member.team_id')
    .select(['team.id', 'team.name', 'team.is_personal', 'team_member.role'])
    .select((team) =>
      team
        .selectFrom('app')
        .select((app) => app.fn.countAll<number>().as('apps'))
        .whereRef('app.team_id', '=', 'team.id')
        .as('apps'),
    )
    .where('team_member.account_id', '=', accountId)
    .orderBy('team.id')
    .execute()
  return rows.map(({ is_personal, apps, ...team }) => ({ ...team, is_personal: is_personal === 1, apps: apps ?? 0 }))
}

async function countWaysIn(db: Db, { now }: Call, accountId: string) {
  const { sessions, last_used_at } = await db
    .selectFrom('session')
    .select((session) => [
      session.fn.countAll<number>().as('sessions'),
      session.fn.max<string | null>('last_used_at').as('last_used_at'),
    ])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  const keys = await db
    .selectFrom('api_key')
    .select('id')
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .execute()
  const signingKeys = await db
    .selectFrom('signing_key')
    .select('id')
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute()
  const totp = await db
    .selectFrom('totp')
    .select('account_id')
    .where('account_id', '=', accountId)
    .where('confirmed_at', 'is not', null)
    .execute()
  const passkeys = await db.selectFrom('passkey').select('id').where('account_id', '=', accountId).execute()
  return {
    sessions,
    last_used_at,
    api_keys: keys.length,
    signing_keys: signingKeys.length,
    factors: totp.length + passkeys.length,
  }
}

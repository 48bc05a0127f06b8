import type { Role, Scope } from '@mosis/api'
import { refuseLocked } from '../accounts/refuse-locked.ts'
import type { Db } from '../db/schema.ts'
import { hashApiKey, isApiKeyText } from './api-key-text.ts'

/** Whom an API key speaks for, and what it may do. */
export interface ApiKeyCaller {
  accountId: string
  role: Role
  scopes: readonly Scope[]
  apiKeyId: string
  appIds: readonly string[] | null
}

/** `last_used_at` is true to the minute: a write for each call would cost more than it tells. */
const usedEveryMs = 60_000

/** The caller behind a key that works at this time, and undefined for every other text; throws when the account is locked. */
export async function findApiKeyCaller(db: Db, text: string, now: string): Promise<ApiKeyCaller | undefined> {
  if (!isApiKeyText(text)) return undefined
  const row = await db
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.account_id')
    .select(['api_key.id', 'api_key.account_id', 'api_key.scopes', 'api_key.app_ids', 'api_key.last_used_at'])
    .select(['account.role', 'account.locked_at'])
    .where('api_key.hash', '=', hashApiKey(text))
    .where('api_key.revoked_at', 'is', null)
    .where('api_key.expires_at', '>', now)
    .where('account.deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  refuseLocked(row)
  if (row.last_used_at === null || Date.parse(now) - Date.parse(row.last_used_at) >= usedEveryMs) {
    await db.updateTable('api_key').set({ last_used_at: now }).where('id', '=', row.id).execute()
  }
  return {
    accountId: row.account_id,
    role: row.role,
    scopes: JSON.parse(row.scopes) as Scope[],
    apiKeyId: row.id,
    appIds: row.app_ids === null ? null : (JSON.parse(row.app_ids) as string[]),
  }
}

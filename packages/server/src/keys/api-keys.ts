import { ApiError } from '@mosis/api'
import type { ApiKey, Input, NewApiKey, Scope, apiKeys as contract } from '@mosis/api'
import type { AuditAction } from '../accounts/audit-words.ts'
import { recordChange } from '../accounts/audit.ts'
import { refuseLocked } from '../accounts/refuse-locked.ts'
import { newId } from '../db/ids.ts'
import type { ApiKeyRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { hashApiKey, hintOf, isApiKeyText, makeApiKeyText } from './api-key-text.ts'

/** More live keys than this are a sign that nobody remembers what they are for. */
const maxLiveKeys = 50
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** What a new key may do. */
interface ApiKeyRights {
  accountId: string
  name: string
  scopes: readonly Scope[]
  appIds: readonly string[] | null
  trustedPublisherId?: string
  expiresAt: string
}

/** Makes an API key for the caller's own account. */
export function createApiKey(
  db: Db,
  call: Call,
  { name, scopes, app_ids, expires_in_days }: Input<typeof contract.createApiKey>['body'],
): Promise<NewApiKey> {
  const accountId = requireAccount(call)
  return inTransaction(db, async (db) => {
    if (app_ids !== null) await requireOwnApps(db, accountId, app_ids)
    await requireRoom(db, call, accountId)
    const rights = { accountId, name, scopes, appIds: app_ids, expiresAt: later(call, expires_in_days * dayMs) }
    const made = await insertApiKey(db, call, rights)
    await tellOwner(db, made, 'api_key_made')
    return made
  })
}

/** Stores a new key's hash and answers the key; in a transaction of the caller's. */
export async function insertApiKey(db: Db, call: Call, rights: ApiKeyRights): Promise<NewApiKey> {
  const key = makeApiKeyText()
  const row: ApiKeyRow = {
    id: newId('ak'),
    account_id: rights.accountId,
    name: rights.name,
    hash: hashApiKey(key),
    hint: hintOf(key),
    scopes: JSON.stringify([...new Set(rights.scopes)]),
    app_ids: rights.appIds === null ? null : JSON.stringify([...new Set(rights.appIds)]),
    trusted_publisher_id: rights.trustedPublisherId ?? null,
    created_at: call.now,
    expires_at: rights.expiresAt,
    warned_at: null,
    last_used_at: null,
    revoked_at: null,
  }
  await db.insertInto('api_key').values(row).execute()
  await note(db, call, row, { action: 'create', from: null, to: 'active' })
  return { ...toApiKey(row), key }
}

/** The caller's keys, ended ones too, the newest first. */
export async function listApiKeys(db: Db, call: Call): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    // Those of CI runs come and go by the hundred.
    .where((key) => key.or([key('trusted_publisher_id', 'is', null), key('expires_at', '>', call.now)]))
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toApiKey)
}

/** What a key may do, for whoever holds it: a key cannot call what is about the account. */
export async function describeApiKey(db: Db, call: Call, { key }: { key: string }): Promise<ApiKey> {
  const row = isApiKeyText(key)
    ? await db
        .selectFrom('api_key')
        .innerJoin('account', 'account.id', 'api_key.account_id')
        .selectAll('api_key')
        .select('account.locked_at')
        .where('api_key.hash', '=', hashApiKey(key))
        .where('api_key.revoked_at', 'is', null)
        .where('api_key.expires_at', '>', call.now)
        .executeTakeFirst()
    : undefined
  if (!row) throw new ApiError('auth.invalid_api_key')
  refuseLocked(row)
  return toApiKey(row)
}

export async function renameApiKey(
  db: Db,
  call: Call,
  { api_key_id, name }: { api_key_id: string; name: string },
): Promise<ApiKey> {
  const row = await db
    .updateTable('api_key')
    .set({ name })
    .where('id', '=', api_key_id)
    .where('account_id', '=', requireAccount(call))
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('api_key.not_found')
  return toApiKey(row)
}

/** Makes a key with the same rights; the old one ends at once or after an overlap. */
export function rotateApiKey(
  db: Db,
  call: Call,
  {
    api_key_id,
    expires_in_days,
    overlap_minutes,
  }: { api_key_id: string } & Input<typeof contract.rotateApiKey>['body'],
): Promise<NewApiKey> {
  return inTransaction(db, async (db) => {
    const old = await requireApiKey(db, call, api_key_id)
    const endsAt = later(call, overlap_minutes * minuteMs)
    const change = overlap_minutes === 0 ? { revoked_at: call.now } : { expires_at: min(endsAt, old.expires_at) }
    // The update decides: a key that ended is not brought back to life by rotating it.
    const ended = await db
      .updateTable('api_key')
      .set(change)
      .where('id', '=', old.id)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', call.now)
      .where('trusted_publisher_id', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!ended) throw new ApiError('api_key.ended')
    await note(db, call, old, { action: 'rotate', from: 'active', to: overlap_minutes === 0 ? 'revoked' : 'active' })
    const { scopes, app_ids } = toApiKey(old)
    const made = await insertApiKey(db, call, {
      accountId: old.account_id,
      name: old.name,
      scopes,
      appIds: app_ids,
      expiresAt: later(call, expires_in_days * dayMs),
    })
    await tellOwner(db, made, 'api_key_made')
    return made
  })
}

/** Ends a key at once. Doing so twice changes nothing. */
export function revokeApiKey(db: Db, call: Call, { api_key_id }: { api_key_id: string }): Promise<void> {
  return inTransaction(db, async (db) => {
    const row = await requireApiKey(db, call, api_key_id)
    await endApiKey(db, call, row)
  })
}

/** Ends a key that somebody found in public; whoever has it could do worse with it. A text that is no key changes nothing. */
export function reportLeakedApiKey(
  db: Db,
  call: Call,
  { key, found_at }: Input<typeof contract.reportLeakedApiKey>['body'],
): Promise<void> {
  return inTransaction(db, async (db) => {
    if (!isApiKeyText(key)) return
    const row = await db.selectFrom('api_key').selectAll().where('hash', '=', hashApiKey(key)).executeTakeFirst()
    if (!row || !(await endApiKey(db, call, row, 'it was reported as found in public'))) return
    await tellOwner(db, toApiKey(row), 'api_key_leaked', found_at)
  })
}

/** Ends every key that CI runs got from a trusted publisher. */
export async function endKeysOfPublisher(db: Db, call: Call, trustedPublisherId: string): Promise<void> {
  const rows = await db
    .selectFrom('api_key')
    .selectAll()
    .where('trusted_publisher_id', '=', trustedPublisherId)
    .where('expires_at', '>', call.now)
    .execute()
  for (const row of rows) await endApiKey(db, call, row)
}

/** Warns of keys that end within a week, once each, and removes those of CI runs that ended. */
export async function sweepApiKeys(db: Db, call: Call): Promise<void> {
  const ending = await db
    .selectFrom('api_key')
    .selectAll()
    .where('expires_at', '>', call.now)
    .where('expires_at', '<=', later(call, 7 * dayMs))
    .where('revoked_at', 'is', null)
    .where('warned_at', 'is', null)
    .where('trusted_publisher_id', 'is', null)
    .execute()
  for (const row of ending) {
    await inTransaction(db, async (db) => {
      const warned = await db
        .updateTable('api_key')
        .set({ warned_at: call.now })
        .where('id', '=', row.id)
        .where('warned_at', 'is', null)
        .returning('id')
        .executeTakeFirst()
      // One that was made for less than a week needs no warning.
      const isShort = Date.parse(row.expires_at) - Date.parse(row.created_at) <= 7 * dayMs
      if (warned && !isShort) await tellOwner(db, toApiKey(row), 'api_key_ends')
    })
  }
  await db
    .deleteFrom('api_key')
    .where('trusted_publisher_id', 'is not', null)
    .where('expires_at', '<=', later(call, -dayMs))
    .execute()
}

/** Makes a row an answer; the hash never leaves. */
export function toApiKey(row: ApiKeyRow): ApiKey {
  const { id, name, hint, trusted_publisher_id, created_at, expires_at, last_used_at, revoked_at } = row
  return {
    id,
    name,
    hint,
    scopes: JSON.parse(row.scopes) as Scope[],
    app_ids: row.app_ids === null ? null : (JSON.parse(row.app_ids) as string[]),
    trusted_publisher_id,
    created_at,
    expires_at,
    last_used_at,
    revoked_at,
  }
}

async function requireApiKey(db: Db, call: Call, id: string): Promise<ApiKeyRow> {
  const row = await db
    .selectFrom('api_key')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (!row) throw new ApiError('api_key.not_found')
  return row
}

async function endApiKey(db: Db, call: Call, row: ApiKeyRow, reason?: string): Promise<boolean> {
  const ended = await db
    .updateTable('api_key')
    .set({ revoked_at: call.now })
    .where('id', '=', row.id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!ended) return false
  await note(db, call, row, { action: 'revoke', from: 'active', to: 'revoked', reason: reason ?? null })
  return true
}

/** The apps of a key are the caller's own; somebody else's is answered like one that does not exist. */
async function requireOwnApps(db: Db, accountId: string, appIds: readonly string[]): Promise<void> {
  const rows = await db
    .selectFrom('app')
    .innerJoin('team_member', 'team_member.team_id', 'app.team_id')
    .select('app.id')
    .where('team_member.account_id', '=', accountId)
    .where('app.id', 'in', appIds)
    .execute()
  const own = new Set(rows.map(({ id }) => id))
  const faults = appIds.flatMap((id, index) =>
    own.has(id)
      ? []
      : [{ pointer: `/app_ids/${index}`, code: 'app.not_found', message: `There is no app ${id} of yours` }],
  )
  if (faults.length > 0) throw new ApiError('app.not_found', {}, { errors: faults })
}

async function requireRoom(db: Db, call: Call, accountId: string): Promise<void> {
  const { live } = await db
    .selectFrom('api_key')
    .select((key) => key.fn.countAll<number>().as('live'))
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', call.now)
    .where('trusted_publisher_id', 'is', null)
    .executeTakeFirstOrThrow()
  if (live >= maxLiveKeys) throw new ApiError('api_key.too_many', { max: maxLiveKeys })
}

function note(
  db: Db,
  call: Call,
  row: ApiKeyRow,
  change: { action: AuditAction<'api_key'>; from: string | null; to: string; reason?: string | null },
): Promise<void> {
  return recordChange(db, call, { subject: 'api_key', id: row.id, accountId: row.account_id, ...change })
}

async function tellOwner(
  db: Db,
  key: Pick<ApiKey, 'id' | 'name' | 'hint' | 'expires_at'>,
  mail: 'api_key_made' | 'api_key_leaked' | 'api_key_ends',
  foundAt = '',
): Promise<void> {
  const owner = await db
    .selectFrom('api_key')
    .innerJoin('account', 'account.id', 'api_key.account_id')
    .select(['account.email', 'account.name'])
    .where('api_key.id', '=', key.id)
    .executeTakeFirstOrThrow()
  const { hint, expires_at } = key
  const data = { name: owner.name, key_name: key.name, hint, expires_at, found_at: foundAt }
  await enqueueMail(db, owner.email, { name: mail, data })
}

const later = (call: Call, ms: number) => new Date(Date.parse(call.now) + ms).toISOString()
const min = (one: string, other: string) => (one < other ? one : other)

import { ApiError } from '@mosis/api'
import type { Passkey } from '@mosis/api'
import type { Db, PasskeyRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { recordChange } from './audit.ts'
import { mailAccount } from './mail-account.ts'
import { requireOtherWayIn } from './ways-in.ts'

/** The passkeys of the caller, the oldest first. */
export async function listPasskeys(db: Db, call: Call): Promise<Passkey[]> {
  const rows = await db
    .selectFrom('passkey')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    .orderBy('id')
    .execute()
  return rows.map(toPasskey)
}

/** Gives a passkey of the caller another name. */
export function renamePasskey(
  db: Db,
  call: Call,
  { passkeyId, name }: { passkeyId: string; name: string },
): Promise<Passkey> {
  const accountId = requireAccount(call)
  return inTransaction(db, async (db) => {
    const row = await db
      .updateTable('passkey')
      .set({ name })
      .where('id', '=', passkeyId)
      .where('account_id', '=', accountId)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ApiError('passkey.not_found')
    await recordChange(db, call, { subject: 'passkey', id: passkeyId, action: 'rename', from: null, to: name })
    return toPasskey(row)
  })
}

/** Takes a passkey of the caller away, unless it is the last way to sign in. */
export async function removePasskey(db: Db, call: Call, passkeyId: string): Promise<void> {
  const accountId = requireAccount(call)
  await inTransaction(db, async (db) => {
    await requireOtherWayIn(db, accountId, { passkeyId })
    const row = await db
      .deleteFrom('passkey')
      .where('id', '=', passkeyId)
      .where('account_id', '=', accountId)
      .returning('name')
      .executeTakeFirst()
    if (!row) throw new ApiError('passkey.not_found')
    await recordChange(db, call, { subject: 'passkey', id: passkeyId, action: 'remove', from: row.name, to: null })
    await mailAccount(db, accountId, (name) => ({ name: 'passkey_removed', data: { name, passkey: row.name } }))
  })
}

/** How many passkeys an account has. */
export async function countPasskeys(db: Db, accountId: string): Promise<number> {
  const { passkeys } = await db
    .selectFrom('passkey')
    .select((column) => column.fn.countAll().as('passkeys'))
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow()
  return Number(passkeys)
}

/** Makes a passkey's row an answer; its public half is of no use to anybody and stays. */
export function toPasskey({ id, name, is_backed_up, created_at, last_used_at }: PasskeyRow): Passkey {
  return { id, name, is_backed_up: is_backed_up === 1, created_at, last_used_at }
}

import { ApiError } from '@mosis/api'
import type { SigningKey } from '@mosis/api'
import { PackageError, readPublicKey, verifyBytes, verifyText } from '@mosis/format'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { Db, SigningKeyRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { checkChallenge } from './challenge.ts'

export interface KeyRegistration {
  name: string
  public_key: string
  challenge: string
  /** Base64, over the exact text of the challenge. */
  signature: string
}

/** Registers a key that the caller has proved to hold. Registering it again changes nothing. */
export async function registerSigningKey(
  db: Db,
  call: Call,
  { name, public_key, challenge, signature }: KeyRegistration,
  tokens: Tokens,
): Promise<SigningKey> {
  const account_id = requireAccount(call)
  const { keyId, publicKeyPem } = readKey(public_key)
  checkChallenge(call, tokens, challenge)
  if (!verifyText(publicKeyPem, challenge, signature)) throw new ApiError('key.wrong_proof')
  return inTransaction(db, async (db) => {
    const made = await db
      .insertInto('signing_key')
      .values({
        id: newId('key'),
        account_id,
        key_id: keyId,
        name,
        public_key: publicKeyPem,
        created_at: call.now,
        revoked_at: null,
        rotated_to: null,
      })
      // One key, one account: otherwise a package would not say whose it is.
      .onConflict((conflict) => conflict.column('key_id').doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!made) return getRegistered(db, account_id, keyId)
    await recordChange(db, call, { subject: 'signing_key', id: made.id, action: 'register', from: null, to: 'active' })
    return toSigningKey(made)
  })
}

/** Every key of the caller, revoked ones too, the oldest first. */
export async function listSigningKeys(db: Db, call: Call): Promise<SigningKey[]> {
  const rows = await db
    .selectFrom('signing_key')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    .orderBy('id')
    .execute()
  return rows.map(toSigningKey)
}

export async function renameSigningKey(
  db: Db,
  call: Call,
  { key_id, name }: { key_id: string; name: string },
): Promise<SigningKey> {
  const row = await db
    .updateTable('signing_key')
    .set({ name })
    .where('id', '=', key_id)
    .where('account_id', '=', requireAccount(call))
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new ApiError('key.not_found')
  return toSigningKey(row)
}

/** Takes a key out of use for good: no further upload may be signed by it. Doing so twice changes nothing. */
export function revokeSigningKey(db: Db, call: Call, { key_id }: { key_id: string }): Promise<void> {
  return inTransaction(db, async (db) => {
    const own = db
      .updateTable('signing_key')
      .where('id', '=', key_id)
      .where('account_id', '=', requireAccount(call))
      .returning('id')
    const revoked = await own.set({ revoked_at: call.now }).where('revoked_at', 'is', null).executeTakeFirst()
    if (revoked) {
      const change = { subject: 'signing_key', id: key_id, action: 'revoke', from: 'active', to: 'revoked' } as const
      await recordChange(db, call, change)
      return
    }
    const known = await db
      .selectFrom('signing_key')
      .select('id')
      .where('id', '=', key_id)
      .where('account_id', '=', requireAccount(call))
      .executeTakeFirst()
    if (!known) throw new ApiError('key.not_found')
  })
}

/** The caller's key with this id, while it may sign; undefined for anybody else's and for a revoked one. */
export async function findActiveKey(db: Db, call: Call, keyId: string): Promise<SigningKey | undefined> {
  const row = await db
    .selectFrom('signing_key')
    .selectAll()
    .where('key_id', '=', keyId)
    .where('account_id', '=', requireAccount(call))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row && toSigningKey(row)
}

/** Says whether a signature over these bytes is by this key, one of the caller's. */
export async function verifySignature(
  db: Db,
  call: Call,
  { key_id, message, signature }: { key_id: string; message: string; signature: string },
): Promise<{ valid: boolean; revoked: boolean }> {
  const { public_key, revoked_at } = await getSigningKey(db, call, key_id)
  const valid = verifyBytes(public_key, Buffer.from(message, 'base64'), signature)
  return { valid, revoked: revoked_at !== null }
}

/** One of the caller's keys, revoked or not. */
export async function getSigningKey(db: Db, call: Call, id: string): Promise<SigningKeyRow> {
  const row = await db
    .selectFrom('signing_key')
    .selectAll()
    .where('id', '=', id)
    .where('account_id', '=', requireAccount(call))
    .executeTakeFirst()
  if (!row) throw new ApiError('key.not_found')
  return row
}

/** The library's own reason becomes the fault of the field. */
function readKey(pem: string): { keyId: string; publicKeyPem: string } {
  try {
    return readPublicKey(pem)
  } catch (failure) {
    if (!(failure instanceof PackageError)) throw failure
    const { code, message, fix } = failure
    const fault = { pointer: '/public_key', code, message, fix }
    throw new ApiError('key.invalid', { reason: message }, { errors: [fault], cause: failure })
  }
}

async function getRegistered(db: Db, accountId: string, keyId: string): Promise<SigningKey> {
  const row = await db.selectFrom('signing_key').selectAll().where('key_id', '=', keyId).executeTakeFirstOrThrow()
  if (row.account_id !== accountId) throw new ApiError('key.taken')
  // Whoever stole a key could otherwise bring it back.
  if (row.revoked_at !== null) throw new ApiError('key.invalid', { reason: `it was revoked at ${row.revoked_at}` })
  return toSigningKey(row)
}

/** Makes a row an answer. */
export function toSigningKey(row: SigningKeyRow): SigningKey {
  const { id, name, key_id, public_key, created_at, revoked_at, rotated_to } = row
  return { id, name, key_id, public_key, created_at, revoked_at, rotated_to }
}

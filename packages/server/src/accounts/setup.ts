import { randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Tokens } from '../http/tokens.ts'

/**
 * The one-time admin link. What is stored is a random text; the link's token is the portal's code over it. So a restart
 * prints the same link again, and who reads the database cannot make one.
 */
const settingName = 'setup_nonce'
const purpose = 'one-time admin link'

/** The token of the one-time admin link, while the portal has no admin; undefined afterwards, for ever. */
export async function findSetupToken(db: Db, tokens: Tokens): Promise<string | undefined> {
  const nonce = await inTransaction(db, async (db) => {
    const admin = await db.selectFrom('account').select('id').where('role', '=', 'admin').executeTakeFirst()
    if (admin) return undefined
    // Two processes that start at once agree on the one that was first.
    await db
      .insertInto('setting')
      .values({ name: settingName, value: randomBytes(16).toString('hex') })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute()
    return findNonce(db)
  })
  return nonce === undefined ? undefined : tokens.authenticate(purpose, nonce)
}

/** Whether this token would make an admin right now. */
export async function isSetupToken(db: Db, tokens: Tokens, token: string): Promise<boolean> {
  const nonce = await findNonce(db)
  return nonce !== undefined && tokens.isAuthentic(purpose, nonce, token)
}

/** Uses the token up, in the transaction that makes the admin: the deletion decides, so it works once. */
export async function useSetupToken(db: Db, tokens: Tokens, token: string): Promise<void> {
  if (!(await isSetupToken(db, tokens, token))) throw new ApiError('account.wrong_setup_token')
  const used = await db.deleteFrom('setting').where('name', '=', settingName).returning('name').executeTakeFirst()
  if (!used) throw new ApiError('account.wrong_setup_token')
}

async function findNonce(db: Db): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', settingName).executeTakeFirst()
  return row?.value
}

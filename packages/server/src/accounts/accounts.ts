import { ApiError } from '@mosis/api'
import type { Account } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { AccountRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { recordChange } from './audit.ts'
import { refuseWeakPassword } from './password-rules.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { completeSignIn } from './complete-sign-in.ts'
import { toAccount } from './sessions.ts'
import type { SignedIn } from './sessions.ts'
import { isSetupToken, useSetupToken } from './setup.ts'
import { mailVerification } from './verify-email.ts'

export interface Registration {
  email: string
  password: string
  name: string
  /** From the one-time admin link; makes an admin. */
  setupToken?: string | undefined
}

/** Makes an account and sends the mail that proves its address. `tokens` checks the one-time admin link. */
export async function registerAccount(
  db: Db,
  call: Call,
  { email, password, name, setupToken }: Registration,
  tokens: Tokens,
): Promise<Account> {
  // Before the costly hash; the transaction checks it again.
  if (setupToken !== undefined && !(await isSetupToken(db, tokens, setupToken))) {
    throw new ApiError('account.wrong_setup_token')
  }
  refuseWeakPassword(password, { email, name }, '/password')
  const password_hash = await hashPassword(password)
  return inTransaction(db, async (db) => {
    if (setupToken !== undefined) await useSetupToken(db, tokens, setupToken)
    const isAdmin = setupToken !== undefined
    const row = await addAccount(db, call, {
      email,
      name,
      password_hash,
      role: isAdmin ? 'admin' : 'developer',
      // Who holds the one-time link runs the portal.
      email_verified_at: isAdmin ? call.now : null,
    })
    if (row.email_verified_at === null) await mailVerification(db, call, row)
    return toAccount(row)
  })
}

/** Adds an account with a team of its own, in a transaction of the caller's; refuses an address that has one. */
export async function addAccount(
  db: Db,
  call: Call,
  account: Pick<AccountRow, 'email' | 'name' | 'password_hash' | 'role' | 'email_verified_at'>,
): Promise<AccountRow> {
  const row: AccountRow = {
    ...account,
    id: newId('acc'),
    created_at: call.now,
    deleted_at: null,
    locked_at: null,
    locked_reason: null,
  }
  const made = await db
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!made) throw new ApiError('account.email_taken')
  await addPersonalTeam(db, call, row)
  const byItself = { ...call, accountId: row.id }
  await recordChange(db, byItself, { subject: 'account', id: row.id, action: 'register', from: null, to: row.role })
  return row
}

/** Checks an e-mail address and password and opens a session. */
export async function signIn(
  db: Db,
  call: Call,
  { email, password, client }: { email: string; password: string; client: string },
): Promise<SignedIn> {
  const row = await db.selectFrom('account').selectAll().where('email', '=', email).executeTakeFirst()
  const isRight = await verifyPassword(password, row?.password_hash ?? null)
  if (!row || !isRight) throw new ApiError('auth.wrong_credentials')
  return completeSignIn(db, call, toAccount(row), { client, method: 'password' })
}

/** The account of the caller. */
export async function getAccount(db: Db, call: Call): Promise<Account> {
  const row = await db.selectFrom('account').selectAll().where('id', '=', requireAccount(call)).executeTakeFirst()
  if (!row) throw new ApiError('auth.invalid_token')
  return toAccount(row)
}

async function addPersonalTeam(db: Db, call: Call, { id, name }: AccountRow): Promise<void> {
  const team_id = newId('team')
  await db.insertInto('team').values({ id: team_id, name, is_personal: 1, created_at: call.now }).execute()
  await db.insertInto('team_member').values({ team_id, account_id: id, role: 'owner', created_at: call.now }).execute()
}

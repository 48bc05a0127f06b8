import { accounts, ApiError } from '@mosis/api'
import type { AccountRow, Db } from '../../db/schema.ts'
import { inTransaction } from '../../db/transaction.ts'
import type { Deps } from '../../deps.ts'
import type { Call } from '../../http/call.ts'
import { addAccount } from '../accounts.ts'
import { completeSignIn } from '../complete-sign-in.ts'
import { toAccount } from '../sessions.ts'
import type { SignedIn } from '../sessions.ts'
import { addIdentity, findIdentityAccount } from './identities.ts'
import type { Person, Provider } from './provider.ts'

/** Signs in the account that a person at a provider belongs to, or makes one for a person who is new here. */
export async function signInPerson(
  { db, limits }: Pick<Deps, 'db' | 'limits'>,
  call: Call,
  { provider, person, client }: { provider: Provider; person: Person; client: string },
): Promise<SignedIn> {
  const known = await inTransaction(db, (db) => findIdentityAccount(db, provider, person))
  if (known) return completeSignIn(db, call, toAccount(known), { client, method: provider.provider })
  await limits.take('register', call.address)
  const { account, isNewAccount } = await inTransaction(db, (db) => registerPerson(db, call, provider, person))
  return completeSignIn(db, call, toAccount(account), { client, method: provider.provider, isNewAccount })
}

async function registerPerson(
  db: Db,
  call: Call,
  provider: Provider,
  person: Person,
): Promise<{ account: AccountRow; isNewAccount: boolean }> {
  const account = await makeAccount(db, call, provider, person)
  if (!account) {
    // The same person may have come twice at once: then the account is the one that the other callback made.
    const known = await findIdentityAccount(db, provider, person)
    if (known) return { account: known, isNewAccount: false }
    // Never linked silently: whoever made that account may not own the address, or the address has changed hands.
    throw new ApiError('oauth.email_taken', { provider: provider.name })
  }
  await addIdentity(db, { ...call, accountId: account.id }, account, { provider, person })
  return { account, isNewAccount: true }
}

/** Makes an account without a password, whose address the provider has verified; undefined when the address has one. */
async function makeAccount(
  db: Db,
  call: Call,
  { name: provider }: Provider,
  { email, name }: Person,
): Promise<AccountRow | undefined> {
  if (email === undefined) throw new ApiError('oauth.email_unverified', { provider })
  const fields = accounts.register.body.shape
  const address = fields.email.safeParse(email)
  if (!address.success) {
    throw new ApiError('oauth.provider_failed', { provider, reason: 'the e-mail address it gave cannot be used here' })
  }
  // A name that could pass for something else is no reason to refuse a person; it can be changed later.
  const names = [name, address.data.replace(/@.*$/s, ''), 'Developer'].map((one) => fields.name.safeParse(one))
  const verified = { email: address.data, password_hash: null, role: 'developer', email_verified_at: call.now } as const
  try {
    return await addAccount(db, call, { ...verified, name: names.find(({ success }) => success)?.data ?? 'Developer' })
  } catch (failure) {
    if (failure instanceof ApiError && failure.code === 'account.email_taken') return undefined
    throw failure
  }
}

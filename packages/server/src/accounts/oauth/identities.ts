import { ApiError } from '@mosis/api'
import type { Identity, OAuthProvider } from '@mosis/api'
import type { AccountRow, Db, OAuthIdentityRow } from '../../db/schema.ts'
import { inTransaction } from '../../db/transaction.ts'
import { requireAccount } from '../../http/call.ts'
import type { Call } from '../../http/call.ts'
import { enqueueMail } from '../../mail/enqueue.ts'
import { recordChange } from '../audit.ts'
import { requireOtherWayIn } from '../ways-in.ts'
import { providerNames } from './configured.ts'
import type { Person, Provider } from './provider.ts'

interface Vouched {
  provider: Provider
  person: Person
}

/** The GitHub and Google accounts that sign in to the caller's account. */
export async function listIdentities(db: Db, call: Call): Promise<Identity[]> {
  const rows = await db
    .selectFrom('oauth_identity')
    .selectAll()
    .where('account_id', '=', requireAccount(call))
    .orderBy('provider')
    .execute()
  return rows.map(toIdentity)
}

/** The account that a person at a provider signs in to. What the provider says of the person now is noted. */
export async function findIdentityAccount(
  db: Db,
  { provider }: Provider,
  { subject, email, name }: Person,
): Promise<AccountRow | undefined> {
  const identity = await db
    .updateTable('oauth_identity')
    .set({ name, ...(email !== undefined && { email }) })
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .returning('account_id')
    .executeTakeFirst()
  if (!identity) return undefined
  return db
    .selectFrom('account')
    .selectAll()
    .where('id', '=', identity.account_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** Links what a person has proved at the provider with the account whose session began it. */
export function linkPerson(
  db: Db,
  call: Call,
  link: { account_id: string; session_id: string },
  vouched: Vouched,
): Promise<Identity> {
  return inTransaction(db, async (db) => {
    // Whoever has signed out everywhere meanwhile has ended this too.
    const account = await db
      .selectFrom('account')
      .innerJoin('session', 'session.account_id', 'account.id')
      .selectAll('account')
      .where('session.id', '=', link.session_id)
      .where('session.revoked_at', 'is', null)
      .where('session.expires_at', '>', call.now)
      .where('account.id', '=', link.account_id)
      .where('account.deleted_at', 'is', null)
      .executeTakeFirst()
    if (!account) throw new ApiError('auth.required')
    return addIdentity(db, { ...call, accountId: account.id, sessionId: link.session_id }, account, vouched)
  })
}

/** Links a person at a provider with an account, in the caller's transaction; once is as good as twice. */
export async function addIdentity(
  db: Db,
  call: Call,
  account: Pick<AccountRow, 'id' | 'email'>,
  { provider, person }: Vouched,
): Promise<Identity> {
  const row: OAuthIdentityRow = {
    provider: provider.provider,
    subject: person.subject,
    account_id: account.id,
    email: person.email ?? '',
    name: person.name,
    created_at: call.now,
  }
  const added = await db
    .insertInto('oauth_identity')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!added) return requireOwn(db, row, provider)
  const change = { subject: 'account', id: account.id, action: 'link_identity', from: null } as const
  await recordChange(db, call, { ...change, to: row.provider })
  await mailAbout(db, call, account.email, { name: 'identity_linked', row })
  return toIdentity(added)
}

/** Removes a way to sign in; refused when it is the last one. */
export function unlinkIdentity(db: Db, call: Call, provider: OAuthProvider): Promise<void> {
  const accountId = requireAccount(call)
  return inTransaction(db, async (db) => {
    // First, since it locks the account: of two removals at once the second sees what the first has left.
    await requireOtherWayIn(db, accountId, { provider })
    const row = await db
      .deleteFrom('oauth_identity')
      .where('account_id', '=', accountId)
      .where('provider', '=', provider)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ApiError('oauth.identity_not_found', { provider: providerNames[provider] })
    const change = { subject: 'account', id: accountId, action: 'unlink_identity', to: null } as const
    await recordChange(db, call, { ...change, from: provider })
    const { email } = await db
      .selectFrom('account')
      .select('email')
      .where('id', '=', accountId)
      .executeTakeFirstOrThrow()
    await mailAbout(db, call, email, { name: 'identity_unlinked', row })
  })
}

async function requireOwn(db: Db, wanted: OAuthIdentityRow, provider: Provider): Promise<Identity> {
  const there = await db
    .selectFrom('oauth_identity')
    .selectAll()
    .where('provider', '=', wanted.provider)
    .where('subject', '=', wanted.subject)
    .executeTakeFirst()
  if (there?.account_id === wanted.account_id) return toIdentity(there)
  throw new ApiError(there ? 'oauth.identity_taken' : 'oauth.already_linked', { provider: provider.name })
}

function mailAbout(
  db: Db,
  { now, address }: Call,
  to: string,
  { name, row }: { name: 'identity_linked' | 'identity_unlinked'; row: OAuthIdentityRow },
): Promise<void> {
  const data = { at: now, address, provider: providerNames[row.provider], identity: row.email || row.name }
  return enqueueMail(db, to, { name, data })
}

function toIdentity({ provider, email, name, created_at }: OAuthIdentityRow): Identity {
  return { provider, email: email === '' ? null : email, name, created_at }
}

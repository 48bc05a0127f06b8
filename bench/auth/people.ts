import { scopes } from '@mosis/api'
import { openSession, toAccount } from '../../packages/server/src/accounts/sessions.ts'
import { hashPassword } from '../../packages/server/src/accounts/password.ts'
import { newId } from '../../packages/server/src/db/ids.ts'
import type { AccountRow } from '../../packages/server/src/db/schema.ts'
import type { Deps } from '../../packages/server/src/deps.ts'
import { systemCall } from '../../packages/server/src/http/call.ts'
import { insertApiKey } from '../../packages/server/src/keys/api-keys.ts'
import { addressOf, password } from './ask.ts'

export interface Person {
  email: string
  token: string
  apiKey: string
}

/** People with a password, an access token and an API key each. */
export async function addPeople({ db, tokens, clock }: Deps, count: number): Promise<Person[]> {
  const password_hash = await hashPassword(password)
  const people: Person[] = []
  for (let number = 1; number <= count; number += 1) {
    const now = clock().toISOString()
    const row: AccountRow = {
      id: newId('acc'),
      email: `person-${number}@example.com`,
      name: `Person ${number}`,
      password_hash,
      role: 'developer',
      created_at: now,
      email_verified_at: now,
      deleted_at: null,
      locked_at: null,
      locked_reason: null,
    }
    await db.insertInto('account').values(row).execute()
    const call = { ...systemCall(now, newId('req')), accountId: row.id, address: addressOf(number) }
    const manner = { client: 'bench', method: 'password', isNewAccount: true } as const
    const { sessionId } = await openSession(db, call, toAccount(row), manner)
    const { token } = await tokens.issue({ accountId: row.id, sessionId })
    const expiresAt = new Date(clock().getTime() + 86_400_000).toISOString()
    const { key } = await insertApiKey(db, call, { accountId: row.id, name: 'bench', scopes, appIds: null, expiresAt })
    people.push({ email: row.email, token, apiKey: key })
  }
  return people
}

import type { Account } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import { openSession } from './sessions.ts'
import type { SignedIn, SignInManner } from './sessions.ts'

/** What every first factor leads to: a session. */
export function completeSignIn(db: Db, call: Call, account: Account, manner: SignInManner): Promise<SignedIn> {
  return openSession(db, call, account, manner)
}

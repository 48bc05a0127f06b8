import { ApiError } from '@mosis/api'
import type { PasskeyRequest, PasskeyResponse } from '@mosis/api'
import type { AccountRow, Db, PasskeyRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { recordChange } from './audit.ts'
import { mailAccount } from './mail-account.ts'
import { challengeMs, createPasskeyChallenge, orRefuse, takePasskeyChallenge } from './passkey-challenge.ts'
import { getRelyingParty } from './relying-party.ts'
import { openSession, toAccount } from './sessions.ts'
import type { SignedIn } from './sessions.ts'

type Parts = Pick<Deps, 'db' | 'tokens' | 'config'>

/** What a browser needs to ask its devices for a passkey of this portal. It names no account, so it tells nobody which exist. */
export async function startPasskeySignIn(
  { tokens, config }: Pick<Deps, 'tokens' | 'config'>,
  call: Call,
): Promise<PasskeyRequest> {
  const { id: rpID } = getRelyingParty(config)
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server')
  const options = await generateAuthenticationOptions({
    rpID,
    challenge: createPasskeyChallenge(call, tokens, 'passkey request'),
    timeout: challengeMs,
    userVerification: 'required',
  })
  // The library fills every field that the contract names.
  return options as PasskeyRequest
}

/** Opens a session for the owner of a passkey. The device has checked who is there, so no second factor is asked for. */
export async function signInWithPasskey(
  parts: Parts,
  call: Call,
  { response, client }: { response: PasskeyResponse; client: string },
): Promise<SignedIn> {
  const account = await verifyPasskey(parts, call, response)
  return openSession(parts.db, call, toAccount(account), { client, method: 'passkey' })
}

/** The account that a passkey belongs to, when it has signed a challenge of this portal; with `accountId` only that account. */
export async function verifyPasskey(
  { db, tokens, config }: Parts,
  call: Call,
  response: PasskeyResponse,
  { accountId }: { accountId?: string } = {},
): Promise<AccountRow> {
  const { id, origin } = getRelyingParty(config)
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server')
  const { clientDataJSON, userHandle } = response.response
  const expectedChallenge = await takePasskeyChallenge(db, call, tokens, 'passkey request', clientDataJSON)
  const passkey = await db.selectFrom('passkey').selectAll().where('credential_id', '=', response.id).executeTakeFirst()
  if (!passkey || (accountId !== undefined && passkey.account_id !== accountId)) throw new ApiError('passkey.refused')
  // WebAuthn 7.2 step 6: the device names whose passkey it believes this to be.
  if (Buffer.from(userHandle ?? '', 'base64url').toString() !== passkey.account_id) {
    throw new ApiError('passkey.refused')
  }
  const { verified, authenticationInfo } = await orRefuse(() =>
    verifyAuthenticationResponse({
      response: {
        ...response,
        response: { ...response.response, userHandle: userHandle ?? undefined },
        clientExtensionResults: {},
      },
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        // The library would refuse by the counter before it looks at the signature; whether a device was copied is asked below,
        // and only of what the device has signed.
        counter: 0,
      },
    }),
  )
  if (!verified) throw new ApiError('passkey.refused')
  const account = await inTransaction(db, (db) =>
    notePasskeyUse(db, call, passkey, {
      counter: authenticationInfo.newCounter,
      isBackedUp: authenticationInfo.credentialBackedUp,
    }),
  )
  // Thrown after the commit: the note of a copied device must stay.
  if (!account || account.deleted_at !== null) throw new ApiError('passkey.refused')
  return account
}

/** Undefined when the counter did not rise, or somebody else was faster. The update decides. */
async function notePasskeyUse(
  db: Db,
  call: Call,
  { id, account_id, name: passkey }: PasskeyRow,
  { counter, isBackedUp }: { counter: number; isBackedUp: boolean },
): Promise<AccountRow | undefined> {
  const used = await db
    .updateTable('passkey')
    .set({ counter, is_backed_up: isBackedUp ? 1 : 0, last_used_at: call.now })
    .where('id', '=', id)
    // Passkeys that are copied to all devices of a person do not count and stay at 0.
    .where((where) => (counter === 0 ? where('counter', '=', 0) : where('counter', '<', counter)))
    .returning('account_id')
    .executeTakeFirst()
  if (used) return db.selectFrom('account').selectAll().where('id', '=', account_id).executeTakeFirst()
  const remains = await db.selectFrom('passkey').select('id').where('id', '=', id).executeTakeFirst()
  // Removed while it signed in: nothing to be noted.
  if (!remains) return undefined
  const change = {
    subject: 'passkey',
    id,
    action: 'refuse',
    from: null,
    to: null,
    reason: note('passkey.counter_back'),
  } as const
  await recordChange(db, call, { ...change, accountId: account_id })
  await mailAccount(db, account_id, (name) => ({
    name: 'passkey_refused',
    data: { name, passkey, address: call.address },
  }))
  return undefined
}

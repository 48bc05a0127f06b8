import { ApiError } from '@mosis/api'
import type { NewPasskeyResponse, Passkey, PasskeyCreation } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { PasskeyRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { recordChange } from './audit.ts'
import { mailAccount } from './mail-account.ts'
import { challengeMs, createPasskeyChallenge, orRefuse, takePasskeyChallenge } from './passkey-challenge.ts'
import { countPasskeys, toPasskey } from './passkeys.ts'
import { getRelyingParty } from './relying-party.ts'

const maxPasskeys = 20
/** Ed25519, P-256, RSA: what every authenticator has one of. */
const algorithms = [-8, -7, -257]

type Parts = Pick<Deps, 'db' | 'tokens' | 'config'>

/** What the caller's browser needs to make a passkey for this portal. */
export async function startPasskey({ db, tokens, config }: Parts, call: Call): Promise<PasskeyCreation> {
  const accountId = requireAccount(call)
  const { id: rpID, name: rpName } = getRelyingParty(config)
  const { generateRegistrationOptions } = await import('@simplewebauthn/server')
  const account = await db
    .selectFrom('account')
    .select(['email', 'name'])
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  const known = await db.selectFrom('passkey').selectAll().where('account_id', '=', accountId).execute()
  const options = await generateRegistrationOptions({
    rpID,
    rpName,
    // The id says nothing about the person: authenticators hand it to whoever asks for a sign-in here.
    userID: new TextEncoder().encode(accountId),
    userName: account.email,
    userDisplayName: account.name,
    challenge: createPasskeyChallenge(call, tokens, `passkey of ${accountId}`),
    timeout: challengeMs,
    attestationType: 'none',
    // One that the portal has is not made a second time on the same device.
    excludeCredentials: known.map(({ credential_id, transports }) => ({
      id: credential_id,
      transports: JSON.parse(transports) as string[],
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  // The library fills every field that the contract names.
  return options as PasskeyCreation
}

/** Adds the passkey that the caller's browser made. */
export async function addPasskey(
  { db, tokens, config }: Parts,
  call: Call,
  { name, response }: { name: string; response: NewPasskeyResponse },
): Promise<Passkey> {
  const accountId = requireAccount(call)
  const made = await readNewPasskey({ db, tokens, config }, call, response)
  const row: PasskeyRow = {
    id: newId('pk'),
    account_id: accountId,
    name,
    created_at: call.now,
    last_used_at: null,
    ...made,
  }
  return inTransaction(db, async (db) => {
    // Locks the account, so that many at once are counted one after the other.
    await db.updateTable('account').set({ id: accountId }).where('id', '=', accountId).execute()
    if ((await countPasskeys(db, accountId)) >= maxPasskeys)
      throw new ApiError('passkey.too_many', { max: maxPasskeys })
    const added = await db
      .insertInto('passkey')
      .values(row)
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!added) throw new ApiError('passkey.exists')
    await recordChange(db, call, { subject: 'passkey', id: row.id, action: 'add', from: null, to: name })
    await mailAccount(db, accountId, (owner) => ({ name: 'passkey_added', data: { name: owner, passkey: name } }))
    return toPasskey(row)
  })
}

type MadePasskey = Pick<PasskeyRow, 'credential_id' | 'public_key' | 'counter' | 'transports' | 'is_backed_up'>

/** Checks that the passkey was made here, now and for this account, by somebody whom the device has recognised. */
async function readNewPasskey(
  { db, tokens, config }: Parts,
  call: Call,
  response: NewPasskeyResponse,
): Promise<MadePasskey> {
  const { id, origin } = getRelyingParty(config)
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server')
  const { clientDataJSON, attestationObject, transports = [] } = response.response
  const purpose = `passkey of ${requireAccount(call)}` as const
  const expectedChallenge = await takePasskeyChallenge(db, call, tokens, purpose, clientDataJSON)
  await refuseCertificates(attestationObject)
  const { registrationInfo } = await orRefuse(() =>
    verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} },
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    }),
  )
  if (!registrationInfo) throw new ApiError('passkey.refused')
  const { credential, credentialBackedUp } = registrationInfo
  return {
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: JSON.stringify(transports),
    is_backed_up: credentialBackedUp ? 1 : 0,
  }
}

/**
 * No statement about the device's maker was asked for, and browsers take it out. Certificates that come all the same are not
 * looked at: checking them would fetch the lists of revoked ones from the addresses that stand in them.
 */
async function refuseCertificates(attestationObject: string): Promise<void> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers')
  const bytes = new Uint8Array(Buffer.from(attestationObject, 'base64url'))
  const isPlain = await orRefuse(() => {
    const decoded = decodeAttestationObject(bytes)
    const format = decoded.get('fmt')
    return format === 'none' || (format === 'packed' && decoded.get('attStmt').get('x5c') === undefined)
  })
  if (!isPlain) throw new ApiError('passkey.refused')
}

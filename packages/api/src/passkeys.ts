import { z } from 'zod'
import { Tokens } from './accounts.ts'
import { endpoint, nothing } from './endpoint.ts'
import { idOf, time } from './fields.ts'

export const Passkey = z.object({
  id: idOf('pk'),
  name: z.string(),
  is_backed_up: z.boolean().describe('It is copied to the other devices of its owner'),
  created_at: time,
  last_used_at: time.nullable(),
})
export type Passkey = z.output<typeof Passkey>

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/, 'must be base64url without padding')
const transport = z.string().max(32)
const userVerification = z.enum(['required', 'preferred', 'discouraged'])
const descriptor = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.string()).optional(),
})

/** What `PublicKeyCredential.parseCreationOptionsFromJSON` takes. */
export const PasskeyCreation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  excludeCredentials: z.array(descriptor),
  authenticatorSelection: z.object({
    residentKey: z.enum(['required', 'preferred', 'discouraged']),
    requireResidentKey: z.boolean(),
    userVerification,
  }),
  attestation: z.literal('none'),
})
export type PasskeyCreation = z.output<typeof PasskeyCreation>

/** What `PublicKeyCredential.parseRequestOptionsFromJSON` takes; it names no account and no key. */
export const PasskeyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.int(),
  userVerification,
})
export type PasskeyRequest = z.output<typeof PasskeyRequest>

/** WebAuthn allows 1,023 bytes. */
const credentialId = base64url.max(1364)
const credential = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }

/** What `toJSON` of a new credential gives. */
export const NewPasskeyResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(transport).max(8).optional(),
  }),
})
export type NewPasskeyResponse = z.output<typeof NewPasskeyResponse>

/** What `toJSON` of a credential gives that signed a challenge. */
export const PasskeyResponse = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
})
export type PasskeyResponse = z.output<typeof PasskeyResponse>

const passkeyRef = z.object({ passkey_id: idOf('pk') })
const name = z.string().trim().min(1).max(60)

export const startPasskey = endpoint({
  name: 'startPasskey',
  method: 'POST',
  path: '/v1/auth/passkeys/options',
  summary: 'Get what a browser needs to make a passkey',
  access: 'account',
  requires: ['recent_sign_in'],
  result: PasskeyCreation,
  errors: ['passkey.not_possible'],
})

export const addPasskey = endpoint({
  name: 'addPasskey',
  method: 'POST',
  path: '/v1/auth/passkeys',
  summary: 'Add the passkey that the browser made',
  access: 'account',
  requires: ['recent_sign_in'],
  body: z.object({ name, response: NewPasskeyResponse }),
  result: Passkey,
  status: 201,
  errors: ['passkey.refused', 'passkey.exists', 'passkey.too_many', 'passkey.not_possible'],
})

export const listPasskeys = endpoint({
  name: 'listPasskeys',
  method: 'GET',
  path: '/v1/auth/passkeys',
  summary: "List the account's passkeys",
  access: 'account',
  result: z.object({ passkeys: z.array(Passkey) }),
})

export const renamePasskey = endpoint({
  name: 'renamePasskey',
  method: 'PATCH',
  path: '/v1/auth/passkeys/{passkey_id}',
  summary: 'Rename a passkey',
  access: 'account',
  params: passkeyRef,
  body: z.object({ name }),
  result: Passkey,
  errors: ['passkey.not_found'],
})

export const removePasskey = endpoint({
  name: 'removePasskey',
  method: 'DELETE',
  path: '/v1/auth/passkeys/{passkey_id}',
  summary: 'Remove a passkey: it signs in no more',
  access: 'account',
  requires: ['recent_sign_in'],
  params: passkeyRef,
  result: nothing,
  status: 204,
  errors: ['passkey.not_found', 'account.last_way_in'],
})

export const startPasskeySignIn = endpoint({
  name: 'startPasskeySignIn',
  method: 'POST',
  path: '/v1/auth/passkeys/sign-in/options',
  summary: 'Get what a browser needs to sign in with a passkey',
  access: 'public',
  result: PasskeyRequest,
  errors: ['passkey.not_possible'],
})

export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  method: 'POST',
  path: '/v1/auth/passkeys/sign-in',
  summary: 'Sign in with a passkey; it is both factors in one',
  access: 'public',
  body: z.object({ response: PasskeyResponse }),
  result: Tokens,
  errors: ['passkey.refused', 'passkey.not_possible', 'auth.account_locked'],
})

import { z } from 'zod'
import { endpoint, nothing } from './endpoint.ts'
import { idOf, sha256, time } from './fields.ts'

export const SigningKey = z.object({
  id: idOf('key'),
  name: z.string(),
  key_id: sha256.describe('SHA-256 of the 44-byte SubjectPublicKeyInfo, as packages carry it'),
  public_key: z.string().describe('PEM'),
  created_at: time,
  revoked_at: time.nullable(),
  rotated_to: sha256.nullable().describe('The key that took over from it by a handover that both signed'),
})
export type SigningKey = z.output<typeof SigningKey>

const keyRef = z.object({ key_id: idOf('key') })
const name = z.string().trim().min(1).max(60)

export const createKeyChallenge = endpoint({
  name: 'createKeyChallenge',
  method: 'POST',
  path: '/v1/signing-keys/challenge',
  summary: 'Get the text that a key must sign to be registered',
  access: 'keys:manage',
  result: z.object({
    challenge: z.string().describe('Sign exactly this text with the private key (Ed25519)'),
    expires_at: time,
  }),
})

export const registerSigningKey = endpoint({
  name: 'registerSigningKey',
  method: 'POST',
  path: '/v1/signing-keys',
  summary: 'Register a signing key with proof of possession',
  access: 'keys:manage',
  body: z.object({
    name,
    public_key: z.string().max(1024),
    challenge: z.string().max(1024),
    signature: z.string().max(128).describe('Base64 of the 64 bytes'),
  }),
  result: SigningKey,
  status: 201,
  errors: ['key.invalid', 'key.taken', 'key.wrong_proof'],
})

export const listSigningKeys = endpoint({
  name: 'listSigningKeys',
  method: 'GET',
  path: '/v1/signing-keys',
  summary: "List the account's signing keys",
  access: 'keys:manage',
  result: z.object({ signing_keys: z.array(SigningKey) }),
})

export const renameSigningKey = endpoint({
  name: 'renameSigningKey',
  method: 'PATCH',
  path: '/v1/signing-keys/{key_id}',
  summary: 'Rename a signing key',
  access: 'keys:manage',
  params: keyRef,
  body: z.object({ name }),
  result: SigningKey,
  errors: ['key.not_found'],
})

export const revokeSigningKey = endpoint({
  name: 'revokeSigningKey',
  method: 'DELETE',
  path: '/v1/signing-keys/{key_id}',
  summary: 'Revoke a signing key: it signs no further upload',
  access: 'keys:manage',
  params: keyRef,
  result: nothing,
  status: 204,
  errors: ['key.not_found'],
})

export const verifySignature = endpoint({
  name: 'verifySignature',
  method: 'POST',
  path: '/v1/signing-keys/{key_id}/verify',
  summary: 'Check a signature against a registered key',
  access: 'keys:manage',
  params: keyRef,
  body: z.object({
    message: z.base64().max(90_000).describe('Base64 of the signed bytes, 64 KiB at most'),
    signature: z.string().max(128).describe('Base64 of the 64 bytes'),
  }),
  result: z.object({
    valid: z.boolean().describe('The key made this signature over these bytes'),
    revoked: z.boolean().describe('The key may sign no further upload'),
  }),
  errors: ['key.not_found'],
})

export const rotateSigningKey = endpoint({
  name: 'rotateSigningKey',
  method: 'POST',
  path: '/v1/signing-keys/{key_id}/rotate',
  summary: 'Note that a key handed an app over to another registered key',
  access: 'keys:manage',
  params: keyRef,
  body: z.object({
    lineage: z.string().max(65_536).describe('The text of META-INF/LINEAGE; its last link is the handover'),
    revoke: z.boolean().default(false).describe('Also take the old key out of use, for every app'),
  }),
  result: z.object({
    app_id: z.string(),
    min_version_code: z.int().describe('From this version_code on devices refuse what the old key signed'),
    old_key: SigningKey,
    new_key: SigningKey,
  }),
  errors: ['key.not_found', 'key.wrong_lineage'],
})

import { z } from 'zod'
import { endpoint, nothing, scopes } from './endpoint.ts'
import { appId, idOf, time } from './fields.ts'

export const ApiKey = z.object({
  id: idOf('ak'),
  name: z.string(),
  hint: z.string().describe('The beginning and the end of the key, to know it again: `mk_live_…a1B2c3`'),
  scopes: z.array(z.enum(scopes)),
  app_ids: z.array(appId).nullable().describe("The only apps it is for; null: every app of the account's teams"),
  trusted_publisher_id: idOf('tp').nullable().describe('Set when a CI run got it by trusted publishing'),
  created_at: time,
  expires_at: time,
  last_used_at: time.nullable().describe('To the minute'),
  revoked_at: time.nullable(),
})
export type ApiKey = z.output<typeof ApiKey>

export const NewApiKey = ApiKey.extend({
  key: z.string().describe('The key itself: shown here and never again'),
})
export type NewApiKey = z.output<typeof NewApiKey>

const apiKeyRef = z.object({ api_key_id: idOf('ak') })
const name = z.string().trim().min(1).max(60)
const expiresInDays = z.int().min(1).max(365).describe('Whole days until the key ends')

export const createApiKey = endpoint({
  name: 'createApiKey',
  method: 'POST',
  path: '/v1/api-keys',
  summary: 'Make an API key; it is shown once',
  access: 'account',
  requires: ['verified_email', 'recent_sign_in'],
  body: z.object({
    name,
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    app_ids: z.array(appId).min(1).max(100).nullable().default(null),
    expires_in_days: expiresInDays.default(90),
  }),
  result: NewApiKey,
  status: 201,
  errors: ['api_key.too_many', 'app.not_found'],
})

export const listApiKeys = endpoint({
  name: 'listApiKeys',
  method: 'GET',
  path: '/v1/api-keys',
  summary: "List the account's API keys, without the keys themselves",
  access: 'account',
  result: z.object({ api_keys: z.array(ApiKey) }),
})

export const renameApiKey = endpoint({
  name: 'renameApiKey',
  method: 'PATCH',
  path: '/v1/api-keys/{api_key_id}',
  summary: 'Rename an API key',
  access: 'account',
  params: apiKeyRef,
  body: z.object({ name }),
  result: ApiKey,
  errors: ['api_key.not_found'],
})

export const rotateApiKey = endpoint({
  name: 'rotateApiKey',
  method: 'POST',
  path: '/v1/api-keys/{api_key_id}/rotate',
  summary: 'Replace an API key by a new one with the same rights',
  access: 'account',
  requires: ['recent_sign_in'],
  params: apiKeyRef,
  body: z.object({
    expires_in_days: expiresInDays.default(90),
    overlap_minutes: z
      .int()
      .min(0)
      .max(7 * 24 * 60)
      .default(0)
      .describe('How long the old key still works, to change it everywhere'),
  }),
  result: NewApiKey,
  status: 201,
  errors: ['api_key.not_found', 'api_key.ended'],
})

export const revokeApiKey = endpoint({
  name: 'revokeApiKey',
  method: 'DELETE',
  path: '/v1/api-keys/{api_key_id}',
  summary: 'Revoke an API key: it is refused from now on',
  access: 'account',
  params: apiKeyRef,
  result: nothing,
  status: 204,
  errors: ['api_key.not_found'],
})

export const reportLeakedApiKey = endpoint({
  name: 'reportLeakedApiKey',
  method: 'POST',
  path: '/v1/api-keys/leaked',
  summary: 'Report an API key that was found in public: it is revoked and its owner is told',
  access: 'public',
  body: z.object({
    key: z.string().max(128),
    found_at: z.string().trim().max(500).default('').describe('Where it was found, for the owner'),
  }),
  result: nothing,
  status: 204,
  errors: ['rate_limited'],
})

export const describeApiKey = endpoint({
  name: 'describeApiKey',
  method: 'POST',
  path: '/v1/api-keys/describe',
  summary: 'What the API key that is sent may do, for whoever holds it',
  access: 'public',
  body: z.object({ key: z.string().max(128) }),
  result: ApiKey.pick({ name: true, hint: true, scopes: true, app_ids: true, expires_at: true }),
  errors: ['auth.invalid_api_key', 'auth.account_locked', 'rate_limited'],
})

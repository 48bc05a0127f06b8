import { apiKeys, keys as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import {
  createApiKey,
  describeApiKey,
  listApiKeys,
  renameApiKey,
  reportLeakedApiKey,
  revokeApiKey,
  rotateApiKey,
} from './api-keys.ts'
import { createChallenge } from './challenge.ts'
import { rotateSigningKey } from './handover.ts'
import { listSigningKeys, registerSigningKey, renameSigningKey, revokeSigningKey, verifySignature } from './keys.ts'

export function keyRoutes(serve: Serve, { db, tokens, limits, config }: Deps): void {
  serve(api.createKeyChallenge, ({ call }) => createChallenge(call, tokens, config.baseUrl))
  serve(api.registerSigningKey, ({ call, body }) => registerSigningKey(db, call, body, tokens))
  serve(api.listSigningKeys, async ({ call }) => ({ signing_keys: await listSigningKeys(db, call) }))
  serve(api.renameSigningKey, ({ call, params, body }) => renameSigningKey(db, call, { ...params, ...body }))
  serve(api.revokeSigningKey, async ({ call, params }) => {
    await revokeSigningKey(db, call, params)
    return {}
  })
  serve(api.verifySignature, ({ call, params, body }) => verifySignature(db, call, { ...params, ...body }))
  serve(api.rotateSigningKey, ({ call, params, body }) => rotateSigningKey(db, call, { ...params, ...body }))

  serve(apiKeys.createApiKey, ({ call, body }) => createApiKey(db, call, body))
  serve(apiKeys.listApiKeys, async ({ call }) => ({ api_keys: await listApiKeys(db, call) }))
  serve(apiKeys.renameApiKey, ({ call, params, body }) => renameApiKey(db, call, { ...params, ...body }))
  serve(apiKeys.rotateApiKey, ({ call, params, body }) => rotateApiKey(db, call, { ...params, ...body }))
  serve(apiKeys.revokeApiKey, async ({ call, params }) => {
    await revokeApiKey(db, call, params)
    return {}
  })
  serve(apiKeys.describeApiKey, async ({ call, body }) => {
    await limits.take('token_exchange', call.address)
    return describeApiKey(db, call, body)
  })
  serve(apiKeys.reportLeakedApiKey, async ({ call, body }) => {
    await limits.take('leak_report', call.address)
    await reportLeakedApiKey(db, call, body)
    return {}
  })
}

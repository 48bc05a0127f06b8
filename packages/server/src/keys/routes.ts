import { keys as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { createChallenge } from './challenge.ts'
import { listSigningKeys, registerSigningKey, renameSigningKey, revokeSigningKey } from './keys.ts'

export function keyRoutes(serve: Serve, { db, tokens, config }: Deps): void {
  serve(api.createKeyChallenge, ({ call }) => createChallenge(call, tokens, config.baseUrl))
  serve(api.registerSigningKey, ({ call, body }) => registerSigningKey(db, call, body, tokens))
  serve(api.listSigningKeys, async ({ call }) => ({ signing_keys: await listSigningKeys(db, call) }))
  serve(api.renameSigningKey, ({ call, params, body }) => renameSigningKey(db, call, { ...params, ...body }))
  serve(api.revokeSigningKey, async ({ call, params }) => {
    await revokeSigningKey(db, call, params)
    return {}
  })
}

import { oauth as api } from '@mosis/api'
import type { Deps } from '../../deps.ts'
import type { Serve } from '../../http/route.ts'
import { finishOAuth } from './finish.ts'
import { listIdentities, unlinkIdentity } from './identities.ts'
import { startOAuth } from './start.ts'

export function oauthRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  serve(api.startGithub, async ({ call, reply }) => ({
    redirect_url: await startOAuth(deps, call, reply, { provider: 'github' }),
  }))
  serve(api.finishGithub, (callback) => finishOAuth(deps, 'github', callback))
  serve(api.startGoogle, async ({ call, reply }) => ({
    redirect_url: await startOAuth(deps, call, reply, { provider: 'google' }),
  }))
  serve(api.finishGoogle, (callback) => finishOAuth(deps, 'google', callback))
  serve(api.listIdentities, async ({ call }) => ({ identities: await listIdentities(db, call) }))
  serve(api.linkIdentity, async ({ call, params, reply }) => ({
    redirect_url: await startOAuth(deps, call, reply, { provider: params.provider, link: true }),
  }))
  serve(api.unlinkIdentity, async ({ call, params }) => {
    await unlinkIdentity(db, call, params.provider)
    return {}
  })
}

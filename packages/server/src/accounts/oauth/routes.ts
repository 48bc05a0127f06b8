import { oauth as api } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Serve } from '../../http/route.ts'
import { requireSameOrigin } from '../cookies.ts'
import { finishOAuth } from './finish.ts'
import { listIdentities, unlinkIdentity } from './identities.ts'
import { startOAuth } from './start.ts'

export function oauthRoutes(serve: Serve, deps: Deps): void {
  const { db } = deps
  const goOn = (request: FastifyRequest, { return_to }: { return_to?: string | undefined }) => {
    if (return_to === undefined) return {}
    // The callback signs the browser in: another site must not have it begin.
    requireSameOrigin(request, deps.config)
    return { returnTo: return_to }
  }
  serve(api.startGithub, async ({ call, request, reply, body }) => ({
    redirect_url: await startOAuth(deps, call, reply, { provider: 'github', ...goOn(request, body) }),
  }))
  serve(api.finishGithub, (callback) => finishOAuth(deps, 'github', callback))
  serve(api.startGoogle, async ({ call, request, reply, body }) => ({
    redirect_url: await startOAuth(deps, call, reply, { provider: 'google', ...goOn(request, body) }),
  }))
  serve(api.finishGoogle, (callback) => finishOAuth(deps, 'google', callback))
  serve(api.listIdentities, async ({ call }) => ({ identities: await listIdentities(db, call) }))
  serve(api.linkIdentity, async ({ call, params, request, reply, body }) => ({
    redirect_url: await startOAuth(deps, call, reply, {
      provider: params.provider,
      link: true,
      ...goOn(request, body),
    }),
  }))
  serve(api.unlinkIdentity, async ({ call, params }) => {
    await unlinkIdentity(db, call, params.provider)
    return {}
  })
}

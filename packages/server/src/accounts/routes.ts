import { ApiError, accounts as api } from '@mosis/api'
import type { Tokens as TokensAnswer } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import type { Tokens } from '../http/tokens.ts'
import { getAccount, registerAccount, signIn } from './accounts.ts'
import type { AccountLimits } from './limits.ts'
import { endSession, openSession, refreshSession } from './sessions.ts'
import type { SignedIn } from './sessions.ts'

export function accountRoutes(serve: Serve, { db, tokens }: Deps, limits: AccountLimits): void {
  serve(api.register, async ({ call, body, request }) => {
    limits.registering(request.ip)
    const { email, password, name, setup_token } = body
    const account = await registerAccount(db, call, { email, password, name, setupToken: setup_token }, tokens)
    return toTokens(tokens, await openSession(db, call, account, { client: clientOf(request), method: 'password' }))
  })
  serve(api.login, async ({ call, body, request }) => {
    const succeed = limits.signingIn(request.ip, body.email)
    const signedIn = await signIn(db, call, { ...body, client: clientOf(request) })
    succeed()
    return toTokens(tokens, signedIn)
  })
  serve(api.refresh, async ({ call, body }) => toTokens(tokens, await refreshSession(db, call, body.refresh_token)))
  serve(api.logout, async ({ call }) => {
    await endSession(db, call)
    return {}
  })
  serve(api.me, ({ call }) => getAccount(db, call))
  serve(api.startGithub, () => refuseOAuth('GitHub', 'GITHUB'))
  serve(api.finishGithub, () => refuseOAuth('GitHub', 'GITHUB'))
  serve(api.startGoogle, () => refuseOAuth('Google', 'GOOGLE'))
  serve(api.finishGoogle, () => refuseOAuth('Google', 'GOOGLE'))
}

async function toTokens(tokens: Tokens, { account, sessionId, refreshToken }: SignedIn): Promise<TokensAnswer> {
  const { token, expiresInSeconds } = await tokens.issue({ accountId: account.id, sessionId })
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
    refresh_token: refreshToken,
    user: account,
  }
}

function refuseOAuth(provider: string, prefix: string): never {
  throw new ApiError('oauth.not_configured', { provider, settings: `${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET` })
}

const clientOf = ({ headers }: FastifyRequest) => headers['user-agent'] ?? ''

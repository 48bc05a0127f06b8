import { accounts as api } from '@mosis/api'
import type { Tokens as TokensAnswer } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import type { Tokens } from '../http/tokens.ts'
import { getAccount, registerAccount, signIn } from './accounts.ts'
import { endBrowserSession, findCookie } from './cookies.ts'
import { guardPassword } from './lock-out.ts'
import { endSession, openSession, refreshSession } from './sessions.ts'
import type { SignedIn } from './sessions.ts'

export function accountRoutes(serve: Serve, deps: Deps): void {
  const { db, tokens, limits } = deps
  serve(api.register, async ({ call, body, request }) => {
    await limits.take('register', call.address)
    const { email, password, name, setup_token } = body
    const account = await registerAccount(db, call, { email, password, name, setupToken: setup_token }, tokens)
    const manner = { client: clientOf(request), method: 'password', isNewAccount: true } as const
    return toTokens(tokens, await openSession(db, call, account, manner))
  })
  serve(api.login, async ({ call, body, request }) => {
    const client = clientOf(request)
    const signedIn = await guardPassword(deps, call, body.email, () => signIn(db, call, { ...body, client }))
    return toTokens(tokens, signedIn)
  })
  serve(api.refresh, async ({ call, body }) => toTokens(tokens, await refreshSession(db, call, body.refresh_token)))
  serve(api.logout, async ({ call, request, reply }) => {
    await endSession(db, call)
    if (findCookie(request, deps.config) !== undefined) endBrowserSession(deps, reply)
    return {}
  })
  serve(api.me, ({ call }) => getAccount(db, call))
}

/** What a client with Bearer tokens is answered. */
export async function toTokens(tokens: Tokens, { account, sessionId, refreshToken }: SignedIn): Promise<TokensAnswer> {
  const { token, expiresInSeconds } = await tokens.issue({ accountId: account.id, sessionId })
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: expiresInSeconds,
    refresh_token: refreshToken,
    user: account,
  }
}

const clientOf = ({ headers }: FastifyRequest) => headers['user-agent'] ?? ''

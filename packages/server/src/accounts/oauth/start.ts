import { randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { OAuthProvider } from '@mosis/api'
import type { FastifyReply } from 'fastify'
import type { Deps } from '../../deps.ts'
import { requireAccount } from '../../http/call.ts'
import type { Call } from '../../http/call.ts'
import { safeLocalPath } from '../../http/local-path.ts'
import { markBrowser } from './browser-cookie.ts'
import { openFlow } from './flow.ts'
import { ask } from './refusal.ts'

export interface StartedOAuth {
  provider: OAuthProvider
  /** The page that goes on afterwards; left out: the callback answers a client with JSON. */
  returnTo?: string
  /** Links with the account of the call, which has proved a short while ago who it is, instead of signing in. */
  link?: boolean
}

/** Begins a sign-in at a provider; gives the address for the browser, which gets a cookie with this answer. */
export async function startOAuth(
  { db, config, oauth, limits, log }: Pick<Deps, 'db' | 'config' | 'oauth' | 'limits' | 'log'>,
  call: Call,
  reply: FastifyReply,
  { provider: name, returnTo, link = false }: StartedOAuth,
): Promise<string> {
  const provider = oauth.get(name)
  await limits.take('oauth_start', call.address)
  const secrets = { verifier: randomText(), nonce: randomText() }
  const state = await openFlow(db, call, {
    ...secrets,
    provider: name,
    browser: markBrowser(reply, config),
    return_to: returnTo === undefined ? null : (safeLocalPath(returnTo, config.baseUrl) ?? '/'),
    link: link ? linkingSession(call) : null,
  })
  const address = await ask(log, provider, () => provider.authorize(secrets, state))
  return address.href
}

function linkingSession(call: Call): { account_id: string; session_id: string } {
  const account_id = requireAccount(call)
  if (call.sessionId === null) throw new ApiError('auth.session_required')
  return { account_id, session_id: call.sessionId }
}

/** 43 characters: as long as a PKCE verifier has to be at least (RFC 7636, 4.1). */
const randomText = () => randomBytes(32).toString('base64url')

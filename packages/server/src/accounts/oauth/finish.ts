import { ApiError } from '@mosis/api'
import type { Identity, Input, OAuthOutcome, OAuthProvider, oauth } from '@mosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { Call } from '../../http/call.ts'
import { keepTicket } from '../../http/ticket-cookie.ts'
import { startBrowserSession } from '../cookies.ts'
import { toTokens } from '../routes.ts'
import type { SignedIn } from '../sessions.ts'
import { findBrowser } from './browser-cookie.ts'
import { callbackUrl } from './configured.ts'
import { takeFlow } from './flow.ts'
import type { OAuthFlow } from './flow.ts'
import { linkPerson } from './identities.ts'
import type { Provider } from './provider.ts'
import { ask } from './refusal.ts'
import { signInPerson } from './sign-in.ts'

export interface OAuthCallback {
  call: Call
  query: Input<typeof oauth.finishGithub>['query']
  request: FastifyRequest
  reply: FastifyReply
}

/** Answers a browser that comes back from a provider: with JSON where a client began, by a redirect where a page did. */
export async function finishOAuth(
  deps: Deps,
  name: OAuthProvider,
  callback: OAuthCallback,
): Promise<OAuthOutcome | FastifyReply> {
  const { call, query, request, reply } = callback
  const provider = deps.oauth.get(name)
  const began = { provider: name, state: query.state, browser: findBrowser(request, deps.config) }
  const flow = await takeFlow(deps.db, call, began)
  if (!flow) {
    const refusal = new ApiError('oauth.invalid_state')
    // Nobody knows any more who began; a browser gets a page.
    if (!wantsPage(request)) throw refusal
    return reply.redirect(signInPage({ problem: refusal.code, provider: name }), 303)
  }
  if (flow.return_to === null) {
    const outcome = await follow(deps, provider, flow, callback)
    return 'linked' in outcome ? outcome : toTokens(deps.tokens, outcome.signedIn)
  }
  try {
    const outcome = await follow(deps, provider, flow, callback)
    if ('signedIn' in outcome) await startBrowserSession(deps, reply, outcome.signedIn)
    return reply.redirect(flow.return_to, 303)
  } catch (failure) {
    if (!(failure instanceof ApiError)) throw failure
    return showProblem(deps, reply, flow, failure)
  }
}

async function follow(
  { db, config, limits, log }: Deps,
  provider: Provider,
  flow: OAuthFlow,
  { call, query, request }: OAuthCallback,
): Promise<{ signedIn: SignedIn } | { linked: Identity }> {
  const { state = '' } = query
  const callback = new URL(callbackUrl(config, provider.provider))
  for (const [name, value] of Object.entries(query)) callback.searchParams.set(name, value)
  const person = await ask(log, provider, () => provider.identify(callback, flow, state))
  if (flow.link) return { linked: await linkPerson(db, call, flow.link, { provider, person }) }
  const client = request.headers['user-agent'] ?? ''
  return { signedIn: await signInPerson({ db, limits }, call, { provider, person, client }) }
}

function showProblem({ config }: Deps, reply: FastifyReply, flow: OAuthFlow, failure: ApiError): FastifyReply {
  const return_to = flow.return_to ?? '/'
  if (failure.code === 'auth.second_factor_required') {
    keepTicket(reply, config, String(failure.details.ticket))
    return reply.redirect(`/auth/second-factor?${new URLSearchParams({ return_to }).toString()}`, 303)
  }
  // The page has the words, and wants to know whom they are about.
  const said = { problem: failure.code, provider: flow.provider }
  const page = flow.link
    ? `/account/security?${new URLSearchParams(said).toString()}`
    : signInPage({ ...said, return_to })
  return reply.redirect(page, 303)
}

const signInPage = (said: Record<string, string>) => `/auth/sign-in?${new URLSearchParams(said).toString()}`

const wantsPage = ({ headers }: FastifyRequest) => (headers.accept ?? '').includes('text/html')

import { ApiError } from '@mosis/api'
import type { Role, Scope } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { nobody } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Identify } from '../http/route.ts'
import { refuseAccess } from './access.ts'
import { hashCookie } from './cookies.ts'
import { findCredential, refuseCrossSite } from './credentials.ts'
import type { Credential } from './credentials.ts'
import { createRememberedCallers } from './remembered-callers.ts'
import type { Caller } from './remembered-callers.ts'
import { findSession, noteUse } from './sessions.ts'

/** Whom an API key speaks for; undefined for a text that is none, or does not work any more. */
export type FindApiKey = (
  text: string,
  now: string,
) => Promise<
  | { accountId: string; role: Role; scopes: readonly Scope[]; apiKeyId: string; appIds: readonly string[] | null }
  | undefined
>

export interface Identification {
  identify: Identify
  /** To be called when this process has changed who may do what. */
  forget: () => void
}

/** Recognises callers by access token, API key or cookie, and refuses what they may not use. */
export function createIdentify(
  { db, tokens, clock, config, limits }: Pick<Deps, 'db' | 'tokens' | 'clock' | 'config' | 'limits'>,
  { findApiKey }: { findApiKey?: FindApiKey } = {},
): Identification {
  const remembered = createRememberedCallers()
  const lookUps: Record<Credential['kind'], (text: string, now: string) => Promise<Caller | undefined>> = {
    async token(text, now) {
      const subject = await tokens.read(text)
      if (!subject) return undefined
      const session = await findSession(db, { id: subject.sessionId }, now)
      return session?.caller.accountId === subject.accountId ? session.caller : undefined
    },
    async api_key(text, now) {
      const found = await findApiKey?.(text, now)
      return found && { ...nobody, ...found }
    },
    async cookie(text, now) {
      const session = await findSession(db, { cookie_hash: hashCookie(text) }, now)
      // Nothing is refreshed here, so its use is what keeps the session alive.
      if (session) await noteUse(db, session, now)
      return session?.caller
    },
  }

  async function identify(request: FastifyRequest, endpoint: Parameters<Identify>[1]): Promise<Call> {
    const time = clock()
    const now = time.toISOString()
    // Before anything is looked up: guessing credentials costs the same.
    limits.countCall('calls_of_address', request.ip)
    const anybody: Call = { ...nobody, address: request.ip, now, requestId: request.id }
    refuseCrossSite(request, config)
    if (endpoint.access === 'public') return anybody
    const credential = findCredential(request, config)
    if (!credential) throw new ApiError('auth.required')
    const caller = await remembered.find(credential, time.getTime(), () =>
      lookUps[credential.kind](credential.text, now),
    )
    if (!caller) throw new ApiError(credential.kind === 'api_key' ? 'auth.invalid_api_key' : 'auth.invalid_token')
    if (caller.apiKeyId === null) limits.countCall('calls_of_account', caller.accountId)
    else limits.countCall('calls_of_api_key', caller.apiKeyId)
    refuseAccess(endpoint, caller, time.getTime())
    if (endpoint.requires.includes('verified_email')) await refuseUnverified(caller)
    return { ...anybody, ...caller }
  }

  /** Without a mail server nobody could prove an address. */
  async function refuseUnverified({ accountId }: Caller): Promise<void> {
    if (config.mail.kind !== 'smtp') return
    const account = await db
      .selectFrom('account')
      .select('email_verified_at')
      .where('id', '=', accountId)
      .executeTakeFirst()
    if (account?.email_verified_at == null) throw new ApiError('auth.email_not_verified')
  }

  return { identify, forget: () => remembered.forget() }
}

import { ApiError, scopes } from '@mosis/api'
import type { Access, Role } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { nobody } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Identify } from '../http/route.ts'
import { findSessionAccount } from './sessions.ts'

/** Recognises the caller by its access token. The session is looked up each time, so that signing out counts at once. */
export function createIdentify({ db, tokens, clock }: Pick<Deps, 'db' | 'tokens' | 'clock'>): Identify {
  return async (request, { access }) => {
    const now = clock().toISOString()
    const anybody: Call = { ...nobody, address: request.ip, now, requestId: request.id }
    if (access === 'public') return anybody
    const subject = await tokens.read(bearerOf(request))
    if (!subject) throw new ApiError('auth.invalid_token')
    const account = await findSessionAccount(db, subject.sessionId, now)
    if (account?.id !== subject.accountId) throw new ApiError('auth.invalid_token')
    refuseRole(access, account.role)
    return { ...anybody, accountId: account.id, role: account.role, scopes, sessionId: subject.sessionId }
  }
}

const longestToken = 4096

function bearerOf({ headers }: FastifyRequest): string {
  const { authorization } = headers
  if (authorization === undefined) throw new ApiError('auth.required')
  const [, token] = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (token === undefined || token.length > longestToken) throw new ApiError('auth.invalid_token')
  return token
}

/** Which roles may call what needs more than an account; a signed-in account carries every scope. */
const rolesOf: Partial<Record<Access, readonly Role[]>> = { reviewer: ['reviewer', 'admin'], admin: ['admin'] }

function refuseRole(access: Access, role: Role): void {
  const roles = rolesOf[access]
  if (roles && !roles.includes(role)) throw new ApiError('auth.forbidden', { needs: `the role ${roles.join(' or ')}` })
}

import { ApiError, scopes as allScopes } from '@mosis/api'
import type { Endpoint, Role } from '@mosis/api'
import type { Call } from '../http/call.ts'
import { requireAccount } from '../http/call.ts'
import type { Caller } from './remembered-callers.ts'

/** How long a proof of who somebody is counts as recent. */
export const recentSignInMs = 15 * 60_000

/** Which roles may call what needs more than an account. */
const rolesOf = { reviewer: ['reviewer', 'admin'], admin: ['admin'] } as const satisfies Record<string, readonly Role[]>

/** Refuses a caller that may not use an endpoint; what needs the database is not asked here. */
export function refuseAccess(
  { access, requires }: Pick<Endpoint, 'access' | 'requires'>,
  caller: Caller,
  nowMs: number,
): void {
  switch (access) {
    case 'public':
      return
    case 'account':
      refuseApiKey(caller)
      break
    case 'reviewer':
    case 'admin':
      refuseApiKey(caller)
      refuseRole(caller, rolesOf[access])
      refuseLimited(caller)
      break
    default:
      if (!caller.scopes.includes(access)) throw new ApiError('auth.forbidden', { needs: `the scope ${access}` })
  }
  if (requires.includes('recent_sign_in')) {
    refuseApiKey(caller)
    // Otherwise a sign-in with few scopes would make itself one with all of them.
    refuseLimited(caller)
    if (!isRecent(caller, nowMs)) throw new ApiError('auth.recent_sign_in_required')
  }
}

/** Asks for a recent sign-in where only the account's state says that one is needed. */
export function requireRecentSignIn(call: Call): void {
  const caller = { ...call, accountId: requireAccount(call) }
  refuseAccess({ access: 'account', requires: ['recent_sign_in'] }, caller, Date.parse(call.now))
}

/** An API key lies in files and CI settings: it never reaches what would make another credential out of it. */
function refuseApiKey({ apiKeyId }: Caller): void {
  if (apiKeyId !== null) throw new ApiError('auth.session_required')
}

function refuseRole({ role }: Caller, roles: readonly Role[]): void {
  if (role === null || !roles.includes(role)) {
    throw new ApiError('auth.forbidden', { needs: `the role ${roles.join(' or ')}` })
  }
}

function refuseLimited({ scopes }: Caller): void {
  const missing = allScopes.filter((scope) => !scopes.includes(scope))
  if (missing.length > 0) {
    throw new ApiError('auth.forbidden', {
      needs: `a sign-in that is not limited; this one lacks ${missing.join(', ')}`,
    })
  }
}

function isRecent({ authenticatedAt }: Caller, nowMs: number): boolean {
  // In both directions: a clock that was a year ahead for a moment leaves no session recent for a year.
  return authenticatedAt !== null && Math.abs(nowMs - Date.parse(authenticatedAt)) <= recentSignInMs
}

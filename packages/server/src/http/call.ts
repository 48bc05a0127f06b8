import { ApiError } from '@mosis/api'
import type { Role, Scope } from '@mosis/api'

/** Who asks, and when. Every verb takes one; jobs make theirs with `systemCall`. */
export interface Call {
  /** Null: nobody has signed in, or the portal itself acts. */
  accountId: string | null
  role: Role | null
  /** What the credential allows; a signed-in account has all of them. */
  scopes: readonly Scope[]
  sessionId: string | null
  /** When the person last proved who they are, ISO 8601 UTC; null without a session. */
  authenticatedAt: string | null
  /** The API key that was shown instead of a sign-in. */
  apiKeyId: string | null
  /** The only apps that the API key is for; null: all of the account's teams. */
  appIds: readonly string[] | null
  /** Where the caller is; empty for the portal itself. */
  address: string
  /** ISO 8601 UTC; the only time that a verb knows. */
  now: string
  requestId: string
}

/** What a call knows of a caller who shows nothing. */
export const nobody = {
  accountId: null,
  role: null,
  scopes: [],
  sessionId: null,
  authenticatedAt: null,
  apiKeyId: null,
  appIds: null,
} as const satisfies Partial<Call>

/** The call of the portal itself: a job, a start-up step. */
export function systemCall(now: string, requestId: string): Call {
  return { ...nobody, address: '', now, requestId }
}

/** The account that asks; refuses a call without one. */
export function requireAccount(call: Call): string {
  if (call.accountId === null) throw new ApiError('auth.required')
  return call.accountId
}

/** Reviewers and admins see and decide about every app. */
export function isReviewer(call: Call): boolean {
  return call.role === 'reviewer' || call.role === 'admin'
}

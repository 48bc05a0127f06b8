import { ApiError } from '@mosis/api'
import type { FastifyRequest } from 'fastify'
import { findCookie, isUnsafe, requireSameOrigin } from './cookies.ts'

/** What a caller shows to say who it is. */
export interface Credential {
  kind: 'token' | 'api_key' | 'cookie'
  text: string
}

const longestCredential = 4096
const apiKeyStart = 'mk_'

/**
 * Finds what the request shows: an access token or an API key in `Authorization: Bearer`, an API key in `X-API-Key`, or a
 * browser's cookie. What a program sends on purpose counts before the cookie, which a browser adds by itself.
 */
export function findCredential(request: FastifyRequest, place: { readonly baseUrl: string }): Credential | undefined {
  const { authorization, 'x-api-key': apiKey } = request.headers
  // Which of the two should count? A proxy in front may read one and the portal the other.
  if (authorization !== undefined && apiKey !== undefined) throw new ApiError('auth.two_credentials')
  if (apiKey !== undefined) {
    const text = String(apiKey)
    if (text.length > longestCredential) throw new ApiError('auth.invalid_api_key')
    return { kind: 'api_key', text }
  }
  if (authorization !== undefined) return readAuthorization(authorization)
  const cookie = findCookie(request, place)
  if (cookie === undefined) return undefined
  if (cookie.length > longestCredential) throw new ApiError('auth.invalid_token')
  return { kind: 'cookie', text: cookie }
}

/** Refuses a change that a browser brings its cookie along to, unless a page of this portal sends it. */
export function refuseCrossSite(request: FastifyRequest, place: { readonly baseUrl: string }): void {
  const { authorization, 'x-api-key': apiKey } = request.headers
  // No other site can add these headers, and the cookie does not count beside them.
  if (authorization !== undefined || apiKey !== undefined || !isUnsafe(request)) return
  if (findCookie(request, place) !== undefined) requireSameOrigin(request, place)
}

function readAuthorization(authorization: string): Credential {
  const [, text] = /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (text?.startsWith(apiKeyStart)) {
    if (text.length > longestCredential) throw new ApiError('auth.invalid_api_key')
    return { kind: 'api_key', text }
  }
  if (text === undefined || text.length > longestCredential) throw new ApiError('auth.invalid_token')
  return { kind: 'token', text }
}

import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { flowMs } from './flow.ts'

/** Where the portal is reached: the cookie is named and guarded by it. */
interface Place {
  readonly baseUrl: string
}

/**
 * Knows the browser that begins a flow again when it comes back, against login CSRF (RFC 6749, 10.12). Gives what to compare
 * with. A second flow in another tab keeps the cookie of the first, so that both can be finished.
 */
export function markBrowser(reply: FastifyReply, place: Place): string {
  const cookie = findCookie(reply.request, place) ?? randomBytes(32).toString('base64url')
  const isHttps = place.baseUrl.startsWith('https:')
  const flags = `Path=/; Max-Age=${flowMs / 1000}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
  reply.header('set-cookie', `${cookieName(place)}=${cookie}; ${flags}`)
  return hash(cookie)
}

/** The browser that asks, as `markBrowser` named it; undefined when it began no flow. */
export function findBrowser(request: FastifyRequest, place: Place): string | undefined {
  const cookie = findCookie(request, place)
  return cookie === undefined ? undefined : hash(cookie)
}

function findCookie({ headers }: FastifyRequest, place: Place): string | undefined {
  const start = `${cookieName(place)}=`
  const ours = (headers.cookie ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
    .map((part) => part.slice(start.length))
  const [only, ...others] = ours
  // With two of them a neighbour on the same domain may have planted one.
  return only !== undefined && others.length === 0 && /^[\w-]{43}$/.test(only) ? only : undefined
}

function cookieName({ baseUrl }: Place): string {
  // The prefix wants Path=/, and has browsers refuse one that another host of the domain or an unencrypted page wants to set.
  return baseUrl.startsWith('https:') ? '__Host-mosis_oauth' : 'mosis_oauth'
}

/** The state is stored beside it: who reads the database cannot pass for the browser. */
const hash = (cookie: string) => createHash('sha256').update(cookie).digest('hex')

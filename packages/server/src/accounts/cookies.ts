import { createHash, randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import type { SignedIn } from './sessions.ts'

/** Where the portal is reached: who knows that knows the cookie's name and which site is its own. */
interface Place {
  readonly baseUrl: string
}

/** The longest that browsers keep one; the session itself ends on the portal, earlier. */
const cookieSeconds = 400 * 86_400

/**
 * Gives a fresh session to the browser: it brings a cookie from now on. The refresh token is taken out of use, since a cookie is
 * never refreshed. The cookie's text is always new, so nobody can sign in with one that was planted before.
 */
export async function startBrowserSession(
  { db, config }: Pick<Deps, 'db' | 'config'>,
  reply: FastifyReply,
  { sessionId }: Pick<SignedIn, 'sessionId'>,
): Promise<void> {
  const cookie = randomBytes(32).toString('base64url')
  await db
    .updateTable('session')
    .set({ cookie_hash: hashCookie(cookie) })
    .where('id', '=', sessionId)
    .execute()
  await db.deleteFrom('refresh_token').where('session_id', '=', sessionId).execute()
  reply.header('set-cookie', writeCookie(config, cookie, cookieSeconds))
}

/** Has the browser forget its session; `endSession` is what ends it on the portal. */
export function endBrowserSession({ config }: Pick<Deps, 'config'>, reply: FastifyReply): void {
  reply.header('set-cookie', writeCookie(config, '', 0))
}

/**
 * The text of the session's cookie; undefined where there is none. With two of them nobody can tell which one the portal set
 * and which one a neighbour on the same domain did, so neither counts.
 */
export function findCookie({ headers }: FastifyRequest, place: Place): string | undefined {
  const { cookie } = headers
  if (cookie === undefined) return undefined
  const start = `${cookieName(place)}=`
  const ours = cookie
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(start))
  const [only, ...others] = new Set(ours.map((part) => part.slice(start.length)))
  if (only === undefined || only === '') return undefined
  return others.length === 0 ? only : 'two cookies'
}

/** What is stored of a cookie. It has 256 random bits, so a fast hash is enough: there is nothing to guess. */
export function hashCookie(cookie: string): string {
  return createHash('sha256').update(cookie).digest('hex')
}

/** Methods that change something: a browser would bring its cookie along when another site sends them. */
export function isUnsafe({ method }: FastifyRequest): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS'
}

/**
 * Refuses what a page of another site sends (CSRF). `SameSite=Lax` alone lets the neighbours on a domain through, and every old
 * browser. No script can set these two headers; one that is there and says something else decides.
 */
export function requireSameOrigin({ headers }: FastifyRequest, { baseUrl }: Place): void {
  const { origin } = headers
  const site = headers['sec-fetch-site']
  // `Origin: null` is what a sandboxed frame sends, and any page that hides its address.
  const isOurs = origin === new URL(baseUrl).origin || (site === 'same-origin' && (origin ?? 'null') === 'null')
  const isForeign = site !== undefined && site !== 'same-origin'
  if (!isOurs || isForeign) throw new ApiError('auth.cross_site', { base_url: baseUrl })
}

function cookieName({ baseUrl }: Place): string {
  // The prefix has browsers refuse one that another host of the domain or an unencrypted page wants to set.
  return isHttps(baseUrl) ? '__Host-mosis_session' : 'mosis_session'
}

function writeCookie(place: Place, value: string, maxAge: number): string {
  const secure = isHttps(place.baseUrl) ? '; Secure' : ''
  return `${cookieName(place)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`
}

const isHttps = (baseUrl: string) => baseUrl.startsWith('https:')

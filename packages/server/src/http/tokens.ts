import { createHmac, createSecretKey, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'

/** Whom an access token speaks for. */
export interface TokenSubject {
  accountId: string
  sessionId: string
}

/** Everything that is made with the portal's secret. */
export interface Tokens {
  /** An access token (JWT) for `Authorization: Bearer`. */
  issue: (subject: TokenSubject) => Promise<{ token: string; expiresInSeconds: number }>
  /** Undefined for everything that is not a token of this portal, or has expired. */
  read: (token: string) => Promise<TokenSubject | undefined>
  /** A code that only this portal can make, over a text and for one purpose. */
  authenticate: (purpose: string, text: string) => string
  isAuthentic: (purpose: string, text: string, code: string) => boolean
}

export const accessTokenSeconds = 15 * 60

const issuer = 'mosis-portal'
const algorithm = 'HS256'
const type = 'at+jwt'

export function createTokens(secret: string, clock: Clock): Tokens {
  const signingKey = createSecretKey(secret, 'utf8')
  // A key of its own: a code made for another purpose can never pass as a token.
  const codeKey = Buffer.from(hkdfSync('sha256', secret, '', 'mosis-portal authentication codes', 32))
  const authenticate = (purpose: string, text: string) =>
    createHmac('sha256', codeKey).update(`${purpose}\n${text}`).digest('base64url')
  return {
    async issue({ accountId, sessionId }) {
      const { SignJWT } = await import('jose')
      const issuedAt = Math.floor(clock().getTime() / 1000)
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: type })
        .setIssuer(issuer)
        .setSubject(accountId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + accessTokenSeconds)
        .sign(signingKey)
      return { token, expiresInSeconds: accessTokenSeconds }
    },
    async read(token) {
      const { jwtVerify, errors } = await import('jose')
      try {
        const { payload } = await jwtVerify(token, signingKey, {
          algorithms: [algorithm],
          typ: type,
          issuer,
          currentDate: clock(),
          requiredClaims: ['sub', 'sid', 'exp'],
        })
        const { sub, sid } = payload
        return typeof sub === 'string' && typeof sid === 'string' ? { accountId: sub, sessionId: sid } : undefined
      } catch (failure) {
        if (failure instanceof errors.JOSEError) return undefined
        throw failure
      }
    },
    authenticate,
    isAuthentic(purpose, text, code) {
      const expected = Buffer.from(authenticate(purpose, text))
      const given = Buffer.from(code)
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}

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
  /** A text that has to be stored and that nobody else may read. */
  seal: (purpose: string, text: string) => Promise<string>
  /** Undefined for what was sealed for another purpose or by another secret. */
  open: (purpose: string, sealed: string) => Promise<string | undefined>
}

export const accessTokenSeconds = 15 * 60

const issuer = 'mosis-portal'
const algorithm = 'HS256'
const type = 'at+jwt'

/** A clock that was set back by more than this ends the tokens of before: they would live longer by as much. */
const clockStepSeconds = 60

export interface TokenOptions {
  clock: Clock
  /** The portal's public address: a token of another portal is refused here even if both have the same secret. */
  audience: string
}

export function createTokens(secret: string, { clock, audience }: TokenOptions): Tokens {
  const signingKey = createSecretKey(secret, 'utf8')
  // A key of its own: a code made for another purpose can never pass as a token.
  const codeKey = Buffer.from(hkdfSync('sha256', secret, '', 'mosis-portal authentication codes', 32))
  const sealingKey = new Uint8Array(hkdfSync('sha256', secret, '', 'mosis-portal sealed texts', 32))
  const authenticate = (purpose: string, text: string) =>
    createHmac('sha256', codeKey).update(`${purpose}\n${text}`).digest('base64url')
  return {
    async issue({ accountId, sessionId }) {
      const { SignJWT } = await import('jose')
      const issuedAt = Math.floor(clock().getTime() / 1000)
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: algorithm, typ: type })
        .setIssuer(issuer)
        .setAudience(audience)
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
          audience,
          currentDate: clock(),
          requiredClaims: ['sub', 'sid', 'iat', 'exp'],
        })
        const { sub, sid, iat = 0, exp = 0 } = payload
        const isFromFuture = iat > clock().getTime() / 1000 + clockStepSeconds
        if (isFromFuture || exp - iat > accessTokenSeconds) return undefined
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
    async seal(purpose, text) {
      const { CompactEncrypt } = await import('jose')
      // The purpose stands in the protected header, which the cipher authenticates.
      const header = { alg: 'dir', enc: 'A256GCM', purpose }
      return new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(sealingKey)
    },
    async open(purpose, sealed) {
      const { compactDecrypt, errors } = await import('jose')
      try {
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, sealingKey, {
          keyManagementAlgorithms: ['dir'],
          contentEncryptionAlgorithms: ['A256GCM'],
        })
        return protectedHeader.purpose === purpose ? new TextDecoder().decode(plaintext) : undefined
      } catch (failure) {
        if (failure instanceof errors.JOSEError) return undefined
        throw failure
      }
    },
  }
}

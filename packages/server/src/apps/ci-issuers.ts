import { ApiError } from '@mosis/api'
import type { PublisherClaims } from '@mosis/api'
import type { JWTPayload } from 'jose'
import type { Clock } from '../clock.ts'

export type CiProvider = PublisherClaims['provider']

/** Who issues the tokens of CI runs: the address that their `iss` says, for each provider. */
export type CiIssuers = Readonly<Record<CiProvider, string>>

export interface CiRun {
  provider: CiProvider
  /** Unique for each token of the issuer. */
  tokenId: string
  /** ISO 8601 UTC. */
  expiresAt: string
  claims: JWTPayload
}

export interface CiTokensOptions {
  issuers: CiIssuers
  /** The address of this portal: a token that was made for another place is refused. */
  audience: string
  clock: Clock
  fetch?: typeof globalThis.fetch
}

/** Reads the OIDC token of a CI run; throws `ci_token.invalid` for everything that is not one made for this portal. */
export type ReadCiToken = (token: string) => Promise<CiRun>

/** The signatures that the providers use and no other; never HS256, whose key would be the public one. */
const algorithms = ['RS256', 'ES256', 'PS256']
const timeoutMs = 5000
const longestDocument = 256 * 1024

/** The key sets of the issuers are kept for ten minutes, and read again at once when a token names a key that is not there. */
export function createReadCiToken({
  issuers,
  audience,
  clock,
  fetch = globalThis.fetch,
}: CiTokensOptions): ReadCiToken {
  const keySets = new Map<string, ReturnType<typeof openKeySet>>()
  const refuse = (reason: string, cause?: unknown) =>
    new ApiError('ci_token.invalid', { reason, audience }, cause === undefined ? {} : { cause })

  async function openKeySet(issuer: string) {
    const { createRemoteJWKSet, customFetch } = await import('jose')
    const answer = await fetch(`${issuer}/.well-known/openid-configuration`, {
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await answer.text()
    if (!answer.ok || text.length > longestDocument) throw new Error(`it answered ${answer.status}`)
    const { issuer: named, jwks_uri } = JSON.parse(text) as { issuer?: unknown; jwks_uri?: unknown }
    // OpenID Connect Discovery 1.0, 4.3: otherwise one issuer could pass for another.
    if (named !== issuer || typeof jwks_uri !== 'string') throw new Error('it describes another issuer')
    const address = new URL(jwks_uri)
    if (address.protocol !== new URL(issuer).protocol) throw new Error('its keys lie at an address of another kind')
    return createRemoteJWKSet(address, { timeoutDuration: timeoutMs, cooldownDuration: 30_000, [customFetch]: fetch })
  }

  async function keySetOf(issuer: string) {
    const known = keySets.get(issuer) ?? openKeySet(issuer)
    keySets.set(issuer, known)
    try {
      return await known
    } catch (cause) {
      // Asked again at the next token.
      keySets.delete(issuer)
      throw new ApiError('ci_token.issuer_unreachable', { issuer, reason: messageOf(cause) }, { cause })
    }
  }

  return async (token) => {
    const { decodeJwt, errors, jwtVerify } = await import('jose')
    const provider = providerOf(decode(token, decodeJwt, refuse), issuers)
    if (!provider) throw refuse('its issuer is not a CI that this portal knows')
    const issuer = issuers[provider]
    const keySet = await keySetOf(issuer)
    try {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms,
        issuer,
        audience,
        currentDate: clock(),
        // The clocks of two machines differ.
        clockTolerance: 30,
        requiredClaims: ['exp', 'iat', 'jti', 'sub'],
      })
      const { jti = '', exp = 0 } = payload
      return { provider, tokenId: `${issuer} ${jti}`, expiresAt: new Date(exp * 1000).toISOString(), claims: payload }
    } catch (failure) {
      // The key set itself could not be had: that says nothing about the token.
      const isAway =
        failure instanceof errors.JWKSTimeout ||
        failure instanceof errors.JWKSInvalid ||
        (failure instanceof errors.JOSEError && failure.code === 'ERR_JOSE_GENERIC')
      if (failure instanceof errors.JOSEError && !isAway) throw refuse(failure.message, failure)
      throw new ApiError('ci_token.issuer_unreachable', { issuer, reason: messageOf(failure) }, { cause: failure })
    }
  }
}

function decode(
  token: string,
  decodeJwt: (token: string) => JWTPayload,
  refuse: (reason: string, cause: unknown) => ApiError,
): JWTPayload {
  try {
    return decodeJwt(token)
  } catch (failure) {
    throw refuse('it is not a JWT', failure)
  }
}

function providerOf({ iss }: JWTPayload, issuers: CiIssuers): CiProvider | undefined {
  return (['github', 'gitlab'] as const).find((provider) => issuers[provider] === iss)
}

const messageOf = (failure: unknown) => (failure instanceof Error ? failure.message : String(failure))

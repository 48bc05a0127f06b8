import type { Configuration } from 'openid-client'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { providerFetch } from './provider-fetch.ts'
import { toPerson } from './provider.ts'
import type { FlowSecrets, Person, Provider, ProviderOptions } from './provider.ts'

const scope = 'openid email profile'
const freshMs = 60 * 60_000

const Claims = z.object({
  // OpenID Connect Core, 2: at most 255 ASCII characters.
  sub: z.string().regex(/^[\x20-\x7e]{1,255}$/),
  email: z.string().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
})

/** Google, or any other OpenID Connect issuer: its addresses and keys are discovered, who is there stands in the ID token. */
export function createGoogle(
  { clientId, clientSecret, redirectUrl, timeoutMs }: ProviderOptions,
  { issuer, clock }: { issuer: string; clock: Clock },
): Provider {
  let known: { configuration: Configuration; at: number } | undefined
  let asking: Promise<Configuration> | undefined

  /** What was discovered in the last hour, or else before that when the issuer does not answer now. */
  async function open(): Promise<Configuration> {
    const now = clock().getTime()
    if (known && now - known.at < freshMs) return known.configuration
    try {
      const configuration = await (asking ??= discover())
      known = { configuration, at: now }
      return configuration
    } catch (failure) {
      if (known) return known.configuration
      throw failure
    } finally {
      asking = undefined
    }
  }

  async function discover(): Promise<Configuration> {
    const { allowInsecureRequests, ClientSecretPost, customFetch, discovery, enableNonRepudiationChecks } =
      await import('openid-client')
    return discovery(new URL(issuer), clientId, undefined, ClientSecretPost(clientSecret), {
      timeout: timeoutMs / 1000,
      [customFetch]: providerFetch,
      execute: [
        // TLS would do for a token that comes from the issuer itself; its signature is checked all the same.
        enableNonRepudiationChecks,
        // The settings allow this for the machine itself only.
        ...(issuer.startsWith('http:') ? [allowInsecureRequests] : []),
      ],
    })
  }

  return {
    provider: 'google',
    name: 'Google',
    async authorize({ verifier, nonce }: FlowSecrets, state: string): Promise<URL> {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
      return buildAuthorizationUrl(await open(), {
        redirect_uri: redirectUrl,
        scope,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
    },
    async identify(callback: URL, { verifier, nonce }: FlowSecrets, state: string): Promise<Person> {
      const { authorizationCodeGrant } = await import('openid-client')
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce }
      const tokens = await authorizationCodeGrant(await open(), callback, checks)
      const { sub, email, email_verified, name } = Claims.parse(tokens.claims())
      return toPerson({
        subject: sub,
        email: email_verified === true ? email : undefined,
        name: name ?? email?.replace(/@.*$/s, '') ?? '',
      })
    },
  }
}

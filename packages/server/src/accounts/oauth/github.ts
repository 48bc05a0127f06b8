import type { Configuration } from 'openid-client'
import { z } from 'zod'
import { providerFetch } from './provider-fetch.ts'
import { toPerson } from './provider.ts'
import type { FlowSecrets, Person, Provider, ProviderOptions } from './provider.ts'

const scope = 'read:user user:email'

const User = z.object({ id: z.int().positive(), login: z.string(), name: z.string().nullish() })
const Emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() })).max(1000)

/** GitHub, or GitHub Enterprise: OAuth 2 with PKCE, without ID tokens; who is there is asked of its API. */
export function createGithub(
  { clientId, clientSecret, redirectUrl, timeoutMs }: ProviderOptions,
  { url, apiUrl }: { url: string; apiUrl: string },
): Provider {
  let opened: Promise<Configuration> | undefined
  const open = () => (opened ??= configure())

  async function configure(): Promise<Configuration> {
    const openid = await import('openid-client')
    const server = {
      // What its callbacks name as `iss` (RFC 9207); older Enterprise servers name none.
      issuer: `${url}/login/oauth`,
      authorization_endpoint: `${url}/login/oauth/authorize`,
      token_endpoint: `${url}/login/oauth/access_token`,
    }
    const configuration = new openid.Configuration(server, clientId, undefined, openid.ClientSecretPost(clientSecret))
    configuration.timeout = timeoutMs / 1000
    configuration[openid.customFetch] = providerFetch
    // The settings allow this for the machine itself only.
    if (url.startsWith('http:')) openid.allowInsecureRequests(configuration)
    return configuration
  }

  async function read<Schema extends z.ZodType>(
    path: string,
    token: string,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    const { fetchProtectedResource } = await import('openid-client')
    const headers = new Headers({
      accept: 'application/vnd.github+json',
      // Without one GitHub answers 403.
      'user-agent': 'mosis-portal',
      'x-github-api-version': '2022-11-28',
    })
    const answer = await fetchProtectedResource(await open(), token, new URL(apiUrl + path), 'GET', undefined, headers)
    if (answer.status !== 200) throw new Error(`GET ${path} was answered with ${answer.status}`)
    return schema.parse(await answer.json())
  }

  return {
    provider: 'github',
    name: 'GitHub',
    async authorize({ verifier }: FlowSecrets, state: string): Promise<URL> {
      const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await import('openid-client')
      return buildAuthorizationUrl(await open(), {
        redirect_uri: redirectUrl,
        scope,
        state,
        code_challenge: await calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
    },
    async identify(callback: URL, { verifier }: FlowSecrets, state: string): Promise<Person> {
      const { authorizationCodeGrant } = await import('openid-client')
      const checks = { pkceCodeVerifier: verifier, expectedState: state }
      const { access_token } = await authorizationCodeGrant(await open(), callback, checks)
      const [{ id, login, name }, emails] = await Promise.all([
        read('/user', access_token, User),
        read('/user/emails', access_token, Emails),
      ])
      // The address that the profile shows is chosen by its owner and says nothing; this one GitHub has verified.
      const primary = emails.find(({ primary, verified }) => primary && verified)
      return toPerson({ subject: String(id), email: primary?.email, name: name ?? login })
    },
  }
}

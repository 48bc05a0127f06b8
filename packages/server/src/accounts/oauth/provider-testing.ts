// GitHub and Google on this machine, for tests and the journey: a real server that people sign in to, with keys of its own.
import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MutableResponse, MutableToken, OAuth2Service } from 'oauth2-mock-server'
import type { Config } from '../../config.ts'

/** Somebody with an account at both providers. */
export interface TestPerson {
  /** The number of the GitHub account; Google's `sub` is made of it. */
  id: number
  email: string
  isEmailVerified?: boolean
  name: string
}

export interface TestOAuthProvider {
  url: string
  /** For a portal that is started as a program: where the providers are, and the portal's clients there. */
  env: Record<string, string>
  /** The same for `startTestServer`. */
  config: Pick<Config, 'github' | 'google' | 'oauthPlaces'>
  /** Who sits at the browser from now on, and allows everything. */
  person: TestPerson
  /** Follows the address that the portal gave; gives the address of the portal that the provider sends the browser to. */
  visit: (redirectUrl: string) => Promise<URL>
  /** Every question of the portal, as `POST /token`. */
  asked: string[]
  /** Answers a question instead of the provider: slowly, hugely, not at all. True: it was answered. */
  interrupt: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined
  /** To change tokens and answers of the OpenID Connect side; see `Events` of oauth2-mock-server. */
  openId: OAuth2Service
  /** Behaves again, and forgets what was asked. */
  reset: () => void
  close: () => Promise<void>
}

export const testClient = { clientId: 'mosis-portal-client', clientSecret: 'a-secret-between-portal-and-provider' }

/** Starts the two providers on a free port of this machine. */
export async function startOAuthProvider(
  person: TestPerson = { id: 583_231, email: 'octavia@example.com', name: 'Octavia' },
): Promise<TestOAuthProvider> {
  const { Events, OAuth2Issuer, OAuth2Service } = await import('oauth2-mock-server')
  const issuer = new OAuth2Issuer()
  await issuer.keys.generate('RS256')
  const openId = new OAuth2Service(issuer)
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${(request.url ?? '').replace(/\?.*$/s, '')}`)
    if (provider.interrupt?.(request, response)) return
    openId.requestHandler(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The provider listens nowhere')
  const url = `http://127.0.0.1:${address.port}`
  issuer.url = url

  const { clientId, clientSecret } = testClient
  const provider: TestOAuthProvider = {
    url,
    env: {
      GITHUB_CLIENT_ID: clientId,
      GITHUB_CLIENT_SECRET: clientSecret,
      GITHUB_URL: url,
      GITHUB_API_URL: url,
      GOOGLE_CLIENT_ID: clientId,
      GOOGLE_CLIENT_SECRET: clientSecret,
      GOOGLE_ISSUER: url,
    },
    config: { github: testClient, google: testClient, oauthPlaces: { github: url, githubApi: url, google: url } },
    person,
    async visit(redirectUrl) {
      const answer = await fetch(redirectUrl, { redirect: 'manual' })
      const location = answer.headers.get('location')
      if (location === null) throw new Error(`The provider answers ${answer.status}: ${await answer.text()}`)
      return new URL(location)
    },
    asked,
    interrupt: undefined,
    openId,
    reset() {
      provider.interrupt = undefined
      provider.person = person
      asked.length = 0
      openId.removeAllListeners()
      // Google says who it is in the ID token, which is the one with an audience.
      openId.on(Events.BeforeTokenSigning, ({ payload }: MutableToken) => {
        if (payload.aud === undefined) return
        const { id, email, isEmailVerified = true, name } = provider.person
        Object.assign(payload, { sub: `1${id}`, email, email_verified: isEmailVerified, name })
      })
      // Google names itself in its callbacks (RFC 9207).
      openId.on(Events.BeforeWellKnownOpenIdConfiguration, ({ body }: MutableResponse) => {
        Object.assign(body, { authorization_response_iss_parameter_supported: true })
      })
      openId.on(Events.BeforeAuthorizeRedirect, ({ url: callback }: { url: URL }) =>
        callback.searchParams.set('iss', url),
      )
    },
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
  provider.reset()
  serveGithub(openId, provider)
  return provider
}

/** As GitHub documents it: errors of the token endpoint come with status 200, the API wants a User-Agent. */
function serveGithub(service: OAuth2Service, provider: TestOAuthProvider): void {
  const codes = new Map<string, { challenge: unknown; redirectUrl: string; person: TestPerson }>()
  const tokens = new Map<string, TestPerson>()

  service.addRoute('GET', '/login/oauth/authorize', ({ query }, response) => {
    const { client_id, redirect_uri, state, scope, code_challenge, code_challenge_method } = query
    const isRight = client_id === testClient.clientId && scope === 'read:user user:email'
    if (!isRight || typeof redirect_uri !== 'string' || code_challenge_method !== 'S256') {
      return answer(response, 404, { message: 'Not Found' })
    }
    const code = randomUUID()
    codes.set(code, { challenge: code_challenge, redirectUrl: redirect_uri, person: provider.person })
    const callback = new URL(redirect_uri)
    callback.searchParams.set('code', code)
    callback.searchParams.set('iss', `${provider.url}/login/oauth`)
    callback.searchParams.set('state', String(state))
    response.writeHead(302, { location: callback.href }).end()
  })

  service.addRoute('POST', '/login/oauth/access_token', ({ body }, response) => {
    const given: Record<string, unknown> = Array.isArray(body) ? {} : (body ?? {})
    const code = codes.get(String(given.code))
    codes.delete(String(given.code))
    const challenge = createHash('sha256').update(String(given.code_verifier)).digest('base64url')
    if (given.client_id !== testClient.clientId || given.client_secret !== testClient.clientSecret) {
      return answer(response, 200, { error: 'incorrect_client_credentials' })
    }
    if (!code || code.challenge !== challenge || code.redirectUrl !== given.redirect_uri) {
      return answer(response, 200, { error: 'bad_verification_code' })
    }
    const token = `gho_${randomUUID().replaceAll('-', '')}`
    tokens.set(token, code.person)
    return answer(response, 200, { access_token: token, scope: 'read:user,user:email', token_type: 'bearer' })
  })

  const serveApi = (path: string, write: (person: TestPerson) => object) =>
    service.addRoute('GET', path, ({ headers }, response) => {
      if (headers['user-agent'] !== 'mosis-portal') return answer(response, 403, { message: 'No User-Agent' })
      const person = tokens.get((headers.authorization ?? '').replace(/^Bearer /, ''))
      if (!person) return answer(response, 401, { message: 'Bad credentials' })
      return answer(response, 200, write(person))
    })
  serveApi('/user', ({ id, name }) => ({ id, login: name.toLowerCase(), name, email: 'shown@elsewhere.example' }))
  serveApi('/user/emails', ({ email, isEmailVerified = true }) => [
    { email: 'other@example.com', primary: false, verified: true, visibility: null },
    { email, primary: true, verified: isEmailVerified, visibility: 'private' },
  ])
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

// A portal and both providers of sign-in, for the tests beside this.
import type { Identity, OAuthProvider, Problem, Tokens } from '@mosis/api'
import { fastify } from 'fastify'
import type { Config } from '../../config.ts'
import { nobody } from '../../http/call.ts'
import { startTestServer } from '../../testing.ts'
import type { TestServer } from '../../testing.ts'
import { startOAuth } from './start.ts'
import type { StartedOAuth } from './start.ts'
import { startOAuthProvider } from './provider-testing.ts'
import type { TestOAuthProvider } from './provider-testing.ts'

/** A browser between the start of a flow and its callback. */
export interface BegunFlow {
  redirectUrl: string
  cookie: string
}

export interface OAuthWorld extends TestServer {
  provider: TestOAuthProvider
  /** As a client; with an access token it links. */
  begin: (provider: OAuthProvider, accessToken?: string) => Promise<BegunFlow>
  /** As a page of the portal does. */
  beginFromPage: (flow: StartedOAuth, caller?: { accountId: string; sessionId: string }) => Promise<BegunFlow>
  /** Asks for the address that the provider sent the browser to. */
  comeBack: (callback: URL, headers?: Record<string, string>) => Promise<Answered>
  /** The whole way. */
  signIn: (provider: OAuthProvider, accessToken?: string) => Promise<Answered>
}

export interface Answered {
  status: number
  body: Partial<Tokens & Problem & { linked: Identity }>
  location: string | undefined
  cookies: string[]
}

/** Starts both; `close` ends them. */
export async function startOAuthWorld(overrides: Partial<Config> = {}): Promise<OAuthWorld> {
  const provider = await startOAuthProvider()
  try {
    const server = await startTestServer({ ...provider.config, ...overrides })
    return enter(server, provider)
  } catch (failure) {
    await provider.close()
    throw failure
  }
}

/** A test with a portal and providers of its own. */
export function withProviders(work: (world: OAuthWorld) => Promise<void>, overrides: Partial<Config> = {}) {
  return async () => {
    const world = await startOAuthWorld(overrides)
    try {
      await work(world)
    } finally {
      await world.close()
    }
  }
}

function enter(server: TestServer, provider: TestOAuthProvider): OAuthWorld {
  const world: OAuthWorld = {
    ...server,
    provider,
    async close() {
      await provider.close()
      await server.close()
    },
    async begin(name, accessToken) {
      const { headers, body } = toAnswer(
        await server.inject({
          method: 'POST',
          url: accessToken === undefined ? `/v1/auth/oauth/${name}` : `/v1/auth/identities/${name}`,
          headers: accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` },
        }),
      )
      return { redirectUrl: String((body as { redirect_url?: string }).redirect_url), cookie: pairOf(headers) }
    },
    async beginFromPage(flow, caller) {
      const page = fastify()
      page.post('/', async (request, reply) => {
        const call = { ...nobody, ...caller, address: '192.0.2.1', now: server.clock.now(), requestId: request.id }
        return { redirect_url: await startOAuth(server.deps, call, reply, flow) }
      })
      const answer = await page.inject({ method: 'POST', url: '/' })
      await page.close()
      return { redirectUrl: answer.json<{ redirect_url: string }>().redirect_url, cookie: pairOf(answer.headers) }
    },
    async comeBack({ pathname, search }, headers = {}) {
      return toAnswer(await server.inject({ url: pathname + search, headers }))
    },
    async signIn(name, accessToken) {
      const { redirectUrl, cookie } = await world.begin(name, accessToken)
      return world.comeBack(await provider.visit(redirectUrl), { cookie })
    },
  }
  return world
}

type Injected = Awaited<ReturnType<TestServer['inject']>>

function toAnswer({ statusCode, headers, payload }: Injected): Answered & { headers: Injected['headers'] } {
  return {
    status: statusCode,
    // Whatever it is, the tests compare what they expect of it.
    body: payload === '' ? {} : (JSON.parse(payload) as Answered['body']),
    location: headers.location,
    cookies: [headers['set-cookie'] ?? []].flat(),
    headers,
  }
}

function pairOf(headers: Injected['headers']): string {
  const [cookie = ''] = [headers['set-cookie'] ?? ''].flat()
  return cookie.replace(/;.*$/s, '')
}

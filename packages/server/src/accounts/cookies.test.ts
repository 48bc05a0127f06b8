import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Endpoint, Problem } from '@mosis/api'
import { testBaseUrl, testPassword } from '../testing.ts'
import { contract, formType, signInWithBrowser, withServer } from './testing.ts'

test(
  'a browser gets a cookie that no script reads and no other site sends along, and nothing to refresh',
  withServer(async ({ developer, inject, deps, clock }) => {
    const { account } = await developer()
    const payload = new URLSearchParams({ email: account.email, password: testPassword }).toString()
    const headers = { 'content-type': formType, origin: testBaseUrl }
    const response = await inject({ method: 'POST', url: '/auth/sign-in', headers, payload })
    const setCookie = String(response.headers['set-cookie'])
    assert.match(setCookie, /^mosis_session=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/)
    const cookie = setCookie.split(';')[0] ?? ''
    const rows = await deps.db.selectFrom('session').selectAll().execute()
    assert.doesNotMatch(JSON.stringify(rows), new RegExp(cookie.slice('mosis_session='.length)))
    const session = rows.find(({ cookie_hash }) => cookie_hash !== null)
    const refreshable = await deps.db.selectFrom('refresh_token').select('session_id').execute()
    assert.ok(refreshable.every(({ session_id }) => session_id !== session?.id))
    // Use keeps it alive, as refreshing does for a client.
    for (let days = 0; days < 90; days += 20) {
      clock.advance(20 * 86_400_000)
      assert.equal((await inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 200)
    }
    clock.advance(30 * 86_400_000)
    assert.equal((await inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 401)
  }),
)

test(
  'on https the cookie is bound to this host and to encryption',
  withServer(
    async ({ developer, inject }) => {
      const { account } = await developer()
      const payload = new URLSearchParams({ email: account.email, password: testPassword }).toString()
      const headers = { 'content-type': formType, origin: 'https://portal.test' }
      const response = await inject({ method: 'POST', url: '/auth/sign-in', headers, payload })
      const setCookie = String(response.headers['set-cookie'])
      assert.match(setCookie, /^__Host-mosis_session=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/)
      const [cookie = ''] = setCookie.split(';')
      assert.equal((await inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 200)
      const unbound = cookie.replace('__Host-', '')
      assert.equal((await inject({ url: '/v1/auth/me', headers: { cookie: unbound } })).statusCode, 401)
    },
    { baseUrl: 'https://portal.test' },
  ),
)

test(
  'signing out takes the cookie out of the browser and out of use',
  withServer(async (server) => {
    const cookie = await signInWithBrowser(server, await server.developer())
    const headers = { cookie, origin: testBaseUrl }
    const response = await server.inject({ method: 'POST', url: '/v1/auth/logout', headers })
    assert.equal(response.statusCode, 204)
    assert.match(String(response.headers['set-cookie']), /^mosis_session=; Path=\/; Max-Age=0; /)
    assert.equal((await server.inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 401)
  }),
)

/** How a request of another site looks, and of a browser that hides where it comes from. */
const foreign: Record<string, string>[] = [
  {},
  { origin: 'https://evil.test' },
  { origin: 'null' },
  { origin: `${testBaseUrl}.evil.test` },
  { origin: testBaseUrl.replace('http:', 'https:') },
  { origin: `${testBaseUrl}:8080` },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { origin: 'https://evil.test', 'sec-fetch-site': 'same-origin' },
  { origin: testBaseUrl, 'sec-fetch-site': 'cross-site' },
]
const own: Record<string, string>[] = [
  { origin: testBaseUrl },
  { 'sec-fetch-site': 'same-origin' },
  { origin: testBaseUrl, 'sec-fetch-site': 'same-origin' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
]

test(
  'no other site can have a browser change anything, endpoint by endpoint of the contract',
  withServer(async (server) => {
    const unsafe = contract.filter(({ method }) => method !== 'GET')
    assert.ok(unsafe.length > 30)
    const dana = await server.developer()
    let cookie = await signInWithBrowser(server, dana)
    const send = async ({ method, path }: Endpoint, headers: Record<string, string>) => {
      const url = path.replace(/\{\w+\}/g, 'x')
      const response = await server.inject({ method, url, headers: { cookie, ...headers } })
      return response.statusCode === 204 ? 'passed' : (response.json<Problem>().code ?? 'passed')
    }
    for (const endpoint of unsafe) {
      for (const headers of foreign) {
        assert.equal(await send(endpoint, headers), 'auth.cross_site', `${endpoint.name} ${JSON.stringify(headers)}`)
      }
      for (const headers of own) {
        const code = await send(endpoint, headers)
        assert.notEqual(code, 'auth.cross_site', `${endpoint.name} ${JSON.stringify(headers)}`)
        // What ended the session was let through too.
        if (code === 'auth.invalid_token') cookie = await signInWithBrowser(server, dana)
      }
    }
    const response = await server.inject({ url: '/v1/auth/me', headers: { cookie, origin: 'https://evil.test' } })
    assert.equal(response.statusCode, 200, 'reading changes nothing, and no other site sees the answer')
  }),
)

test(
  'another site can neither sign a browser in as somebody else nor out',
  withServer(async (server) => {
    const dana = await server.developer()
    const cookie = await signInWithBrowser(server, dana)
    const payload = new URLSearchParams({ email: dana.account.email, password: testPassword }).toString()
    for (const headers of foreign) {
      for (const url of ['/auth/sign-in', '/auth/sign-out']) {
        const response = await server.inject({
          method: 'POST',
          url,
          headers: { 'content-type': formType, cookie, ...headers },
          payload,
        })
        assert.deepEqual(
          [response.statusCode, response.headers['set-cookie']],
          [403, undefined],
          JSON.stringify(headers),
        )
      }
    }
    assert.equal((await server.inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 200)
  }),
)

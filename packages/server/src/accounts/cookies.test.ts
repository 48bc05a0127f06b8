import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts, apiKeys, sessions } from '@mosis/api'
import type { Endpoint, Problem } from '@mosis/api'
import { testBaseUrl } from '../testing.ts'
import { contract, keepInBrowser, signInWithBrowser, withServer } from './testing.ts'

test(
  'a browser gets a cookie that no script reads and no other site sends along, and nothing to refresh',
  withServer(async (server) => {
    const { developer, inject, deps, clock } = server
    const { account } = await developer()
    const setCookie = await keepInBrowser(server, account.email)
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
    async (server) => {
      const { developer, inject } = server
      const { account } = await developer()
      const setCookie = await keepInBrowser(server, account.email, 'https://portal.test')
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
    const mallory = await server.developer('Mallory')
    const cookie = await signInWithBrowser(server, dana)
    for (const headers of foreign) {
      // Even with the tokens of an account of its own.
      const authorization = `Bearer ${mallory.tokens.access_token}`
      const planted = await server.inject({
        method: 'POST',
        url: '/v1/auth/browser-session',
        headers: { authorization, ...headers },
      })
      const ended = await server.inject({ method: 'POST', url: '/v1/auth/logout', headers: { cookie, ...headers } })
      for (const response of [planted, ended]) {
        assert.deepEqual(
          [response.statusCode, response.json<Problem>().code, response.headers['set-cookie']],
          [403, 'auth.cross_site', undefined],
          JSON.stringify(headers),
        )
      }
    }
    assert.equal((await server.inject({ url: '/v1/auth/me', headers: { cookie } })).statusCode, 200)
    const sessions = await server.deps.db
      .selectFrom('session')
      .select('id')
      .where('cookie_hash', 'is not', null)
      .execute()
    assert.equal(sessions.length, 1, 'nothing of the other account is kept in a browser')
  }),
)

test(
  'a page can ask who has signed in without being refused',
  withServer(async (server) => {
    const dana = await server.developer()
    const cookie = await signInWithBrowser(server, dana)
    const whoIs = async (headers: Record<string, string>) => {
      const response = await server.inject({ url: '/v1/auth/session', headers })
      return [response.statusCode, response.json()]
    }
    assert.deepEqual(await whoIs({}), [200, { account: null }])
    assert.deepEqual(await whoIs({ cookie }), [200, { account: dana.account }])
    assert.deepEqual(await whoIs({ cookie: `${cookie.slice(0, -3)}xyz` }), [200, { account: null }])
    assert.deepEqual(await whoIs({ authorization: `Bearer ${dana.tokens.access_token}` }), [
      200,
      { account: dana.account },
    ])
    await server.inject({ method: 'POST', url: '/v1/auth/logout', headers: { cookie, origin: testBaseUrl } })
    assert.deepEqual(await whoIs({ cookie }), [200, { account: null }])
    const { key } = await dana.call(apiKeys.createApiKey, { body: { name: 'CI', scopes: ['apps:read'] } })
    assert.deepEqual(await whoIs({ 'x-api-key': key }), [200, { account: null }], 'a key is nobody who reads pages')
  }),
)

test(
  'only a fresh sign-in with everything it may do is kept in a browser, and it cannot be refreshed any more',
  withServer(async (server) => {
    const { call, tokens } = await server.developer()
    const keep = (headers: Record<string, string>) =>
      server.inject({
        method: 'POST',
        url: '/v1/auth/browser-session',
        headers: { origin: testBaseUrl, ...headers },
      })
    const authorization = `Bearer ${tokens.access_token}`
    const codeOf = async (headers: Record<string, string>) => (await keep(headers)).json<Problem>().code
    assert.equal(await codeOf({}), 'auth.required')
    const { key } = await call(apiKeys.createApiKey, { body: { name: 'CI', scopes: ['apps:read'] } })
    assert.equal(await codeOf({ 'x-api-key': key }), 'auth.session_required')
    const kept = await keep({ authorization })
    assert.deepEqual([kept.statusCode, kept.json()], [200, tokens.user])
    const { refresh_token } = tokens
    await assert.rejects(server.call(accounts.refresh, { body: { refresh_token } }), {
      code: 'auth.invalid_refresh_token',
    })
    const { sessions: list } = await call(sessions.listSessions, {})
    assert.deepEqual(
      list.map(({ kind }) => kind),
      ['browser'],
    )
    server.clock.advance(14 * 60_000 + 59_000)
    assert.equal((await keep({ authorization })).statusCode, 200)
    server.clock.advance(2000)
    assert.notEqual((await keep({ authorization })).statusCode, 200)
  }),
)

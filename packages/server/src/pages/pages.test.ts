import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accounts } from '@mosis/api'
import type { StoreApp } from '@mosis/api'
import { manifestJsonSchema } from '@mosis/format'
import { findSetupToken } from '../accounts/setup.ts'
import { startTestServer, testBaseUrl, testPassword } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { renderHome } from './home.ts'
import { html } from './html.ts'

const withServer = (work: (server: TestServer) => Promise<void>) => async () => {
  const server = await startTestServer()
  try {
    await work(server)
  } finally {
    await server.close()
  }
}

const submit = (server: TestServer, fields: Record<string, string>) =>
  server.inject({
    method: 'POST',
    url: '/setup',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: testBaseUrl },
    payload: new URLSearchParams(fields).toString(),
  })

const setupToken = async ({ deps }: TestServer) => {
  const token = await findSetupToken(deps.db, deps.tokens)
  assert.ok(token !== undefined)
  return token
}

const filled = { email: 'Ada@example.com', name: 'Ada', password: testPassword }

test(
  'the front page says what this is, what the store has and what to type next',
  withServer(async ({ inject }) => {
    const response = await inject({ url: '/' })
    assert.equal(response.statusCode, 200)
    assert.equal(response.headers['content-type'], 'text/html; charset=utf-8')
    assert.match(response.body, /Nothing is published yet/)
    for (const command of [
      'npx mosis init my-app',
      'npx mosis login --register --portal http://portal.test',
      'npx mosis publish my-app --create --portal http://portal.test',
    ]) {
      assert.ok(response.body.includes(command), command)
    }
  }),
)

const storeApp: StoreApp = {
  id: 'com.example.clock',
  name: 'Clock <script>',
  description: 'Tells "time" & more',
  developer: "Dana's",
  category: null,
  tags: [],
  version: '1.2.0',
  version_code: 3,
  min_mosis_version: '1.0.0',
  permissions: [],
  release_notes: '',
  size_bytes: 1000,
  sha256: '0'.repeat(64),
  mf_sha256: '0'.repeat(64),
  key_id: '0'.repeat(64),
  download_count: 7,
  icon_url: '/v1/store/apps/com.example.clock/icon',
  download_url: '/v1/store/apps/com.example.clock/download',
  published_at: '2026-01-02T03:04:05.000Z',
}

test('an app on the front page shows its icon, name, developer and description, and never runs what they say', () => {
  const page = renderHome({ baseUrl: 'http://portal.test', apps: [storeApp] }).html
  assert.match(page, /<img src="\/v1\/store\/apps\/com\.example\.clock\/icon" alt=""/)
  assert.match(page, /<h3>Clock &lt;script&gt;<\/h3>/)
  assert.match(page, /Dana&#39;s · 1\.2\.0/)
  assert.match(page, /Tells &quot;time&quot; &amp; more/)
  assert.doesNotMatch(page, /<script/)
})

test('only templates are HTML, everything else is text', () => {
  const nested = html`<em title="${`" onclick='x'`}">${'<i>&'}${1}${undefined}</em>`
  const escaped = '<em title="&quot; onclick=&#39;x&#39;">&lt;i&gt;&amp;1</em>'
  assert.equal(nested.html, escaped)
  assert.equal(html`${nested}${[nested, nested]}`.html, escaped.repeat(3))
})

test(
  'pages need no script and no inline style, and the style sheet may be kept for ever',
  withServer(async ({ inject }) => {
    const page = await inject({ url: '/' })
    assert.equal(
      page.headers['content-security-policy'],
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    assert.doesNotMatch(page.body, /<script|<style|style=|onclick|javascript:/i)
    const [, path = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(page.body) ?? []
    const style = await inject({ url: path })
    assert.deepEqual([style.statusCode, style.headers['content-type']], [200, 'text/css; charset=utf-8'])
    assert.equal(style.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal((await inject({ url: '/assets/mosis.svg' })).headers['content-type'], 'image/svg+xml')
  }),
)

test(
  'a browser that asks for what is not there gets a page, a program gets a problem',
  withServer(async ({ inject }) => {
    const page = await inject({ url: '/nothing', headers: { accept: 'text/html,*/*' } })
    assert.deepEqual([page.statusCode, page.headers['content-type']], [404, 'text/html; charset=utf-8'])
    assert.match(page.body, /There is nothing here/)
    const formOnly = await inject({ url: '/auth/sign-out', headers: { accept: 'text/html' } })
    assert.deepEqual([formOnly.statusCode, formOnly.headers['content-type']], [404, 'text/html; charset=utf-8'])
    assert.equal((await inject({ url: '/auth/sign-out' })).statusCode, 405)
    assert.equal((await inject({ url: '/nothing' })).headers['content-type'], 'application/problem+json; charset=utf-8')
    const api = await inject({ url: '/v1/nothing', headers: { accept: 'text/html' } })
    assert.equal(api.headers['content-type'], 'application/problem+json; charset=utf-8')
  }),
)

test(
  'the one-time link leads to a form that makes the admin',
  withServer(async (server) => {
    const token = await setupToken(server)
    const form = await server.inject({ url: `/setup?token=${token}` })
    assert.equal(form.statusCode, 200)
    assert.ok(form.body.includes(`<input type="hidden" name="token" value="${token}"`))
    const sent = await submit(server, { token, ...filled })
    assert.deepEqual([sent.statusCode, sent.headers.location], [303, '/setup/done'])
    assert.deepEqual(
      sent.cookies.map(({ name }) => name),
      ['mosis_session'],
      'the browser is signed in',
    )
    assert.match((await server.inject({ url: '/setup/done' })).body, /npx mosis login --portal http:\/\/portal\.test/)
    const { user } = await server.call(accounts.login, { body: { email: filled.email, password: testPassword } })
    assert.deepEqual([user.email, user.name, user.role], ['ada@example.com', 'Ada', 'admin'])
  }),
)

test(
  'a used, wrong or missing token gets a friendly page and makes nobody admin',
  withServer(async (server) => {
    const token = await setupToken(server)
    await submit(server, { token, ...filled })
    for (const response of [
      await server.inject({ url: `/setup?token=${token}` }),
      await server.inject({ url: '/setup?token=wrong' }),
      await server.inject({ url: '/setup' }),
      await submit(server, { token, ...filled, email: 'eve@example.com' }),
      await submit(server, { ...filled, email: 'eve@example.com' }),
      await submit(server, {}),
    ]) {
      assert.equal(response.statusCode, 403)
      assert.match(response.body, /This link does not work/)
    }
    assert.equal((await server.deps.db.selectFrom('account').select('id').execute()).length, 1)
  }),
)

test(
  'what is wrong in the form is said at its field, and nothing but the password must be typed again',
  withServer(async (server) => {
    const token = await setupToken(server)
    const response = await submit(server, { token, email: 'not"an address', name: ' ', password: 'short' })
    assert.equal(response.statusCode, 422)
    for (const sentence of [
      'This should be an e-mail address',
      'This should be a name',
      'This should have 10 to 256 characters',
    ]) {
      assert.ok(response.body.includes(sentence), sentence)
    }
    assert.match(response.body, /value="not&quot;an address"/)
    assert.doesNotMatch(response.body, /short/)
    assert.equal((await submit(server, { token, ...filled })).statusCode, 303, 'the link still works')
  }),
)

test(
  'an address that has an account is said at its field',
  withServer(async (server) => {
    await server.call(accounts.register, { body: filled })
    const response = await submit(server, { token: await setupToken(server), ...filled })
    assert.equal(response.statusCode, 422)
    assert.match(response.body, /There is an account with this e-mail address/)
  }),
)

test(
  'a form of another type or size is refused with a page',
  withServer(async (server) => {
    const headers = { origin: testBaseUrl }
    const sent = await server.inject({ method: 'POST', url: '/setup', headers, payload: { token: 'x' } })
    assert.deepEqual([sent.statusCode, sent.headers['content-type']], [415, 'text/html; charset=utf-8'])
    const large = await submit(server, { token: 'x'.repeat(20_000) })
    assert.deepEqual([large.statusCode, large.headers['content-type']], [413, 'text/html; charset=utf-8'])
  }),
)

test(
  'editors get the schema of manifest.json once, and learn later that it is still the same',
  withServer(async ({ inject }) => {
    const url = '/schemas/manifest-v1.json'
    const { statusCode, headers, body } = await inject({ url })
    assert.equal(statusCode, 200)
    assert.equal(headers['content-type'], 'application/schema+json; charset=utf-8')
    assert.equal(headers['access-control-allow-origin'], '*')
    assert.equal(headers['cache-control'], 'public, max-age=86400')
    assert.deepEqual(JSON.parse(body), manifestJsonSchema)
    const again = await inject({ url, headers: { 'if-none-match': headers.etag } })
    assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', headers.etag])
    assert.equal((await inject({ method: 'HEAD', url })).statusCode, 200)
    assert.equal((await inject({ method: 'POST', url })).statusCode, 405)
  }),
)

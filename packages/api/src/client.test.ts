import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { ApiError, apps, createClient, store, versions } from './index.ts'

const answering = (status: number, body: unknown, seen: Request[] = []): typeof fetch =>
  async function answer(input, init) {
    seen.push(new Request(input, init))
    return Response.json(body, { status })
  }

const app = {
  id: 'com.example.clock',
  team_id: 'team_0123456789',
  team_name: 'Dana',
  role: 'owner',
  name: 'Clock',
  description: '',
  category: null,
  tags: [],
  state: 'draft',
  key_id: null,
  published: null,
  icon_url: '/v1/apps/com.example.clock/icon',
  download_count: 0,
  default_locale: 'en',
  contact_email: null,
  contact_url: null,
  privacy_url: null,
  created_at: '2026-11-21T08:00:00.000Z',
  updated_at: '2026-11-21T08:00:00.000Z',
} as const

test('a call fills the path, the query and the bearer, and answers the checked result', async () => {
  const seen: Request[] = []
  const call = createClient({ baseUrl: 'http://portal.test/', token: () => 'abc', fetch: answering(200, app, seen) })
  assert.deepEqual(await call(apps.getApp, { params: { app_id: 'com.example.clock' } }), app)
  assert.equal(seen[0]?.url, 'http://portal.test/v1/apps/com.example.clock')
  assert.equal(seen[0]?.headers.get('authorization'), 'Bearer abc')
})

test('a list item of a query is sent with commas between', async () => {
  const seen: Request[] = []
  const call = createClient({ baseUrl: 'http://portal.test', fetch: answering(200, { updates: [] }, seen) })
  await call(store.checkUpdates, { query: { packages: 'com.example.clock@1,com.example.notes' } })
  assert.equal(
    seen[0]?.url,
    'http://portal.test/v1/store/apps/updates?packages=com.example.clock%401%2Ccom.example.notes',
  )
})

test("a refusal is thrown again as the server's ApiError, with its details, its words and its input errors", async () => {
  const refused = new ApiError('version.code_not_higher', { is: 3, highest: 7, next_version_code: 8 })
  const call = createClient({ baseUrl: 'http://portal.test', fetch: answering(409, refused.toProblem()) })
  await assert.rejects(call(apps.getApp, { params: { app_id: 'com.example.clock' } }), (error) => {
    assert.ok(error instanceof ApiError)
    assert.equal(error.code, 'version.code_not_higher')
    assert.equal(error.message, 'version_code 3 is not higher than 7')
    assert.equal(error.fix, 'Set version_code to 8 or higher in manifest.json')
    assert.deepEqual(error.details, { is: 3, highest: 7, next_version_code: 8 })
    return true
  })
})

test('a portal that is not there is portal.unreachable with the reason', async () => {
  const port = await freePort()
  const call = createClient({ baseUrl: `http://127.0.0.1:${port}` })
  await assert.rejects(call(store.listStoreApps, {}), { code: 'portal.unreachable', message: /ECONNREFUSED/ })
})

test('something else that answers is portal.unexpected_answer, with and without an error status', async () => {
  for (const status of [200, 502]) {
    const html: RequestListener = (_, response) =>
      response.writeHead(status, { 'content-type': 'text/html' }).end('<p>')
    await withServer(html, async (baseUrl) => {
      await assert.rejects(createClient({ baseUrl })(store.listStoreApps, {}), { code: 'portal.unexpected_answer' })
    })
  }
  const call = createClient({ baseUrl: 'http://portal.test', fetch: answering(200, { apps: 'none' }) })
  await assert.rejects(call(store.listStoreApps, {}), { code: 'portal.unexpected_answer' })
})

test('a body of bytes is streamed as it is read', async () => {
  const received: number[] = []
  const swallow: RequestListener = (request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk.length))
    request.on('end', () =>
      response
        .writeHead(404, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify(new ApiError('app.not_found').toProblem())),
    )
  }
  await withServer(swallow, async (baseUrl) => {
    const body = new Blob([new Uint8Array(300_000)]).stream()
    const sent = createClient({ baseUrl })(versions.uploadVersion, { params: { app_id: 'com.example.clock' }, body })
    await assert.rejects(sent, { code: 'app.not_found' })
  })
  assert.equal(
    received.reduce((sum, length) => sum + length, 0),
    300_000,
  )
})

async function withServer(listener: RequestListener, work: (baseUrl: string) => Promise<void>): Promise<void> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

async function freePort(): Promise<number> {
  let port = 0
  await withServer(
    () => undefined,
    async (baseUrl) => void (port = Number(new URL(baseUrl).port)),
  )
  return port
}

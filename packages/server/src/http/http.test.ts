import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import * as api from '@mosis/api'
import type { Endpoint, Problem } from '@mosis/api'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { ValidateFunction } from 'ajv/dist/2020.js'
import { createLog } from '../log.ts'
import { startTestServer } from '../testing.ts'
import type { TestServer } from '../testing.ts'
import { addressKey, createRateLimit } from './rate-limit.ts'
import { createNotFound } from './not-found.ts'

const withServer =
  (work: (server: TestServer) => Promise<void>, config = {}) =>
  async () => {
    const server = await startTestServer(config)
    try {
      await work(server)
    } finally {
      await server.close()
    }
  }

const json = { 'content-type': 'application/json' }
const post = (payload: string, headers: Record<string, string> = json) => ({
  method: 'POST' as const,
  url: '/v1/auth/login',
  payload,
  headers,
})

test(
  'every refusal is problem+json with a stable code, words, a fix and the request id',
  withServer(async ({ inject }) => {
    const response = await inject({ url: '/v1/apps' })
    assert.equal(response.statusCode, 401)
    assert.equal(response.headers['content-type'], 'application/problem+json; charset=utf-8')
    const problem = response.json<Problem>()
    assert.deepEqual(problem, {
      type: 'https://mosis.dev/errors/auth.required',
      title: 'Auth: required',
      status: 401,
      detail: 'This needs a signed-in account',
      code: 'auth.required',
      fix: 'Run mosis login, or send Authorization: Bearer with an access token',
      request_id: String(response.headers['x-request-id']),
    })
    assert.match(problem.request_id ?? '', /^req_/)
  }),
)

test(
  'a body that is no JSON is refused with the place of the fault',
  withServer(async ({ inject }) => {
    for (const [payload, line, column] of [
      ['{"email": "a@b.c",\n  "password" "x"}', 2, 14],
      ['{]', 1, 2],
      ['{"email": "a', 1, 13],
      ['<html>', undefined, undefined],
    ] as const) {
      const response = await inject(post(payload))
      assert.equal(response.statusCode, 400, payload)
      const { code, errors } = response.json<Problem>()
      assert.equal(code, 'malformed_body', payload)
      const [fault] = errors ?? []
      assert.deepEqual(
        [fault?.pointer, fault?.code, fault?.line, fault?.column],
        ['', 'malformed_json', line, column],
        payload,
      )
    }
  }),
)

test(
  'a name that changes what an object is made of is refused, however it is written',
  withServer(async ({ inject }) => {
    for (const payload of [
      '{"a": {"__proto__": {"role": "admin"}}}',
      '{"a": {"\\u005f_proto__": {"role": "admin"}}}',
    ]) {
      const response = await inject(post(payload))
      assert.equal(response.statusCode, 400)
      assert.deepEqual(
        response.json<Problem>().errors?.map(({ pointer, code }) => [pointer, code]),
        [['/a/__proto__', 'forbidden_name']],
      )
    }
  }),
)

test(
  'a body of another type is refused with the type that is understood',
  withServer(async ({ inject }) => {
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const response = await inject(post('x=1', { 'content-type': type }))
      assert.equal(response.statusCode, 415, type)
      const { code, detail, fix } = response.json<Problem>()
      assert.deepEqual(
        [code, detail, fix],
        ['unsupported_media_type', `The Content-Type "${type}" is not understood here`, 'Send application/json'],
      )
    }
  }),
)

test(
  'a body larger than a megabyte is refused',
  withServer(async ({ inject }) => {
    const response = await inject(post(JSON.stringify({ email: 'x'.repeat(1024 * 1024) })))
    assert.deepEqual(
      [response.statusCode, response.json<Problem>().detail],
      [413, 'The body is larger than 1048576 bytes'],
    )
  }),
)

test(
  'all faults of a body are reported at once, each at its place',
  withServer(async ({ inject }) => {
    const { errors } = (await inject(post('{"email": 7}'))).json<Problem>()
    assert.deepEqual(errors, [
      {
        pointer: '/email',
        code: 'invalid_type',
        message: 'must be an e-mail address in ASCII, such as dana@example.com',
      },
      { pointer: '/password', code: 'required', message: 'Missing: it should be a string' },
    ])
    for (const payload of ['', 'null', '[]', '"x"', '7']) {
      const response = await inject(post(payload))
      assert.deepEqual([response.statusCode, response.json<Problem>().errors?.[0]?.pointer], [400, ''], payload)
    }
  }),
)

test(
  'faults of the path and the query have pointers too',
  withServer(async ({ inject, developer }) => {
    const { tokens } = await developer()
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const pointers = async (url: string) =>
      (await inject({ url, headers })).json<Problem>().errors?.map(({ pointer }) => pointer)
    assert.deepEqual(await pointers('/v1/apps?limit=1000&status=none'), ['/query/limit', '/query/status'])
    assert.deepEqual(await pointers('/v1/apps/Not-An-Id'), ['/params/app_id'])
    assert.deepEqual(await pointers('/v1/store/apps?q=a&q=b'), ['/query/q'])
  }),
)

test(
  'a NUL character is refused wherever it stands, before a database sees it',
  withServer(async ({ inject }) => {
    for (const [request, pointer] of [
      [post('{"email": "a@b.cd", "password": "secret\\u0000secret"}'), '/password'],
      [post('{"a/b": {"c~": ["\\u0000"]}}'), '/a~1b/c~0/0'],
      [{ url: '/v1/store/apps?q=a%00b' }, '/query/q'],
      [{ url: '/v1/store/apps/a%00b' }, '/params/app_id'],
    ] as const) {
      const response = await inject(request)
      assert.equal(response.statusCode, 400, pointer)
      assert.deepEqual(
        response.json<Problem>().errors?.map(({ pointer, code }) => [pointer, code]),
        [[pointer, 'nul_character']],
      )
    }
  }),
)

test(
  'an unknown path is 404, a known one with another method 405 with the methods it has',
  withServer(async ({ inject }) => {
    for (const url of ['/v1/nothing', '/v1', '/v1/apps/a/b/c/d', '/%', '/v1/apps/%ff', `/${'x'.repeat(5000)}`]) {
      const response = await inject({ url })
      assert.deepEqual([response.statusCode, response.json<Problem>().code], [404, 'not_found'], url)
    }
    for (const [method, url, allow] of [
      ['PUT', '/v1/apps', 'GET, HEAD, POST'],
      ['POST', '/v1/apps/com.example.app', 'DELETE, GET, HEAD, PATCH'],
      ['OPTIONS', '/v1/auth/login', 'POST'],
      ['DELETE', '/health', 'GET, HEAD'],
    ] as const) {
      const response = await inject({ method, url })
      assert.deepEqual(
        [response.statusCode, response.json<Problem>().code, response.headers.allow],
        [405, 'method_not_allowed', allow],
      )
    }
  }),
)

test(
  'the refusal of an unknown path does not repeat its query',
  withServer(async ({ inject }) => {
    assert.doesNotMatch((await inject({ url: '/v1/nothing?token=hunter2' })).body, /hunter2/)
  }),
)

test(
  'every answer carries the few headers that keep browsers from doing more with it',
  withServer(async ({ inject }) => {
    for (const url of ['/health', '/v1/apps', '/nothing', '/']) {
      const { headers } = await inject({ url })
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(headers['x-frame-options'], 'DENY')
      // A page hides where it is from every other site, and tells this one, which knows its own forms by that.
      assert.equal(headers['referrer-policy'], url === '/' ? 'same-origin' : 'no-referrer')
      assert.match(String(headers['content-security-policy']), /^default-src 'none'; /)
      assert.doesNotMatch(String(headers['content-security-policy']), /unsafe/)
      assert.equal(headers['strict-transport-security'], undefined)
      assert.equal(headers['access-control-allow-origin'], undefined)
    }
  }),
)

test(
  'a portal behind https tells browsers to stay there',
  withServer(
    async ({ inject }) => {
      assert.equal((await inject({ url: '/health' })).headers['strict-transport-security'], 'max-age=31536000')
    },
    { baseUrl: 'https://portal.test' },
  ),
)

test(
  'HEAD answers what GET would, without the body',
  withServer(async ({ inject }) => {
    const response = await inject({ method: 'HEAD', url: '/health' })
    assert.deepEqual([response.statusCode, response.body], [200, ''])
  }),
)

test(
  'a bug is logged once with its request, and the caller learns only that the portal failed',
  withServer(async (server) => {
    await server.deps.db.schema.dropTable('refresh_token').execute()
    await server.deps.db.schema.dropTable('session').execute()
    const { token } = await server.deps.tokens.issue({ accountId: 'acc_1', sessionId: 'ses_1' })
    const response = await server.inject({
      url: '/v1/auth/me?secret=hunter2',
      headers: { authorization: `Bearer ${token}` },
    })
    const problem = response.json<Problem>()
    assert.deepEqual(
      [response.statusCode, problem.code, problem.detail],
      [500, 'internal', 'The portal failed; nothing was changed'],
    )
    assert.doesNotMatch(response.body, /session|sqlite|select/i)
    const [line, ...others] = server.takeErrors()
    assert.equal(others.length, 0)
    assert.deepEqual(
      [line?.msg, line?.requestId, line?.route],
      ['Cannot answer GET /v1/auth/me', problem.request_id, '/v1/auth/me'],
    )
    assert.doesNotMatch(JSON.stringify(line), new RegExp(`hunter2|${token}`))
  }),
)

test('the log never writes what is secret, at the top or one level down', () => {
  const lines: string[] = []
  const log = createLog('info', (line) => void lines.push(line))
  log.info(
    { token: 'hunter2', user: { email: 'hunter2', password: 'hunter2' }, body: 'hunter2', versionId: 'ver_1' },
    'Stored',
  )
  assert.match(lines.join(''), /ver_1/)
  assert.doesNotMatch(lines.join(''), /hunter2/)
})

test(
  'an upload is refused before its bytes are read when nobody is signed in',
  withServer(async ({ app }) => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    const socket = connect(port, '127.0.0.1')
    // The body never comes, and still there is an answer.
    socket.write(
      'POST /v1/apps/com.example.app/versions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/octet-stream\r\nContent-Length: 50000000\r\n\r\n',
    )
    assert.equal(await firstLine(socket), 'HTTP/1.1 401 Unauthorized')
    socket.destroy()
  }),
)

test(
  'what is not HTTP at all gets a problem too, and the connection ends',
  withServer(async ({ app }) => {
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    for (const [sent, status] of [
      ['hello\r\n\r\n', '400 Bad Request'],
      [`GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, '431 Request Header Fields Too Large'],
      ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n', '400 Bad Request'],
    ] as const) {
      const socket = connect(port, '127.0.0.1')
      socket.write(sent)
      const answer = await text(socket)
      assert.ok(answer.startsWith(`HTTP/1.1 ${status}\r\n`), answer)
      const problem = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Problem
      assert.deepEqual([problem.code, problem.status], ['malformed_body', Number.parseInt(status, 10)])
    }
  }),
)

async function firstLine(socket: ReturnType<typeof connect>): Promise<string> {
  for await (const chunk of socket) return String(chunk).split('\r\n')[0] ?? ''
  return ''
}

test(
  'health says that the portal works, and that it does not when its database is gone',
  withServer(async (server) => {
    assert.deepEqual((await server.inject({ url: '/health' })).json(), { status: 'ok', version: '1.0.0' })
    await server.deps.db.destroy()
    assert.equal((await server.inject({ url: '/health' })).statusCode, 503)
  }),
)

/** How many of twelve sign-ins are refused for coming too often. */
async function countRefused(trustedProxies: string[], forwarded: (n: number) => string): Promise<number> {
  const server = await startTestServer({ trustedProxies })
  const statuses: number[] = []
  for (let n = 0; n < 12; n += 1) {
    const headers = { 'x-forwarded-for': forwarded(n), ...json }
    const payload = JSON.stringify({ email: 'a@example.com', password: 'wrong' })
    const response = await server.inject({ ...post(payload), headers, remoteAddress: '10.1.2.3' })
    statuses.push(response.statusCode)
  }
  await server.close()
  return statuses.filter((status) => status === 429).length
}

test('the address of a client behind a proxy counts only when the proxy is trusted', async () => {
  assert.equal(await countRefused([], (n) => `203.0.113.${n}`), 2, 'a made-up header does not help')
  assert.equal(await countRefused(['10.0.0.0/8'], (n) => `203.0.113.${n}`), 0)
  assert.equal(
    await countRefused(['10.0.0.0/8'], (n) => `198.51.100.${n}, 203.0.113.9`),
    2,
    'what the client itself wrote does not count',
  )
})

test(
  'an upload that is refused half-way is read to its end, so that its sender gets the answer and keeps the connection',
  withServer(async (server) => {
    const { call, tokens } = await server.developer()
    const app_id = 'com.example.large'
    await call(api.apps.createApp, { body: { id: app_id, name: 'Large' } })
    await server.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.app.server.address() as AddressInfo
    // By hand: the clients that come with Node stop sending once they have an answer.
    const socket = connect(port, '127.0.0.1')
    const head = `POST /v1/apps/${app_id}/versions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${tokens.access_token}\r\n`
    socket.write(`${head}Content-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n`)
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000), Buffer.from('\r\n')])
    for (let megabytes = 0; megabytes < 60; megabytes += 1) if (!socket.write(chunk)) await once(socket, 'drain')
    socket.write('0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')
    const answers = await text(socket)
    assert.deepEqual(
      [...answers.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
      ['413', '200'],
    )
    assert.match(answers, /"code":"upload\.too_large"/)
  }),
)

test(
  'a form is taken by its first file, and one that is cut or broken is refused as what it is',
  withServer(async (server) => {
    const { call, tokens } = await server.developer()
    const app_id = 'com.example.form'
    await call(api.apps.createApp, { body: { id: app_id, name: 'Form' } })
    const send = async (payload: string, type = 'multipart/form-data; boundary=XX') => {
      const headers = { authorization: `Bearer ${tokens.access_token}`, 'content-type': type }
      const response = await server.inject({ method: 'POST', url: `/v1/apps/${app_id}/versions`, headers, payload })
      return [response.statusCode, response.json<Problem>().code]
    }
    const head = '--XX\r\ncontent-disposition: form-data; name="package"; filename="a.mosis"\r\n\r\n'
    assert.deepEqual(await send(`${head}no package\r\n--XX--\r\n`), [422, 'package.invalid'], 'it arrived')
    assert.deepEqual(await send(`${head}half a pack`), [400, 'upload.incomplete'])
    assert.deepEqual(await send('--XX\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n--XX--\r\n'), [
      400,
      'malformed_body',
    ])
    assert.deepEqual(await send('x', 'multipart/form-data'), [400, 'malformed_body'])
    assert.deepEqual(await send('', 'application/octet-stream'), [422, 'package.invalid'])
    assert.deepEqual(await send('x', 'text/plain'), [415, 'unsupported_media_type'])
  }),
)

test('a rate limit lets a burst through and then one by one', () => {
  let time = 0
  const limit = createRateLimit({ burst: 2, refillMs: 10_000, clock: () => new Date(time) })
  limit.take('a')
  limit.take('a')
  assert.throws(
    () => limit.take('a'),
    (failure: unknown) => failure instanceof api.ApiError && failure.details.retry_after_seconds === 10,
  )
  limit.take('b')
  time = 10_000
  limit.take('a')
  assert.throws(() => limit.take('a'))
  limit.giveBack('a')
  limit.take('a')
  // A clock that is set back gives nothing away and locks nobody out for longer.
  time = 0
  assert.throws(
    () => limit.take('a'),
    (failure: unknown) => failure instanceof api.ApiError && failure.details.retry_after_seconds === 10,
  )
})

test('an IPv6 network counts as one, an IPv4 address is itself however it is written', () => {
  assert.equal(addressKey('2001:db8::1'), '2001:db8:0:0::/64')
  assert.equal(addressKey('2001:db8:0:0:ffff:1:2:3'), '2001:db8:0:0::/64')
  assert.equal(addressKey('2001:DB8:0000:0:1::'), '2001:db8:0:0::/64')
  assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0::/64')
  assert.equal(addressKey('::1'), '0:0:0:0::/64')
  assert.equal(addressKey('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(addressKey('203.0.113.7'), '203.0.113.7')
})

test('a path pattern means exactly what it says', () => {
  const explain = createNotFound([{ method: 'GET', path: '/a.b/{id}' }])
  const codeAt = (url: string) => explain({ method: 'PUT', url } as Parameters<typeof explain>[0]).code
  assert.equal(codeAt('/a.b/1?x'), 'method_not_allowed')
  assert.equal(codeAt('/axb/1'), 'not_found')
  assert.equal(codeAt('/a.b/1/2'), 'not_found')
  assert.equal(codeAt('/a.b/'), 'not_found')
})

const contract = Object.values<unknown>(api)
  .flatMap((feature): unknown[] => (typeof feature === 'object' && feature !== null ? Object.values(feature) : []))
  .filter(
    (value): value is Endpoint => typeof value === 'object' && value !== null && 'method' in value && 'path' in value,
  )

interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; examples: Record<string, { value: object }> }
}
interface Operation {
  operationId: string
  security: object[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object; examples?: Record<string, { $ref: string }> }> }
  >
}

test(
  'the OpenAPI document describes every endpoint of the contract, and every one of them is served',
  withServer(async ({ inject }) => {
    const document = (await inject({ url: '/openapi.json' })).json<OpenApi>()
    assert.equal(document.openapi, '3.1.0')
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    )
    assert.deepEqual(described.sort(), contract.map(({ method, path, name }) => `${method} ${path} ${name}`).sort())
  }),
)

test(
  'the OpenAPI document is whole: parameters, references, schemas and examples fit each other',
  withServer(async ({ inject }) => {
    const document = (await inject({ url: '/openapi.json' })).json<OpenApi>()
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'openapi', components: document.components })
    const compiled = new Map<string, ValidateFunction>()
    const compile = (schema: object) => {
      const text = JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components')
      const known = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object)
      compiled.set(text, known)
      return known
    }
    const isProblem = compile({ $ref: '#/components/schemas/Problem' })
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const inPath = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
        assert.deepEqual(
          inPath,
          [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
          path,
        )
        for (const { schema } of operation.parameters) compile(schema)
        const bodies = [operation.requestBody, ...Object.values(operation.responses)]
        for (const body of bodies) for (const { schema } of Object.values(body?.content ?? {})) compile(schema)
        const codes = Object.values(operation.responses).flatMap((response) =>
          Object.keys(response.content?.['application/problem+json']?.examples ?? {}),
        )
        const endpoint = contract.find(({ name }) => name === operation.operationId)
        assert.ok(endpoint, path)
        for (const code of endpoint.errors) assert.ok(codes.includes(code), `${method} ${path} lacks ${code}`)
        for (const code of codes)
          assert.ok(
            isProblem(document.components.examples[code]?.value),
            `${code}: ${ajv.errorsText(isProblem.errors)}`,
          )
        const isScope = api.scopes.some((scope) => scope === endpoint.access)
        const credentials =
          isScope && !endpoint.requires.includes('recent_sign_in') ? ['bearer', 'api_key'] : ['bearer']
        assert.deepEqual(
          operation.security.flatMap((way) => Object.keys(way)),
          endpoint.access === 'public' ? [] : credentials,
        )
      }
    }
  }),
)

test(
  'what an endpoint answers is what the OpenAPI document says',
  withServer(async ({ inject, developer }) => {
    const document = (await inject({ url: '/openapi.json' })).json<OpenApi>()
    const { account } = await developer()
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    ajv.addSchema({ $id: 'openapi', components: document.components })
    const isAccount = ajv.compile({ $ref: 'openapi#/components/schemas/Account' })
    assert.ok(isAccount(account))
    assert.ok(!isAccount({ ...account, role: 'king' }))
  }),
)

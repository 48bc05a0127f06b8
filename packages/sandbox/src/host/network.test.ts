import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BrokerError } from '../index.ts'
import { startWorld } from '../../test/world.ts'
import { checkUrl } from './network-rules.ts'

const text = (value: string) => new TextEncoder().encode(value)

test('a request is sent as the app says and its response comes back', async () => {
  const { values, requests, sandbox } = await startWorld({
    respond: () =>
      Promise.resolve({
        status: 201,
        headers: [
          ['X-A', '1'],
          ['x-a', '2'],
          ['Content-Type', 'text/plain'],
        ],
        body: text('grüße'),
      }),
  })
  assert.deepEqual(
    await values(`
      local r = network.request {
        url = "https://API.example.com:443/data?q=1#part", method = "POST", headers = { ["X-B"] = "b", Accept = 1 }, body = "\\xff\\0", timeout = 500,
      }
      return r.status, r.body, r.headers["x-a"], r.headers["content-type"], r.error`),
    [201, 'grüße', '1, 2', 'text/plain', undefined],
  )
  const { refusal, ...request } = requests[0]!
  assert.deepEqual(request, {
    url: 'https://api.example.com/data?q=1',
    method: 'POST',
    headers: [
      ['Accept', '1'],
      ['X-B', 'b'],
    ],
    body: Uint8Array.of(0xff, 0),
    timeoutMs: 500,
    maxResponseBytes: 1_048_576,
  })
  assert.equal(refusal('https://other.example.com/'), undefined)
  assert.match(refusal('http://other.example.com/')!, /not encrypted/)
  assert.deepEqual(
    sandbox.audit.entries().map(({ action, subject, allowed }) => [action, subject, allowed]),
    [['network.request', 'api.example.com', true]],
  )
})

test('failures of the network come back in the error field', async () => {
  const { values, told } = await startWorld({
    respond: (request) =>
      request.url.endsWith('/large')
        ? Promise.resolve({ status: 200, headers: [], body: new Uint8Array(1_048_577) })
        : Promise.reject(new BrokerError('network.unreachable', 'no such host')),
  })
  assert.deepEqual(await values('local r = network.request { url = "https://invalid/" } return r.status, r.error'), [
    undefined,
    'network.unreachable: no such host',
  ])
  assert.match(
    await told('nil, network.request { url = "https://invalid/large" }.error'),
    /^network\.response_too_large/,
  )
})

test('wrong requests raise', async () => {
  const { raised } = await startWorld()
  const cases: [string, RegExp][] = [
    ['"https://a.example"', /argument 1 \(request\) is a string, it should be a table/],
    ['{}', /argument 1 \(url\) is missing/],
    ['{ url = "https://a.example", methd = "GET" }', /unknown field "methd"/],
    ['{ url = "https://a.example", method = "CONNECT" }', /argument 1 \(method\) is "CONNECT"/],
    ['{ url = "https://a.example", body = "x" }', /\(body\) is given, it should be absent/],
    ['{ url = "https://a.example", timeout = 0 }', /\(timeout\) is 0, it should be between 1 and 120000/],
    ['{ url = "https://a.example", headers = { ["A B"] = "x" } }', /the name "A B"/],
    ['{ url = "https://a.example", headers = { Host = "x" } }', /the name "Host", it should be left to the platform/],
    ['{ url = "https://a.example", headers = { A = "x\\r\\nB: y" } }', /control characters/],
    ['{ url = "https://a.example", headers = { A = ("x"):rep(20000) } }', /at most 16384 bytes/],
    ['{ url = "ftp://a.example" }', /^network\.url_invalid: .* it begins with "ftp:"/],
    ['{ url = "nonsense" }', /^network\.url_invalid: .* it is no URL/],
    ['{ url = "http://a.example" }', /^network\.http_not_allowed/],
    ['{ url = "https://user:secret@a.example" }', /^network\.url_invalid: .* password/],
    ['{ url = "https://localhost" }', /^network\.blocked/],
    ['{ url = "https://a.example:8443" }', /^network\.port_not_allowed/],
  ]
  for (const [request, message] of cases) {
    assert.match(await raised(`network.request(${request})`), message, request)
  }
})

test('only so many requests are open at once', async () => {
  const { promise, resolve } = Promise.withResolvers<{ status: number; headers: []; body: Uint8Array }>()
  const { run, values } = await startWorld({ network: { maxConnections: 2 }, respond: () => promise })
  const waiting = [1, 2].map(() => run('return network.request { url = "https://a.example" }.status'))
  assert.deepEqual(await values('return network.request { url = "https://a.example" }.error'), [
    'network.too_many: 2 connections of this app are open already',
  ])
  resolve({ status: 204, headers: [], body: text('') })
  for (const outcome of await Promise.all(waiting)) assert.deepEqual(outcome, { ok: true, values: [204] })
})

test('a stop ends requests and sockets', async () => {
  let signal: AbortSignal | undefined
  const { sandbox, run, sockets } = await startWorld({
    respond: (_, given) => {
      signal = given
      return new Promise(() => undefined)
    },
  })
  const waiting = run('network.websocket("wss://a.example") network.request { url = "https://a.example" }')
  await sandbox.stop()
  assert.equal(signal?.aborted, true)
  assert.deepEqual(sockets[0]?.closed, [[1000, '']])
  const outcome = await waiting
  assert.ok(!outcome.ok && outcome.error.code === 'sandbox.stopped')
})

test('names are allowed as the manifest lists them', () => {
  const rules = { allowedDomains: ['api.example.com', '*.cdn.example.com', 'Bücher.example', 'odd.example:8443'] }
  const cases: [string, boolean][] = [
    ['https://api.example.com/', true],
    ['https://API.EXAMPLE.COM/', true],
    ['https://api.example.com./', true],
    ['https://api.example.com:443/', true],
    ['https://api.example.com:444/', false],
    ['https://x.api.example.com/', false],
    ['https://example.com/', false],
    ['https://a.cdn.example.com/', true],
    ['https://b.a.cdn.example.com/', true],
    ['https://cdn.example.com/', false],
    ['https://evilcdn.example.com/', false],
    ['https://a.cdn.example.com.evil.test/', false],
    ['https://xn--bcher-kva.example/', true],
    ['https://bücher.example/', true],
    ['https://odd.example:8443/', true],
    ['https://odd.example/', false],
    ['https://127.0.0.1/', false],
    ['https://[::1]/', false],
  ]
  for (const [url, isAllowed] of cases) assert.equal('url' in checkUrl(url, 'http', rules, 8192), isAllowed, url)
  assert.ok('url' in checkUrl('http://a.example/', 'http', { allowHttp: true }, 8192))
  assert.ok('url' in checkUrl('wss://a.example/', 'ws', {}, 8192))
  assert.ok(!('url' in checkUrl('https://a.example/', 'ws', {}, 8192)))
  assert.ok(!('url' in checkUrl('https://printer.local/', 'http', {}, 8192)))
})

test('a socket tells its events, sends and closes', async () => {
  const { values, sockets, sandbox, raised, told } = await startWorld()
  await values(`
    seen = {}
    ws = network.websocket("wss://a.example/ws")
    for _, event in ipairs { 'open', 'message', 'close', 'error' } do
      ws:on(event, function(...) seen[#seen + 1] = table.concat({ event, ... }, ' ') end)
    end`)
  const [{ url, listener, sent, closed }] = sockets as [(typeof sockets)[0]]
  assert.equal(url, 'wss://a.example/ws')
  assert.match(await told('ws:send("early")'), /^network\.closed/)
  listener.open()
  listener.message('text')
  listener.message(Uint8Array.of(0xff))
  assert.deepEqual(await values('return ws:send("hi"), ws:send("\\xff"), pcall(ws.send, ws, {})'), [
    true,
    true,
    false,
    'argument.invalid: Cannot call WebSocket:send: argument 1 (data) is no string, it should be a string',
  ])
  assert.deepEqual(sent, ['hi', Uint8Array.of(0xff)])
  listener.error('network.tls', 'bad')
  await values('ws:close(3001, "bye")')
  assert.deepEqual(closed, [[3001, 'bye']])
  listener.close(3001, 'bye')
  listener.message('late')
  assert.deepEqual(await values('return #seen, seen[2], seen[3] == "message \\xff", seen[4], seen[5]'), [
    5,
    'message text',
    true,
    'error network.tls: bad',
    'close 3001 bye',
  ])
  assert.equal(sandbox.usage().functions, 0)
  assert.match(await raised('ws:on("data", print)'), /\(event\) is "data"/)
  assert.equal((await values('return pcall(ws.close, ws, 1001)'))[0], false)
})

test('the network needs its permissions', async () => {
  const { values, sandbox, raised } = await startWorld({ granted: [] })
  assert.deepEqual(await values('return pcall(network.request, { url = "https://a.example" })'), [
    false,
    'permission.denied: Cannot call network.request: the permission "network.internet" is not granted. Ask for it first with permissions.request("network.internet")',
  ])
  assert.match(await raised('network.websocket("wss://a.example")'), /"network\.websocket" is not granted/)
  assert.deepEqual(
    await values(
      'return permissions.request("network.internet"), network.request { url = "https://a.example" }.status',
    ),
    [true, 200],
  )
  assert.equal(sandbox.audit.entries().length, 4)
})

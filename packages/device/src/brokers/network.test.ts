import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { BrokerError } from '@mosis/sandbox'
import type { NetworkRequest } from '@mosis/sandbox'
import { isPublicAddress, resolvePublic } from './addresses.ts'
import type { Lookup } from './addresses.ts'
import { followRedirects } from './redirects.ts'
import { requestOnce } from './request.ts'

const never = new AbortController().signal
/** A name server that always answers the same. */
const answering =
  (...addresses: string[]): Lookup =>
  () =>
    Promise.resolve(addresses.map((address) => ({ address, family: 4 as const })))
const publicLookup = answering('93.184.216.34')
const hanging: Lookup = () => new Promise(() => undefined)
const unknown: Lookup = () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
const redirectTo = (target: string) => `https://api.example.com/?to=${encodeURIComponent(target)}`
const refuseOther = (url: string) => (url.includes('other.example') ? 'it is not in allowed_domains' : undefined)

async function openServer(t: TestContext, answer: RequestListener) {
  const server = createServer(answer)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, maps: { 'api.example.com': `127.0.0.1:${port}` } }
}

const request = (change: Partial<NetworkRequest> = {}): NetworkRequest => ({
  url: 'https://api.example.com/data?a=1',
  method: 'GET',
  headers: [],
  timeoutMs: 5000,
  maxResponseBytes: 1000,
  refusal: () => undefined,
  ...change,
})

const fails = (code: string) => (error: unknown) => {
  assert.ok(error instanceof BrokerError, String(error))
  assert.equal(error.code, code, error.message)
  return true
}

test('only addresses of the public internet are public', () => {
  const isPrivate = `127.0.0.1 127.255.255.254 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
    100.64.0.1 192.0.0.1 198.18.0.1 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1
    ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 2002:7f00:1:: 2001:0:1:: 2001:db8::1 100::1 example.com 1.2.3`
  for (const address of isPrivate.split(/\s+/)) assert.equal(isPublicAddress(address), false, address)
  for (const address of ['8.8.8.8', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) {
    assert.equal(isPublicAddress(address), true, address)
  }
})

test('a name with one private address among public ones is refused', async () => {
  await assert.rejects(resolvePublic('example.com', answering('93.184.216.34', '10.0.0.1')), fails('network.blocked'))
})

test('a name is looked up once, so that a second answer of its server changes nothing', async (t) => {
  let asked = 0
  let reached = 0
  const { port } = await openServer(t, (_request, response) => {
    reached += 1
    response.end()
  })
  // The first answer of a rebinding name server is public; whoever asks again reaches this computer.
  const lookup: Lookup = () => Promise.resolve([{ address: asked++ === 0 ? '198.41.0.4' : '127.0.0.1', family: 4 }])
  // The computer's own resolver knows this name too: who asked it would meet the last look, "network.blocked".
  const rebound = request({ url: `http://localhost:${port}/`, timeoutMs: 300 })
  await assert.rejects(requestOnce(rebound, { lookup, maps: {} }, never), (error: unknown) => {
    assert.match(error instanceof BrokerError ? error.code : String(error), /^network\.(timeout|unreachable)$/)
    return true
  })
  assert.deepEqual({ asked, reached }, { asked: 1, reached: 0 })
  await assert.rejects(requestOnce(rebound, { lookup, maps: {} }, never), fails('network.blocked'))
  assert.equal(reached, 0)
})

test('addresses of this computer are refused in every spelling of a URL', async () => {
  const reach = { lookup: () => Promise.reject(new Error('nothing should be looked up')), maps: {} }
  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '127.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0',
    '169.254.169.254',
  ]) {
    await assert.rejects(requestOnce(request({ url: `http://${host}/` }), reach, never), fails('network.blocked'), host)
  }
  const localhost = answering('127.0.0.1')
  const url = 'http://localhost/'
  await assert.rejects(requestOnce(request({ url }), { lookup: localhost, maps: {} }, never), fails('network.blocked'))
  await assert.rejects(requestOnce(request({ url: 'file:///etc/passwd' }), reach, never), fails('network.blocked'))
})

test('a mapped host is reached on this computer, and sees the request as it was meant', async (t) => {
  const { maps } = await openServer(t, (asked, response) => {
    const { method, url, headers } = asked
    const seen: Buffer[] = []
    asked.on('data', (piece: Buffer) => seen.push(piece))
    asked.on('end', () => response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(seen).toString() })))
  })
  const headers: [string, string][] = [
    ['X-Own', 'a'],
    ['Host', 'evil.example'],
    ['Content-Length', '1'],
    ['Transfer-Encoding', 'chunked'],
  ]
  const hop = request({ method: 'POST', headers, body: Buffer.from('hello') })
  const { status, body } = await requestOnce(hop, { lookup: publicLookup, maps }, never)
  assert.equal(status, 200)
  const seen = JSON.parse(Buffer.from(body).toString())
  assert.deepEqual(seen, {
    method: 'POST',
    url: '/data?a=1',
    body: 'hello',
    headers: {
      'x-own': 'a',
      'accept-encoding': 'identity',
      'content-length': '5',
      host: 'api.example.com',
      connection: 'close',
    },
  })
})

test('a redirect is asked about before it is followed, and to this computer it is never followed', async (t) => {
  const asked: string[] = []
  const { maps, port } = await openServer(t, (seen, response) => {
    asked.push(seen.url ?? '')
    const to = new URL(seen.url ?? '', 'http://x').searchParams.get('to')
    response.writeHead(to ? 302 : 200, to ? { location: to } : {})
    response.end('end')
  })
  const once = (hop: Parameters<typeof requestOnce>[0]) => requestOnce(hop, { lookup: publicLookup, maps }, never)
  const loopback = `http://127.0.0.1:${port}/secret`
  await assert.rejects(followRedirects(request({ url: redirectTo(loopback) }), once), fails('network.blocked'))
  assert.deepEqual(
    asked.filter((url) => url.includes('/secret')),
    [],
  )
  const refused = request({ url: redirectTo('https://other.example/'), refusal: refuseOther })
  await assert.rejects(followRedirects(refused, once), fails('network.blocked'))
  const followed = await followRedirects(request({ url: redirectTo('/end') }), once)
  assert.equal(Buffer.from(followed.body).toString(), 'end')
  await assert.rejects(
    followRedirects(request({ url: 'https://api.example.com/' }), () =>
      Promise.resolve({ status: 302, headers: [['location', '/again']], body: new Uint8Array() }),
    ),
    fails('network.unreachable'),
  )
})

test('a redirect to another host takes no secrets along, and a POST becomes a GET', async () => {
  const hops: unknown[] = []
  const headers: [string, string][] = [
    ['Authorization', 'Bearer secret'],
    ['Cookie', 'a=1'],
    ['Content-Type', 'text/plain'],
    ['Accept', '*/*'],
  ]
  await followRedirects(request({ method: 'POST', body: Buffer.from('x'), headers }), (hop) => {
    hops.push(hop)
    const location: [string, string] = ['location', 'https://other.example/']
    return Promise.resolve({ status: hops.length === 1 ? 302 : 200, headers: [location], body: new Uint8Array() })
  })
  const [, { timeoutMs, ...second }] = hops as [unknown, { timeoutMs: number }]
  assert.ok(timeoutMs <= 5000)
  const expected = {
    url: 'https://other.example/',
    method: 'GET',
    headers: [['Accept', '*/*']],
    maxResponseBytes: 1000,
  }
  assert.deepEqual(second, expected)
})

test('an answer that is too large, too slow or not wanted any more is ended', async (t) => {
  const { maps } = await openServer(t, (asked, response) => {
    response.writeHead(200)
    if (asked.url?.startsWith('/large')) response.end(Buffer.alloc(1001))
    else response.write('begin')
  })
  const reach = { lookup: publicLookup, maps }
  const large = request({ url: 'https://api.example.com/large' })
  await assert.rejects(requestOnce(large, reach, never), fails('network.response_too_large'))
  await assert.rejects(requestOnce(request({ timeoutMs: 100 }), reach, never), fails('network.timeout'))
  await assert.rejects(requestOnce(request(), reach, AbortSignal.abort()), fails('network.cancelled'))
  const slow = requestOnce(request({ timeoutMs: 100 }), { lookup: hanging, maps: {} }, never)
  await assert.rejects(slow, fails('network.timeout'))
})

test('a host that nobody knows is unreachable', async () => {
  await assert.rejects(requestOnce(request(), { lookup: unknown, maps: {} }, never), fails('network.unreachable'))
})

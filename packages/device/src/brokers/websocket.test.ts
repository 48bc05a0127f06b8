import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { openWebSocket } from './websocket.ts'

/** A server that takes any WebSocket; `maps` leads an app's host to it. */
async function openServer(t: TestContext, onSocket: (socket: WebSocket, url: string, host: string) => void) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket, request) => onSocket(socket, request.url ?? '', request.headers.host ?? ''))
  await new Promise((resolve) => server.once('listening', resolve))
  t.after(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })
  return { 'ws.example.com': `127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const lookup = () => Promise.resolve([{ address: '127.0.0.1', family: 4 as const }])

/** Opens a socket and gathers what it tells. */
function open(maps: Record<string, string>, url = 'wss://ws.example.com/feed?a=1') {
  const events: unknown[] = []
  const opened = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const listener = {
    open: () => (events.push('open'), opened.resolve()),
    message: (data: string | Uint8Array) => void events.push(data),
    error: (code: string) => void events.push(code),
    close: (code: number, reason: string) => (events.push([code, reason]), closed.resolve()),
  }
  const socket = openWebSocket(new URL(url), 1000, listener, { lookup, maps })
  return { socket, events, opened: opened.promise, closed: closed.promise }
}

test('messages go both ways, and a close of the server is told with its reason', async (t) => {
  const seen: string[] = []
  const maps = await openServer(t, (socket, url, host) => {
    seen.push(url, host)
    socket.on('message', (data: Buffer) => {
      seen.push(data.toString())
      socket.send('hello')
      socket.send(Buffer.of(1, 2))
      socket.close(1000, 'bye')
    })
  })
  const { socket, events, opened, closed } = open(maps)
  await opened
  const taken = Promise.withResolvers<void>()
  socket.send('question', taken.resolve)
  await taken.promise
  await closed
  assert.deepEqual(seen, ['/feed?a=1', 'ws.example.com', 'question'])
  assert.deepEqual(events, ['open', 'hello', new Uint8Array([1, 2]), [1000, 'bye']])
})

test('a message that is larger than allowed ends the connection', async (t) => {
  const maps = await openServer(t, (socket) => socket.send(Buffer.alloc(1001)))
  const { events, closed } = open(maps)
  await closed
  assert.deepEqual(events, ['open', 'network.unreachable', [1009, '']])
})

test('addresses that are not public and servers that speak something else are errors, told once', async (t) => {
  const plain = createServer((_request, response) => {
    response.writeHead(302, { location: 'ws://127.0.0.1/' })
    response.end()
  })
  await new Promise<void>((resolve) => void plain.listen(0, '127.0.0.1', resolve))
  t.after(() => void plain.close())
  const { port } = plain.address() as AddressInfo
  const cases: { code: string; maps: Record<string, string>; url?: string }[] = [
    { code: 'network.blocked', maps: {} },
    { code: 'network.blocked', maps: {}, url: `ws://127.0.0.1:${port}/` },
    { code: 'network.unreachable', maps: { 'ws.example.com': `127.0.0.1:${port}` } },
    { code: 'network.unreachable', maps: { 'ws.example.com': '127.0.0.1:1' } },
  ]
  for (const { code, maps, url } of cases) {
    const { events, closed } = open(maps, url)
    await closed
    assert.deepEqual(events, [code, [1006, '']])
  }
})

test('a connection that is gone is told once', async (t) => {
  const maps = await openServer(t, (socket) => socket.terminate())
  const { socket, events, closed } = open(maps)
  await closed
  socket.send('too late', () => assert.fail('nothing can be sent any more'))
  socket.close()
  socket.destroy()
  assert.deepEqual(events, ['open', [1006, '']])
})

test('a socket that is closed before it is open stays silent afterwards', async (t) => {
  const maps = await openServer(t, () => undefined)
  const { socket, events, closed } = open(maps)
  socket.close()
  await closed
  assert.deepEqual(events, [[1006, '']])
})

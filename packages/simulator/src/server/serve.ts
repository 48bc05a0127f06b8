import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { readControl } from '../control/read-control.ts'
import type { ControlAnswer, ControlCall } from '../control/read-control.ts'
import { createDoors } from './doors.ts'
import type { Doors } from './doors.ts'
import { commonHeaders } from './headers.ts'
import type { PageBundle } from './page-bundle.ts'

/** A file of the app or the platform that a painter shows. */
export interface Asset {
  bytes: Uint8Array
  type: string
}

export interface PageServerOptions {
  /** 0 takes any that is free. */
  port: number
  page: Promise<PageBundle>
  /** The file of the app at this path of its package, or of the platform below `/system/`. */
  readAsset(path: string): Promise<Asset | undefined>
  onPage(socket: WebSocket): void
  control(call: ControlCall): Promise<ControlAnswer>
}

/** The phone's own web server, on loopback. */
export interface PageServer {
  origin: string
  /** The address that lets a browser in. */
  url: string
  doors: Doors
  close(): Promise<void>
}

/** What one message of a page may be: a picture for the camera comes this way. */
const maxMessageBytes = 24 * 1024 * 1024

/** Serves the page, its files and its socket to whoever has the secret. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`The simulator could not answer ${request.method} ${request.url}: ${String(error)}\n`)
      if (!response.headersSent) refuse(response, 500, 'The simulator failed at this')
      else response.destroy()
    })
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes })
  const port = () => (server.address() as AddressInfo).port
  const doors = createDoors(port)

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const reason = doors.refusal(request)
    if (reason !== undefined) return refuse(response, 403, `Refused: the request comes from ${reason}`)
    const url = new URL(request.url ?? '/', 'http://phone')
    if (url.pathname === '/control') return answerControl(request, response)
    if (request.method !== 'GET') return refuse(response, 405, 'Only GET is known here')
    if (url.pathname === '/' && url.searchParams.has('token')) return letIn(url, response)
    if (!doors.hasCookie(request))
      return refuse(response, 403, 'Open the address that `mosis` printed: it has a secret')
    const page = await options.page
    switch (url.pathname) {
      case '/':
        return send(response, { type: 'text/html; charset=utf-8', bytes: page.html })
      case '/page.js':
        return send(response, { type: 'text/javascript; charset=utf-8', bytes: page.script })
      case '/page.css':
        return send(response, { type: 'text/css; charset=utf-8', bytes: page.style })
    }
    const asset = await findAsset(url.pathname)
    return asset ? send(response, asset) : refuse(response, 404, 'There is no such file')
  }

  /** The secret leaves the address bar, and with it the history, at once. */
  function letIn(url: URL, response: ServerResponse) {
    if (!doors.isToken(url.searchParams.get('token'))) {
      return refuse(response, 403, 'This address is of another run: open the one that `mosis` printed last')
    }
    url.searchParams.delete('token')
    response.writeHead(303, {
      ...commonHeaders,
      location: `${url.pathname}${url.search}`,
      'set-cookie': `${doors.cookieName}=${doors.token}; HttpOnly; SameSite=Strict; Path=/`,
    })
    response.end()
  }

  async function answerControl(request: IncomingMessage, response: ServerResponse) {
    if (request.method !== 'POST' || !doors.isControl(request)) return refuse(response, 403, 'Refused')
    const call = await readControl(request)
    const result = call
      ? await options.control(call)
      : { ok: false, code: 'simulator.wrong_argument', message: 'Not JSON' }
    send(response, { type: 'application/json', bytes: Buffer.from(JSON.stringify(result)) })
  }

  async function findAsset(pathname: string): Promise<Asset | undefined> {
    // The number makes a file that was changed another address.
    const [, path] = /^\/files\/\d+\/(.+)$/.exec(pathname) ?? []
    const decoded = path === undefined ? undefined : decode(path)
    if (decoded === undefined) return undefined
    // Whoever reads checks it again; here only what no file of a package can be called.
    if (decoded.split('/').some((name) => name === '..' || name === '.') || /[\\\0]/.test(decoded)) return undefined
    const asset = await options.readAsset(decoded)
    // Nothing of an app becomes a document or a script of this origin.
    return asset && /^(?:image|font|audio|video)\/(?!svg)[\w.+-]+$/.test(asset.type) ? asset : undefined
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isOurs = doors.refusal(request) === undefined && doors.hasCookie(request)
    // Every browser names the origin of a page that opens a socket; what names none is no page.
    if (!isOurs || request.headers.origin === undefined || request.url !== '/socket') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => options.onPage(ws))
  })

  server.listen(options.port, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${port()}`
  return {
    origin,
    url: `${origin}/?token=${doors.token}`,
    doors,
    close: () => closeServer(server, sockets),
  }
}

function send(response: ServerResponse, { type, bytes }: Asset) {
  response.writeHead(200, { ...commonHeaders, 'content-type': type, 'content-length': bytes.length })
  response.end(bytes)
}

function refuse(response: ServerResponse, status: number, text: string) {
  response.writeHead(status, { ...commonHeaders, 'content-type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A stray % is no path.
    return undefined
  }
}

async function closeServer(server: Server, sockets: WebSocketServer) {
  for (const socket of sockets.clients) socket.terminate()
  server.closeAllConnections()
  await new Promise<void>((resolve) => void server.close(() => resolve()))
}

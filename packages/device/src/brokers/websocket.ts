import type { BrokerError, WebSocketListener } from '@mosis/sandbox'
import { WebSocket } from 'ws'
import type { ClientOptions, RawData } from 'ws'
import { findTarget, pinnedLookup, toNetworkError, watchAddress } from './connect.ts'
import type { Reach, Target } from './connect.ts'

/** An open socket; how much may wait is for the sender to judge, who hears when bytes were taken by the network. */
export interface OpenSocket {
  send(data: string | Uint8Array, taken: () => void): void
  close(code?: number, reason?: string): void
  /** Ends it without a word to the server. */
  destroy(): void
}

const handshakeMs = 15_000
/** A server that does not answer a close is left after this. */
const closeMs = 3_000

/** Opens a WebSocket over a connection whose address was checked, like that of a request. */
export function openWebSocket(
  url: URL,
  maxMessageBytes: number,
  listener: WebSocketListener,
  reach: Reach,
): OpenSocket {
  let socket: WebSocket | undefined
  let isOver = false

  function end(code: number, reason: string, error?: BrokerError) {
    if (isOver) return
    isOver = true
    if (error) listener.error(error.code, error.message)
    listener.close(code, reason)
    socket?.terminate()
  }

  function connect(target: Target) {
    if (isOver) return
    const connecting = openTo(url, target, maxMessageBytes)
    socket = connecting
    connecting.on('open', () => listener.open())
    connecting.on('message', (data, isBinary) => {
      if (!isOver) listener.message(isBinary ? new Uint8Array(toBuffer(data)) : toBuffer(data).toString())
    })
    connecting.on('error', (cause) => end(closeCodeOf(cause), '', toNetworkError(url.hostname, cause)))
    connecting.on('close', (code, reason) => end(code, reason.toString()))
  }

  findTarget(url, reach).then(connect, (cause: unknown) => end(1006, '', toNetworkError(url.hostname, cause)))

  return {
    send(data, taken) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(data, taken)
    },
    close(code = 1000, reason = '') {
      if (socket?.readyState === WebSocket.OPEN) socket.close(code, reason)
      else if (socket?.readyState !== WebSocket.CLOSING) end(1006, '')
    },
    destroy: () => end(1001, ''),
  }
}

function openTo(url: URL, target: Target, maxPayload: number): WebSocket {
  const options: ClientOptions & { closeTimeout: number } = {
    maxPayload,
    handshakeTimeout: handshakeMs,
    closeTimeout: closeMs,
    // Packed messages could grow beyond every limit, and a redirect would lead past the check of the address.
    perMessageDeflate: false,
    followRedirects: false,
  }
  if ('mapped' in target) {
    const { host, port } = target.mapped
    const address = `ws://${host}:${port}${url.pathname}${url.search}`
    return new WebSocket(address, { ...options, headers: { host: url.host } })
  }
  return new WebSocket(`${url.origin}${url.pathname}${url.search}`, {
    ...options,
    lookup: pinnedLookup(target.addresses),
    finishRequest: (request) => watchAddress(request, url.hostname).end(),
  })
}

/** Whole messages arrive as one buffer unless asked for otherwise. */
function toBuffer(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}

/** What was wrong with a server's bytes, as RFC 6455 numbers it; 1006 for a connection that just ended. */
function closeCodeOf(cause: Error): number {
  const code = 'code' in cause ? String(cause.code) : ''
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') return 1009
  if (code === 'WS_ERR_INVALID_UTF8') return 1007
  return code.startsWith('WS_ERR') ? 1002 : 1006
}

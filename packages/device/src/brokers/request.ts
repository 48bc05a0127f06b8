import type { IncomingMessage } from 'node:http'
import { BrokerError } from '@mosis/sandbox'
import type { NetworkRequest, NetworkResponse } from '@mosis/sandbox'
import { connectTo, toNetworkError } from './connect.ts'
import type { Reach } from './connect.ts'

/** One request without its redirects: those are asked about one by one. */
export type Hop = Omit<NetworkRequest, 'refusal'>

/** Set by the connection; from an app they could make two requests of one. */
const ownHeaders = new Set(
  'host connection content-length transfer-encoding upgrade te trailer keep-alive proxy-connection expect'.split(' '),
)

/** Does one HTTP request and reads its answer, never more than its limits allow; a redirect is an answer like any other. */
export async function requestOnce(hop: Hop, reach: Reach, signal: AbortSignal): Promise<NetworkResponse> {
  const url = new URL(hop.url)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw new BrokerError('network.blocked', `Cannot request "${hop.url}": only https and http are possible`)
  }
  const timeout = AbortSignal.timeout(hop.timeoutMs)
  const headers: Record<string, string | string[]> = { 'accept-encoding': 'identity' }
  for (const [name, value] of hop.headers) {
    const key = name.toLowerCase()
    if (ownHeaders.has(key)) continue
    const before = key === 'accept-encoding' ? undefined : headers[key]
    headers[key] = before === undefined ? value : [before, value].flat()
  }
  if (hop.body) headers['content-length'] = String(hop.body.byteLength)
  try {
    const request = await untilAborted(
      connectTo(url, reach, { method: hop.method, headers, signal: AbortSignal.any([timeout, signal]) }),
      AbortSignal.any([timeout, signal]),
    )
    return await new Promise((resolve, reject) => {
      request.once('error', reject)
      request.once('response', (response) => {
        readAnswer(response, hop.maxResponseBytes).then(resolve, reject)
      })
      request.end(hop.body)
    })
  } catch (cause) {
    if (signal.aborted) throw new BrokerError('network.cancelled', 'The request was cancelled', { cause })
    if (timeout.aborted) {
      throw new BrokerError('network.timeout', `"${url.hostname}" did not answer within ${hop.timeoutMs} ms`, { cause })
    }
    throw toNetworkError(url.hostname, cause)
  }
}

/** Looking up a name cannot be cancelled, but nobody has to wait for it. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

async function readAnswer(response: IncomingMessage, maxBytes: number): Promise<NetworkResponse> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of response as AsyncIterable<Buffer>) {
    bytes += piece.byteLength
    if (bytes > maxBytes) {
      response.destroy()
      throw new BrokerError('network.response_too_large', `The answer has more than ${maxBytes} bytes`)
    }
    pieces.push(piece)
  }
  const headers: [string, string][] = []
  for (let at = 0; at + 1 < response.rawHeaders.length; at += 2) {
    headers.push([(response.rawHeaders[at] ?? '').toLowerCase(), response.rawHeaders[at + 1] ?? ''])
  }
  return { status: response.statusCode ?? 0, headers, body: Buffer.concat(pieces) }
}

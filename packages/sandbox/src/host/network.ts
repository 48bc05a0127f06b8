import type { Arguments } from '../arguments.ts'
import { BrokerError } from '../brokers.ts'
import type { NetworkBroker, NetworkRequest } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { LuaInput } from '../values.ts'
import { Fields } from './fields.ts'
import { readHeaders } from './headers.ts'
import { checkUrl } from './network-rules.ts'
import { webSocketFunction } from './websocket.ts'

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH']
/** A request costs the device far more than the app's own code that starts it. */
const requestCost = 5000

/** How many requests and sockets are open, against what the manifest allows. */
export interface Connections {
  count: number
  readonly max: number
}

/** `network`: a URL that the manifest does not allow raises; failures of the network come back in the `error` field. */
export function networkModule(host: ModuleHost, broker: NetworkBroker): HostModule {
  const { limits } = host.sandbox
  const max = Math.min(host.network.maxConnections ?? limits.connections, limits.maxConnections)
  const connections: Connections = { count: 0, max }
  const stopped = new AbortController()
  host.onStop(() => stopped.abort())

  async function send(request: NetworkRequest, subject: string): Promise<LuaInput> {
    connections.count++
    try {
      const response = await broker.request(request, stopped.signal)
      if (response.body.length > limits.stringBytes) {
        return failure('network.response_too_large', `The response has more than ${limits.stringBytes} bytes`)
      }
      return { status: response.status, headers: joinHeaders(response.headers), body: response.body }
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error
      if (error.code === 'network.blocked') host.note('network.request', subject, error.code)
      return failure(error.code, error.message)
    } finally {
      connections.count--
    }
  }

  return {
    request(call) {
      host.require('network.internet', call.functionName)
      call.charge(requestCost)
      const { url, ...rest } = readRequest(host, call)
      call.willWait()
      if (connections.count >= connections.max) {
        return failure('network.too_many', `${connections.max} connections of this app are open already`)
      }
      host.note('network.request', url.host)
      const refusal = (target: string) => {
        const checked = checkUrl(target, 'http', host.network, limits.urlLength)
        return 'url' in checked ? undefined : checked.message
      }
      return send({ ...rest, url: url.href, maxResponseBytes: limits.stringBytes, refusal }, url.host)
    },
    websocket: webSocketFunction(host, broker, connections),
  }
}

function readRequest(
  host: ModuleHost,
  call: Arguments,
): Omit<NetworkRequest, 'url' | 'maxResponseBytes' | 'refusal'> & { url: URL } {
  const { limits } = host.sandbox
  const fields = new Fields(call, 1, 'request', ['url', 'method', 'headers', 'body', 'timeout'])
  const url = requireUrl(host, call, fields.text('url'), 'http')
  const method = fields.optionalText('method') ?? 'GET'
  if (!methods.includes(method)) return call.wrong(1, 'method', `"${method}"`, `one of ${methods.join(', ')}`)
  const body = fields.optionalBytes('body')
  if (body !== undefined && method === 'GET') return call.wrong(1, 'body', 'given', 'absent, because the method is GET')
  call.charge((body?.length ?? 0) >> 3)
  return {
    url,
    method,
    headers: readHeaders(call, fields.optionalTexts('headers'), limits),
    body,
    timeoutMs: fields.optionalInteger('timeout', 1, limits.maxRequestTimeoutMs) ?? limits.requestTimeoutMs,
  }
}

/** Raises an error for a URL that may not be asked. */
export function requireUrl(host: ModuleHost, call: Arguments, text: string, scheme: 'http' | 'ws'): URL {
  const checked = checkUrl(text, scheme, host.network, host.sandbox.limits.urlLength)
  if ('url' in checked) return checked.url
  const { code, message } = checked
  host.note(call.functionName, text, code)
  throw new LuaError(code, `Cannot call ${call.functionName} for "${text.slice(0, 200)}": ${message}`)
}

function failure(code: string, message: string): LuaInput {
  return { error: `${code}: ${message}` }
}

/** By lower-case name; several of one name are joined as HTTP allows. */
function joinHeaders(headers: readonly [name: string, value: string][]): Map<string, string> {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const known = joined.get(key)
    joined.set(key, known === undefined ? value : `${known}, ${value}`)
  }
  return joined
}

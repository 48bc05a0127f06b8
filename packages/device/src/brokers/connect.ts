import { request as httpRequest } from 'node:http'
import type { ClientRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { BrokerError } from '@mosis/sandbox'
import { isPublicAddress, resolvePublic } from './addresses.ts'
import type { Address, Lookup } from './addresses.ts'

/** How an app reaches hosts. */
export interface Reach {
  lookup: Lookup
  /** For development: a host (`api.example.com`, `api.example.com:8443`) → `127.0.0.1:PORT`, spoken to without TLS. */
  maps: Readonly<Record<string, string>>
}

export interface Asked {
  method: string
  headers: Record<string, string | string[]>
  signal: AbortSignal
}

/** Where a URL leads: a mapped address of the developer, or checked public ones. */
export type Target = { mapped: { host: string; port: number } } | { addresses: Address[] }

/**
 * Prepares a request to a URL. It can connect only to addresses that were checked just now: the name is never resolved
 * again, no proxy and no open connection is used.
 */
export async function connectTo(url: URL, reach: Reach, asked: Asked): Promise<ClientRequest> {
  const target = await findTarget(url, reach)
  const isSecure = url.protocol === 'https:'
  const path = url.pathname + url.search
  const headers = { ...asked.headers, host: url.host }
  if ('mapped' in target) {
    return quiet(httpRequest({ ...asked, ...target.mapped, path, headers, agent: false, setHost: false }))
  }
  const pinned = {
    ...asked,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port || (isSecure ? 443 : 80),
    path,
    headers,
    agent: false,
    setHost: false,
    lookup: pinnedLookup(target.addresses),
  } as const
  return watchAddress(quiet(isSecure ? httpsRequest(pinned) : httpRequest(pinned)), url.hostname)
}

/** The last look, at the connection itself: it is ended unless it leads to a public address. */
export function watchAddress(request: ClientRequest, hostname: string): ClientRequest {
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      if (!socket.remoteAddress || !isPublicAddress(plainAddress(socket.remoteAddress))) {
        request.destroy(new BrokerError('network.blocked', `Cannot connect to "${hostname}": not a public address`))
      }
    })
  })
  return request
}

/** A request that fails after its caller gave up has nobody left to tell; without a listener it would end the device. */
function quiet(request: ClientRequest): ClientRequest {
  return request.on('error', () => undefined)
}

/** Finds where a URL leads, or refuses it. */
export async function findTarget({ hostname, host }: URL, { maps, lookup }: Reach): Promise<Target> {
  const mapped = ownValue(maps, host) ?? ownValue(maps, hostname)
  if (mapped === undefined) return { addresses: await resolvePublic(hostname, lookup) }
  const { hostname: mappedHost, port } = new URL(`http://${mapped}`)
  return { mapped: { host: mappedHost, port: Number(port || 80) } }
}

function ownValue(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Answers every question for a name with the addresses that were checked. */
export function pinnedLookup(addresses: readonly Address[]): LookupFunction {
  return (_hostname, options, callback) => {
    const [first] = addresses
    if (options.all) callback(null, [...addresses])
    else callback(null, first?.address ?? '', first?.family)
  }
}

/** An IPv4 address on a socket for both kinds is written `::ffff:1.2.3.4`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** What an error of a connection means to an app. */
export function toNetworkError(hostname: string, cause: unknown): BrokerError {
  if (cause instanceof BrokerError) return cause
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown'
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO|HOSTNAME_MISMATCH|ERR_TLS/.test(code)) {
    return new BrokerError('network.tls', `Cannot trust "${hostname}": ${code}`, { cause })
  }
  return new BrokerError('network.unreachable', `Cannot reach "${hostname}": ${code}`, { cause })
}

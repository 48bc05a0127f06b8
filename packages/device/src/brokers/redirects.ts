import { BrokerError } from '@mosis/sandbox'
import type { NetworkRequest, NetworkResponse } from '@mosis/sandbox'
import type { Hop } from './request.ts'

const maxRedirects = 5
const redirectStatuses = new Set([301, 302, 303, 307, 308])
/** What belongs to one host must not be handed to another by its answer. */
const ownOfHost = new Set(['authorization', 'cookie', 'proxy-authorization'])

/** Does a request and follows its redirects; each target is judged like the first address before it is asked. */
export async function followRedirects(
  asked: NetworkRequest,
  requestOnce: (hop: Hop) => Promise<NetworkResponse>,
): Promise<NetworkResponse> {
  const until = performance.now() + asked.timeoutMs
  const { url, method, headers, body, timeoutMs, maxResponseBytes } = asked
  let hop: Hop = { url, method, headers, timeoutMs, maxResponseBytes, ...(body && { body }) }
  for (let redirects = 0; ; redirects++) {
    const answer = await requestOnce(hop)
    const location = answer.headers.find(([name]) => name === 'location')?.[1]
    if (location === undefined || !redirectStatuses.has(answer.status)) return answer
    if (redirects === maxRedirects) {
      throw new BrokerError('network.unreachable', `"${url}" redirects more than ${maxRedirects} times`)
    }
    const next = URL.parse(location, hop.url)
    if (!next) throw new BrokerError('network.unreachable', `"${hop.url}" redirects to something that is no URL`)
    const reason = asked.refusal(next.href)
    if (reason !== undefined) {
      throw new BrokerError(
        'network.blocked',
        `Cannot follow the redirect from "${hop.url}" to "${next.href}": ${reason}`,
      )
    }
    hop = toNext(hop, next, answer.status, Math.max(1, Math.round(until - performance.now())))
  }
}

function toNext(hop: Hop, next: URL, status: number, timeoutMs: number): Hop {
  const isSameOrigin = new URL(hop.url).origin === next.origin
  const keepsBody = status === 307 || status === 308 || (status !== 303 && hop.method !== 'POST')
  const { body, ...rest } = hop
  const headers = hop.headers.filter(([name]) => {
    const key = name.toLowerCase()
    return (isSameOrigin || !ownOfHost.has(key)) && (keepsBody || !key.startsWith('content-'))
  })
  const method = keepsBody || hop.method === 'HEAD' ? hop.method : 'GET'
  return { ...rest, url: next.href, method, headers, timeoutMs, ...(keepsBody && body && { body }) }
}

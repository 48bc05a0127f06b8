import type { Host } from './io.ts'

/**
 * `fetch` for calls of a portal that accepts connections and may never answer: what is not there whole in time ends
 * as a `TimeoutError`. An upload is left alone, since it takes as long as the network needs.
 */
export function fetchInTime(host: Pick<Host, 'fetch' | 'answerLimitMs'>): typeof globalThis.fetch {
  return (input, init = {}) => {
    const isUpload = init.body !== undefined && typeof init.body !== 'string'
    if (isUpload) return host.fetch(input, init)
    const limit = AbortSignal.timeout(host.answerLimitMs)
    return host.fetch(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, limit]) : limit })
  }
}

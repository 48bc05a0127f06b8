import type { z } from 'zod'
import { bytes, download } from './endpoint.ts'
import type { Endpoint, Result, Sent } from './endpoint.ts'
import { ApiError } from './errors.ts'

export interface ClientOptions {
  /** Where the portal is: `http://localhost:8080`. */
  baseUrl: string
  /** The access token, or where to get it for each call. */
  token?: string | (() => string | undefined | Promise<string | undefined>)
  fetch?: typeof globalThis.fetch
  /** Sent as `User-Agent`, where the runtime allows it. */
  userAgent?: string
}

export interface CallOptions {
  signal?: AbortSignal
  headers?: Readonly<Record<string, string>>
}

export type Client = <E extends Endpoint>(endpoint: E, sent: Sent<E>, options?: CallOptions) => Promise<Result<E>>

/**
 * Returns a function that calls any endpoint of the contract. It throws the server's `ApiError`, or one with the code
 * `portal.unreachable` or `portal.unexpected_answer`.
 */
export function createClient({ baseUrl, token, fetch = globalThis.fetch, userAgent }: ClientOptions): Client {
  return async function call(endpoint, sent, options = {}) {
    const bearer = typeof token === 'function' ? await token() : token
    const request = toRequest(endpoint, sent, baseUrl)
    const response = await reach(baseUrl, () =>
      fetch(request.url, {
        ...request.init,
        headers: {
          ...request.headers,
          ...(bearer && { authorization: `Bearer ${bearer}` }),
          ...(userAgent && { 'user-agent': userAgent }),
          ...options.headers,
        },
        ...(options.signal && { signal: options.signal }),
      }),
    )
    if (!response.ok && response.status !== 304) throw await toError(response, baseUrl)
    if (isMarker(endpoint.result, download)) return response as Result<typeof endpoint>
    if (response.status === 204) return {} as Result<typeof endpoint>
    const body = await reach(baseUrl, () => readJson(response, baseUrl))
    const parsed = endpoint.result.safeParse(body)
    if (!parsed.success) {
      const reason = `${endpoint.name} answered something else (${parsed.error.issues[0]?.message ?? 'no match'})`
      throw new ApiError('portal.unexpected_answer', { url: baseUrl, reason })
    }
    return parsed.data as Result<typeof endpoint>
  }
}

interface LooseSent {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean | readonly string[] | undefined>
  body?: unknown
}

function toRequest(endpoint: Endpoint, sent: unknown, baseUrl: string) {
  const { params = {}, query = {}, body } = sent as LooseSent
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const url = new URL(baseUrl.replace(/\/+$/, '') + path)
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const headers: Record<string, string> = { accept: 'application/json' }
  const init: RequestInit = { method: endpoint.method }
  if (isMarker(endpoint.body, bytes)) {
    headers['content-type'] = 'application/octet-stream'
    init.body = body as ReadableStream<Uint8Array>
    // Needed by fetch for a body that is a stream; it is sent while it is read.
    Object.assign(init, { duplex: 'half' })
  } else if (body !== undefined) {
    headers['content-type'] = 'application/json'
    init.body = JSON.stringify(body)
  }
  return { url: url.href, init, headers }
}

const isMarker = (schema: z.ZodType, marker: z.ZodType) => schema === marker

async function reach<T>(url: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof ApiError || (cause instanceof Error && cause.name === 'AbortError')) throw cause
    throw new ApiError('portal.unreachable', { url, reason: reasonOf(cause) }, { cause })
  }
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return 'no answer in time'
  const inner = cause.cause
  if (inner instanceof AggregateError && inner.errors[0] instanceof Error) return inner.errors[0].message
  return inner instanceof Error && inner.message ? inner.message : cause.message
}

async function readJson(response: Response, url: string): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch (cause) {
    const type = response.headers.get('content-type') ?? 'nothing'
    throw new ApiError('portal.unexpected_answer', { url, reason: `status ${response.status} with ${type}` }, { cause })
  }
}

async function toError(response: Response, url: string): Promise<ApiError> {
  const problem = await readJson(response, url)
  return (
    ApiError.fromProblem(problem) ??
    new ApiError('portal.unexpected_answer', { url, reason: `status ${response.status} with an unknown error` })
  )
}

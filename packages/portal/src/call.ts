import type { Endpoint, InputError, Problem, Result, Sent } from '@mosis/api'

/** What the portal refused, in its own words, or that it did not answer (`portal.unreachable`, status 0). */
export class PortalError extends Error {
  /** Stable: `app.id_taken`. */
  readonly code: string
  readonly status: number
  /** The values that the words are filled with. */
  readonly details: Readonly<Record<string, unknown>>
  /** What to do about it, as the server says it. */
  readonly fix: string
  /** One for each field that is not right. */
  readonly errors: readonly InputError[]
  /** To name to the operator. */
  readonly requestId: string | undefined

  constructor(message: string, problem: Pick<Problem, 'code' | 'status'> & Partial<Problem>, requestId?: string) {
    const { code, status, fix = '', errors = [], type: _type, title: _title, detail: _detail, ...details } = problem
    super(message)
    this.name = 'PortalError'
    this.code = code
    this.status = status
    this.details = details
    this.fix = fix
    this.errors = errors
    this.requestId = requestId
  }
}

export interface CallOptions {
  signal?: AbortSignal
  headers?: Readonly<Record<string, string>>
}

/**
 * Calls an endpoint of the contract as whoever has signed in; the session is a cookie that no script sees. Throws a
 * `PortalError`; an aborted call throws what `fetch` throws.
 */
export async function call<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  options: CallOptions = {},
): Promise<Result<E>> {
  const response = await send(endpoint, sent, options)
  if (response.status === 204) return {} as Result<E>
  return (await readJson(response)) as Result<E>
}

/** The same for what is a file: its bytes and headers. */
export async function send<E extends Endpoint>(
  endpoint: E,
  sent: Sent<E>,
  options: CallOptions = {},
): Promise<Response> {
  const { path, init } = toRequest(endpoint, sent as LooseSent)
  const response = await reach(path, {
    ...init,
    credentials: 'same-origin',
    headers: { ...init.headers, ...options.headers },
    ...(options.signal && { signal: options.signal }),
  })
  if (!response.ok) throw await toError(response)
  return response
}

/** The address of an endpoint, for links to files. */
export function addressOf<E extends Endpoint>(endpoint: E, sent: Sent<E>): string {
  return toRequest(endpoint, sent as LooseSent).path
}

interface LooseSent {
  params?: Record<string, string | number>
  query?: Record<string, string | number | boolean | readonly string[] | undefined>
  body?: unknown
}

function toRequest(endpoint: Endpoint, { params = {}, query = {}, body }: LooseSent) {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString()
  const isBytes = 'sendsBytes' in endpoint
  return {
    path: search === '' ? path : `${path}?${search}`,
    init: {
      method: endpoint.method,
      headers: {
        accept: 'application/json',
        ...(isBytes && { 'content-type': 'application/octet-stream' }),
        ...(!isBytes && body !== undefined && { 'content-type': 'application/json' }),
      } as Record<string, string>,
      ...(body !== undefined && { body: isBytes ? (body as Blob) : JSON.stringify(body) }),
    },
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new PortalError('The portal does not answer', { code: 'portal.unreachable', status: 0 })
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch {
    throw unexpected(response)
  }
}

async function toError(response: Response): Promise<PortalError> {
  const body = await readJson(response)
  if (typeof body !== 'object' || body === null || !('code' in body)) return unexpected(response)
  const problem = body as Problem
  return new PortalError(problem.detail, { ...problem, status: response.status }, requestIdOf(response))
}

function unexpected(response: Response): PortalError {
  const message = `The portal answered with status ${response.status} and nothing that can be read`
  return new PortalError(message, { code: 'portal.unexpected_answer', status: response.status }, requestIdOf(response))
}

const requestIdOf = ({ headers }: Response) => headers.get('x-request-id') ?? undefined

import { ApiError } from '@mosis/api'
import type { ErrorDetails, InputError } from '@mosis/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../log.ts'
import { StorageError } from '../storage/storage.ts'

/** The only place where an error becomes a response. What is not an `ApiError` is a bug: logged once, hidden from the caller. */
export function sendError(log: Log, failure: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = toApiError(failure, request)
  if (error.code === 'internal') logBug(log, failure, request)
  const problem = { ...error.toProblem(), request_id: request.id }
  void reply
    .code(error.status)
    .headers({ ...headersOf(error), 'cache-control': 'no-store', 'content-type': 'application/problem+json' })
    .send(JSON.stringify(problem))
}

function logBug(log: Log, failure: unknown, request: FastifyRequest): void {
  const route = request.routeOptions.url ?? 'no route'
  log.error({ err: failure, requestId: request.id, route }, `Cannot answer ${request.method} ${route}`)
}

/** Every failure in the words of the contract. */
export function toApiError(failure: unknown, request: FastifyRequest): ApiError {
  if (failure instanceof ApiError) return failure
  if (failure instanceof StorageError) return fromStorage(failure)
  const code = codeOf(failure)
  return fromFastify(code, request) ?? fromDatabase(code, failure) ?? new ApiError('internal', {}, { cause: failure })
}

function headersOf({ code, details, status }: ApiError): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Bearer' }
  if (code === 'rate_limited') return { 'retry-after': String(details.retry_after_seconds) }
  if (code === 'unavailable') return { 'retry-after': '1' }
  if (code === 'method_not_allowed') return { allow: String(details.allow) }
  return {}
}

function codeOf(failure: unknown): string {
  return typeof failure === 'object' && failure !== null && 'code' in failure ? String(failure.code) : ''
}

function fromStorage({ code, details }: StorageError): ApiError {
  if (code === 'too-large') return new ApiError('upload.too_large', { max_bytes: details.maxBytes })
  if (code === 'incomplete') return new ApiError('upload.incomplete', { received_bytes: details.receivedBytes })
  return new ApiError(code === 'disk-full' ? 'disk_full' : 'internal')
}

/** What the framework refuses by itself, before a handler is asked. */
function fromFastify(code: string, request: FastifyRequest): ApiError | undefined {
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new ApiError('unsupported_media_type', {
        is: request.headers['content-type'] ?? '',
        should: 'application/json',
      })
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('too_large', { max_bytes: request.routeOptions.bodyLimit })
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return malformed('its length is not what Content-Length says', {
        code: 'wrong_length',
        message: 'The body should be as long as Content-Length says',
      })
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new ApiError('not_found', notFoundDetails(request))
    default:
      return undefined
  }
}

/** The refusal of a body that is no JSON. V8 often says where: "… in JSON at position 7 (line 1 column 8)". */
export function malformedJson(failure: unknown): ApiError {
  const said = failure instanceof Error ? failure.message : ''
  const place = /\(line (\d+) column (\d+)\)/.exec(said)
  const message = place ? `It is not JSON at line ${place[1]}, column ${place[2]}` : 'It is not JSON'
  return malformed('it is not JSON', {
    code: 'malformed_json',
    message,
    ...(place && { line: Number(place[1]), column: Number(place[2]) }),
  })
}

const malformed = (reason: string, fault: Omit<InputError, 'pointer'>) =>
  new ApiError('malformed_body', { reason }, { errors: [{ pointer: '', ...fault }] })

/** The path without its query: that may hold what nobody else should see. */
export function notFoundDetails({ method, url }: FastifyRequest): ErrorDetails {
  return { method, path: url.replace(/[?#].*$/s, '').slice(0, 200) }
}

const sqliteBusy = 5
const sqliteFull = 13

/** A database that is busy, away or full is no bug of ours; the caller may try again. */
function fromDatabase(code: string, failure: unknown): ApiError | undefined {
  if (code === 'ENOSPC' || code === 'EFBIG' || code === '53100')
    return new ApiError('disk_full', {}, { cause: failure })
  if (code === 'ERR_SQLITE_ERROR' && failure instanceof Error && 'errcode' in failure) {
    // The low byte is the kind, the rest says more about it.
    const kind = Number(failure.errcode) & 0xff
    if (kind === sqliteBusy) return new ApiError('unavailable', {}, { cause: failure })
    if (kind === sqliteFull) return new ApiError('disk_full', {}, { cause: failure })
  }
  const isAway = code === 'ECONNREFUSED' || code === 'ECONNRESET' || /^(57P0[1-3]|53300|08\w{3})$/.test(code)
  return isAway ? new ApiError('unavailable', {}, { cause: failure }) : undefined
}

import type { Socket } from 'node:net'
import { ApiError } from '@mosis/api'

/** Answers what cannot be read as HTTP at all, and ends the connection. */
export function answerClientError(failure: NodeJS.ErrnoException, socket: Socket): void {
  if (failure.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, reason] = refusals[failure.code ?? ''] ?? ['400 Bad Request', 'the request is not HTTP']
  const problem = { ...new ApiError('malformed_body', { reason }).toProblem(), status: Number.parseInt(status, 10) }
  const body = JSON.stringify(problem)
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
  )
}

const refusals: Record<string, [string, string]> = {
  HPE_HEADER_OVERFLOW: ['431 Request Header Fields Too Large', 'its address and headers are larger than 64 KiB'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'it did not come in time'],
}

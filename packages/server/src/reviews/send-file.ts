import type { FastifyReply } from 'fastify'
import type { ReadFile } from './package-thread.ts'

/**
 * Sends a file of a package that nobody has approved: as plain text that no browser takes for anything else, and without any
 * right on this origin; what is no text is only saved.
 */
export function sendFile(reply: FastifyReply, { bytes, isText }: ReadFile): FastifyReply {
  return reply
    .headers({
      'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
      'content-disposition': isText ? 'inline' : 'attachment',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
    })
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}

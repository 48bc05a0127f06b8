import type { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** What still comes of a body that was answered already is thrown away for so long; then the connection ends. */
const patienceMs = 5000

/**
 * Reads on after an early answer. Whoever still sends would otherwise meet a reset instead of the answer, or hold a connection
 * that nobody reads and that the portal waits for when it stops.
 */
export function finishReading(app: FastifyInstance): void {
  app.addHook('onRequest', ({ raw }, reply, done) => {
    const { socket, headers } = raw
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    // The socket is kept here: a stream that somebody destroyed has none any more.
    if (hasBody) reply.raw.once('finish', () => discardRest(raw, socket))
    done()
  })
}

function discardRest(raw: IncomingMessage, socket: IncomingMessage['socket']): void {
  // A request that is handed in from memory has no connection.
  if (raw.complete || !(socket instanceof Socket)) return
  const timer = setTimeout(() => socket.destroy(), patienceMs)
  raw.once('end', () => clearTimeout(timer))
  socket.once('close', () => clearTimeout(timer))
  raw.unpipe()
  raw.resume()
}

import type { FastifyInstance } from 'fastify'
import type { Log } from '../log.ts'

const slowMs = 1000

/** Logs slow and failed requests, by route and never by address: that can hold a token or a name. */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', (request, reply, done) => {
    const elapsedMs = Math.round(reply.elapsedTime)
    const hasFailed = reply.statusCode >= 500
    if (hasFailed || elapsedMs >= slowMs) {
      const route = request.routeOptions.url ?? 'no route'
      const fields = { requestId: request.id, method: request.method, route, status: reply.statusCode, elapsedMs }
      log.warn(
        fields,
        `${hasFailed ? 'Failed' : 'Slow'}: ${request.method} ${route} ${reply.statusCode} in ${elapsedMs} ms`,
      )
    }
    done()
  })
}

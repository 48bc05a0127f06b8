import { createHash } from 'node:crypto'
import { manifestJsonSchema } from '@mosis/format'
import type { FastifyInstance } from 'fastify'
import { entityTag, isNamed } from './entity-tag.ts'

export const schemaPath = '/schemas/manifest-v1.json'

const daySeconds = 86_400

/** Serves the schema of manifest.json for editors: also for those that run in a browser, on a page of another site. */
export function serveSchema(app: FastifyInstance): void {
  const text = `${JSON.stringify(manifestJsonSchema, null, 2)}\n`
  const etag = entityTag(createHash('sha256').update(text).digest('hex'))
  app.get(schemaPath, (request, reply) => {
    reply.headers({ 'access-control-allow-origin': '*', 'cache-control': `public, max-age=${daySeconds}`, etag })
    if (isNamed(request.headers['if-none-match'], etag)) return reply.code(304).send()
    return reply.header('content-type', 'application/schema+json; charset=utf-8').send(text)
  })
}

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

/** The style sheet and the icon. Both are small and read once. */
export interface Assets {
  /** Changes with the contents, so that browsers may keep it for ever. */
  stylePath: string
  serve: (app: FastifyInstance) => void
}

const yearSeconds = 31_536_000
const daySeconds = 86_400

export function loadAssets(): Assets {
  const style = readFileSync(new URL('mosis.css', import.meta.url))
  const icon = readFileSync(new URL('mosis.svg', import.meta.url))
  const stylePath = `/assets/mosis-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
  return {
    stylePath,
    serve(app) {
      app.get(stylePath, (_request, reply) =>
        reply
          .headers({
            'cache-control': `public, max-age=${yearSeconds}, immutable`,
            'content-type': 'text/css; charset=utf-8',
          })
          .send(style),
      )
      app.get('/assets/mosis.svg', (_request, reply) =>
        reply.headers({ 'cache-control': `public, max-age=${daySeconds}`, 'content-type': 'image/svg+xml' }).send(icon),
      )
    },
  }
}

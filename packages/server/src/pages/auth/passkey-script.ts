import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'

const yearSeconds = 31_536_000
const script = readFileSync(new URL('passkey.js', import.meta.url))

/** Changes with the contents, so that browsers may keep it for ever. */
export const passkeyScriptPath = `/assets/passkey-${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`

/** What a page with a passkey button names as its scripts. */
export const passkeyScripts: readonly string[] = [passkeyScriptPath]

/** Serves the one script of the pages. */
export function servePasskeyScript(app: FastifyInstance): void {
  app.get(passkeyScriptPath, (_request, reply) =>
    reply
      .headers({
        'cache-control': `public, max-age=${yearSeconds}, immutable`,
        'content-type': 'text/javascript; charset=utf-8',
      })
      .send(script),
  )
}

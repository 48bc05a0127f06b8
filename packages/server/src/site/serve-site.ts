import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { chooseCoding } from '../http/content-encoding.ts'
import { entityTag, isNamed } from '../http/entity-tag.ts'
import type { ServedPath } from '../http/not-found.ts'
import { commandPath } from './site-file.ts'
import type { Site, SiteFile } from './site-file.ts'
import { createChoosePage } from './site-page.ts'

export interface ServedSite {
  paths: readonly ServedPath[]
  /** Answers with the page, which says itself what it makes of the address. */
  sendPage: (request: FastifyRequest, reply: FastifyReply, status: 200 | 404) => FastifyReply
}

const yearSeconds = 31_536_000
const daySeconds = 86_400

/**
 * What the page may do: its scripts, styles, fonts and pictures come from this portal and from nowhere else, nothing stands
 * inline, and no text becomes code.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const pageHeaders = {
  'cache-control': 'no-cache',
  'content-security-policy': policy,
  // With `no-referrer` a browser hides with every form which site it comes from; other sites still learn nothing.
  'referrer-policy': 'same-origin',
}

/** Serves the web portal: everything it loads under its own path, its one page under each of its addresses, and finished pages. */
export function serveSite(app: FastifyInstance, site: Site | undefined): ServedSite {
  if (!site) return { paths: [], sendPage: sendMissing }
  const choosePage = createChoosePage(site.html, ['en', 'de'])
  const sendPage: ServedSite['sendPage'] = (request, reply, status) => {
    reply.code(status).headers(pageHeaders)
    return sendFile(choosePage(request), request, reply, ['accept-language', 'cookie'])
  }
  const paths: ServedPath[] = []
  const serve = (path: string, handler: (request: FastifyRequest, reply: FastifyReply) => FastifyReply) => {
    const url = path.replace(/\$(\w+)/g, ':$1')
    app.get(url, handler)
    paths.push({ method: 'GET', path: path.replace(/\$(\w+)/g, '{$1}') })
  }
  for (const file of site.files) {
    const cacheControl = cacheControlOf(file.path)
    serve(file.path, (request, reply) => sendFile(file, request, reply.header('cache-control', cacheControl)))
  }
  const servePage: typeof serve = (address, handler) => {
    serve(address, handler)
    if (address !== '/') app.get(`${address.replace(/\$(\w+)/g, ':$1')}/`, leadToAddress)
  }
  for (const address of site.addresses) servePage(address, (request, reply) => sendPage(request, reply, 200))
  for (const { address, html } of site.pages) {
    const choose = createChoosePage(html, ['en'])
    servePage(address, (request, reply) => sendFile(choose(request), request, reply.headers(pageHeaders), ['cookie']))
  }
  return { paths, sendPage }
}

function cacheControlOf(path: string): string {
  // The command fits the portal that it comes from, so an older one is of no use.
  if (path === commandPath) return 'no-cache'
  const isNamedByContents = path.startsWith('/assets/')
  return isNamedByContents ? `public, max-age=${yearSeconds}, immutable` : `public, max-age=${daySeconds}`
}

/** Each page has one address: the one without a slash at its end. What stands behind the question mark goes along. */
function leadToAddress({ url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  // Only the path of it: the address may be written with a host, which must not choose where this leads.
  const { pathname, search } = new URL(url, 'http://portal')
  return reply.header('cache-control', 'no-cache').redirect(`${pathname.replace(/\/+$/, '')}${search}`, 308)
}

/** Sends a file in the coding that the client likes best, or says that it has it. */
function sendFile(
  { type, sha256, bodies }: SiteFile,
  { headers }: FastifyRequest,
  reply: FastifyReply,
  varies: readonly string[] = [],
): FastifyReply {
  const coding = chooseCoding(headers['accept-encoding'], [...bodies.keys()])
  const tag = entityTag(coding === 'identity' ? sha256 : `${sha256}-${coding}`)
  const vary = [...(bodies.size > 1 ? ['accept-encoding'] : []), ...varies].join(', ')
  if (vary !== '') reply.header('vary', vary)
  reply.header('etag', tag)
  if (isNamed(headers['if-none-match'], tag) && reply.statusCode === 200) return reply.code(304).send()
  if (coding !== 'identity') reply.header('content-encoding', coding)
  return reply.header('content-type', type).send(bodies.get(coding))
}

const missing = `<!doctype html>
<html lang="en">
<title>The web portal is not built</title>
<h1>The web portal is not built</h1>
<p>The API answers, and the command line works. The pages are built by <code>npm start</code>, or by
<code>node scripts/portal.ts</code> in a clone; start the portal again afterwards.</p>
`

function sendMissing(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(503).headers({ 'content-type': 'text/html; charset=utf-8' }).send(missing)
}

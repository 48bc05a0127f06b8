import { ApiError } from '@mosis/api'
import { MOSIS_VERSION } from '@mosis/format'
import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerFactory } from 'fastify'
import { sql } from 'kysely'
import { createIdentify } from './accounts/identify.ts'
import { accountJobs } from './accounts/jobs.ts'
import { createAccountLimits } from './accounts/limits.ts'
import { accountRoutes } from './accounts/routes.ts'
import { appRoutes } from './apps/routes.ts'
import { newId } from './db/ids.ts'
import type { Deps } from './deps.ts'
import { answerClientError } from './http/client-error.ts'
import { sendError } from './http/errors.ts'
import { finishReading } from './http/finish-reading.ts'
import { readJsonBodies } from './http/json-body.ts'
import { logRequests } from './http/log-requests.ts'
import { createNotFound } from './http/not-found.ts'
import { describeApi } from './http/openapi.ts'
import { createRoutes } from './http/route.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { backupJobs } from './jobs/backup.ts'
import { queueJobs } from './jobs/sweep.ts'
import { keyRoutes } from './keys/routes.ts'
import { servePages } from './pages/routes.ts'
import { schemaPath, serveSchema } from './pages/schema.ts'
import { renderNotice } from './pages/setup-form.ts'
import { reviewJobs } from './reviews/jobs.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { storeRoutes } from './store/routes.ts'
import { listStoreApps } from './store/store.ts'
import { telemetryJobs } from './telemetry/jobs.ts'
import { telemetryRoutes } from './telemetry/routes.ts'
import { versionJobs } from './versions/jobs.ts'
import { versionRoutes } from './versions/routes.ts'

/** On the front page. */
const shownApps = 24
const bodyBytes = 1024 * 1024
/** A device asks about 200 apps in one address. */
export const longestHeadBytes = 64 * 1024
/** The longest package id and file name stand in one part of a path. */
const longestPathPart = 300

/** Puts every feature's routes and jobs together; opens nothing. */
export async function createApp(
  deps: Deps,
  options: { serverFactory?: FastifyServerFactory } = {},
): Promise<FastifyInstance> {
  const { config, log } = deps
  const app = fastify({
    bodyLimit: bodyBytes,
    genReqId: () => newId('req'),
    // Whoever does not stand behind a proxy would otherwise choose the address that limits count.
    trustProxy: config.trustedProxies.length > 0 ? [...config.trustedProxies] : false,
    return503OnClosing: false,
    routerOptions: { maxParamLength: longestPathPart },
    http: { maxHeaderSize: longestHeadBytes },
    clientErrorHandler: answerClientError,
    frameworkErrors: (failure, request, reply) => sendError(log, failure, request, reply),
    ...(options.serverFactory && { serverFactory: options.serverFactory }),
  })
  setSecurityHeaders(app, { isHttps: config.baseUrl.startsWith('https:') })
  logRequests(app, log)
  readJsonBodies(app)
  finishReading(app)
  app.setErrorHandler((failure, request, reply) => sendError(log, failure, request, reply))
  // A job that a request put in the queue begins at once.
  app.addHook('onResponse', (request, _reply, done) => {
    if (request.method !== 'GET') deps.jobs.poke()
    done()
  })

  const limits = createAccountLimits(deps.clock)
  const routes = createRoutes(createIdentify(deps))
  accountRoutes(routes.serve, deps, limits)
  for (const serve of [keyRoutes, appRoutes, versionRoutes, reviewRoutes, storeRoutes, telemetryRoutes]) {
    serve(routes.serve, deps)
  }
  for (const handle of [queueJobs, backupJobs, accountJobs, versionJobs, reviewJobs, telemetryJobs]) handle(deps)
  await routes.register(app)

  const listApps = async () => (await listStoreApps(deps.db, { limit: shownApps, sort: 'newest' })).apps
  const sendPage = await servePages(app, deps, { listApps, limits })
  serveHealth(app, deps)
  serveSchema(app)
  serveDescription(app, deps, routes.endpoints)
  const explain = createNotFound([...routes.endpoints(), ...otherPaths])
  app.setNotFoundHandler((request, reply) => {
    const refusal = explain(request)
    if (refusal.code === 'not_found' && wantsPage(request)) {
      return sendPage(reply, 404, 'Not found', renderNotice('There is nothing here', 'The address is wrong or old.'))
    }
    sendError(log, refusal, request, reply)
    return reply
  })
  return app
}

/** What is served beside the contract. */
const otherPaths = ['/', '/setup', '/setup/done', '/health', '/openapi.json', schemaPath].flatMap((path) => [
  { method: 'GET', path },
  ...(path === '/setup' ? [{ method: 'POST', path }] : []),
])

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/v1/') && (headers.accept ?? '').includes('text/html')
}

/** Says whether the portal can do its work: its database answers. */
function serveHealth(app: FastifyInstance, { db }: Deps): void {
  app.get('/health', async () => {
    try {
      await sql`select 1`.execute(db)
    } catch (cause) {
      throw new ApiError('unavailable', {}, { cause })
    }
    return { status: 'ok', version: MOSIS_VERSION }
  })
}

/** Made when it is first asked for: a start does not wait for it. */
function serveDescription(
  app: FastifyInstance,
  { config }: Deps,
  endpoints: ReturnType<typeof createRoutes>['endpoints'],
): void {
  let text: string | undefined
  app.get('/openapi.json', (_request: FastifyRequest, reply: FastifyReply) => {
    text ??= JSON.stringify(describeApi(endpoints(), { version: MOSIS_VERSION, baseUrl: config.baseUrl }))
    return reply.headers({ 'cache-control': 'no-cache', 'content-type': 'application/json; charset=utf-8' }).send(text)
  })
}

import { ApiError } from '@mosis/api'
import { MOSIS_VERSION } from '@mosis/format'
import { fastify } from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerFactory } from 'fastify'
import { sql } from 'kysely'
import { isUnsafe } from './accounts/cookies.ts'
import { createIdentify } from './accounts/identify.ts'
import { deviceLoginRoutes } from './accounts/device-login-routes.ts'
import { ownAccountRoutes } from './accounts/account-routes.ts'
import { accountJobs } from './accounts/jobs.ts'
import { sessionRoutes } from './accounts/session-routes.ts'
import { oauthRoutes } from './accounts/oauth/routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { passkeyRoutes, secondFactorRoutes } from './accounts/second-factor-routes.ts'
import { peopleRoutes } from './accounts/people-routes.ts'
import { adminRoutes } from './admin/routes.ts'
import { appJobs } from './apps/jobs.ts'
import { appRoutes } from './apps/routes.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import { newId } from './db/ids.ts'
import type { Deps } from './deps.ts'
import { answerClientError } from './http/client-error.ts'
import { sendError } from './http/errors.ts'
import { finishReading } from './http/finish-reading.ts'
import { readJsonBodies } from './http/json-body.ts'
import { logRequests } from './http/log-requests.ts'
import { schemaPath, serveSchema } from './http/manifest-schema.ts'
import { createNotFound } from './http/not-found.ts'
import { describeApi } from './http/openapi.ts'
import { createRoutes } from './http/route.ts'
import { setSecurityHeaders } from './http/security-headers.ts'
import { backupJobs } from './jobs/backup.ts'
import { jobRoutes } from './jobs/routes.ts'
import { queueJobs } from './jobs/sweep.ts'
import { findApiKeyCaller } from './keys/find-api-key.ts'
import { keyJobs } from './keys/jobs.ts'
import { mailJobs } from './mail/jobs.ts'
import { keyRoutes } from './keys/routes.ts'
import { reviewJobs } from './reviews/jobs.ts'
import { reviewRoutes } from './reviews/routes.ts'
import { ruleRoutes } from './reviews/rule-routes.ts'
import { safetyJobs } from './safety/jobs.ts'
import { safetyRoutes } from './safety/routes.ts'
import { serveSite } from './site/serve-site.ts'
import { storeRoutes } from './store/routes.ts'
import { teamJobs } from './teams/jobs.ts'
import { teamRoutes } from './teams/routes.ts'
import { telemetryJobs } from './telemetry/jobs.ts'
import { telemetryRoutes } from './telemetry/routes.ts'
import { uploadJobs } from './uploads/jobs.ts'
import { serveUploadOptions, uploadRoutes } from './uploads/routes.ts'
import { versionJobs } from './versions/jobs.ts'
import { openPackageChecks } from './versions/package-checks.ts'
import { versionRoutes } from './versions/routes.ts'
import { webhookJobs } from './webhooks/jobs.ts'
import { webhookRoutes } from './webhooks/routes.ts'

const bodyBytes = 1024 * 1024
/** A device asks about 200 apps in one address. */
export const longestHeadBytes = 64 * 1024
/** A path of 512 bytes inside a package stands in one part of an address, each byte written as three. */
const longestPathPart = 1536

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

  const { identify, forget } = createIdentify(deps, {
    findApiKey: (text, now) => findApiKeyCaller(deps.db, text, now),
  })
  // Before the answer: whoever is told that a session ended, or a key was revoked, finds it refused with the next call.
  app.addHook('onSend', (request, _reply, _payload, done) => {
    if (changesAccess(request)) forget()
    done()
  })
  const routes = createRoutes(identify)
  accountRoutes(routes.serve, deps)
  ownAccountRoutes(routes.serve, deps)
  oauthRoutes(routes.serve, deps)
  sessionRoutes(routes.serve, deps, { identify })
  deviceLoginRoutes(routes.serve, deps)
  secondFactorRoutes(routes.serve, deps)
  passkeyRoutes(routes.serve, deps)
  peopleRoutes(routes.serve, deps)
  jobRoutes(routes.serve, deps)
  teamRoutes(routes.serve, deps)
  const withChecks = { ...deps, packageChecks: openPackageChecks(deps) }
  for (const serve of [
    keyRoutes,
    appRoutes,
    versionRoutes,
    reviewRoutes,
    ruleRoutes,
    safetyRoutes,
    uploadRoutes,
    storeRoutes,
    telemetryRoutes,
    webhookRoutes,
    dashboardRoutes,
    adminRoutes,
  ]) {
    serve(routes.serve, withChecks)
  }
  for (const handle of [
    queueJobs,
    backupJobs,
    mailJobs,
    accountJobs,
    keyJobs,
    teamJobs,
    appJobs,
    versionJobs,
    reviewJobs,
    safetyJobs,
    uploadJobs,
    telemetryJobs,
    webhookJobs,
  ])
    handle(deps)
  await routes.register(app)

  const site = serveSite(app, deps.site)
  serveHealth(app, deps)
  serveSchema(app)
  const optionPaths = serveUploadOptions(app)
  serveDescription(app, deps, routes.endpoints)
  const explain = createNotFound([...routes.endpoints(), ...site.paths, ...optionPaths, ...otherPaths])
  app.setNotFoundHandler((request, reply) => {
    const refusal = explain(request)
    // The page says itself that there is nothing; also where a form is sent to, which has no page of its own.
    if (wantsPage(request)) return site.sendPage(request, reply, 404)
    sendError(log, refusal, request, reply)
    return reply
  })
  return app
}

/** What is served beside the contract and the pages. */
const otherPaths = ['/health', '/openapi.json', schemaPath].map((path) => ({ method: 'GET', path }))

/** Anything that changes something may change who may do what, save what devices report. */
function changesAccess(request: FastifyRequest): boolean {
  return isUnsafe(request) && !request.url.startsWith('/v1/telemetry/')
}

function wantsPage({ method, url, headers }: FastifyRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && !url.startsWith('/v1/') && (headers.accept ?? '').includes('text/html')
  )
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

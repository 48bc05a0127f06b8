import { ApiError, accounts as api } from '@mosis/api'
import type { StoreApp } from '@mosis/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { registerAccount } from '../accounts/accounts.ts'
import type { AccountLimits } from '../accounts/limits.ts'
import { isSetupToken } from '../accounts/setup.ts'
import type { Deps } from '../deps.ts'
import { systemCall } from '../http/call.ts'
import { logBug, toApiError } from '../http/errors.ts'
import { pagePolicy } from '../http/security-headers.ts'
import { loadAssets } from './assets.ts'
import { commandsFor, renderHome } from './home.ts'
import type { Html } from './html.ts'
import { renderPage } from './layout.ts'
import { renderNotice, renderSetupDone, renderSetupForm } from './setup-form.ts'
import type { SetupFormParts } from './setup-form.ts'

export interface PageOptions {
  /** The apps that the front page shows. */
  listApps: () => Promise<readonly StoreApp[]>
  limits: AccountLimits
}

/** What a page answers when something that a browser asked for is not there. */
export type SendPage = (reply: FastifyReply, status: number, title: string, main: Html) => FastifyReply

const formBytes = 16_384

/** Serves the pages for people; answers how to send one more, for paths that nothing serves. */
export async function servePages(
  app: FastifyInstance,
  deps: Deps,
  { listApps, limits }: PageOptions,
): Promise<SendPage> {
  const { db, tokens, clock, config, log } = deps
  const assets = loadAssets()
  const send: SendPage = (reply, status, title, main) =>
    reply
      .code(status)
      .headers({ 'content-security-policy': pagePolicy, 'content-type': 'text/html; charset=utf-8' })
      .send(renderPage({ title, stylePath: assets.stylePath, main }))

  await app.register((scope, _options, done) => {
    readForms(scope)
    scope.setErrorHandler((failure, request, reply) => {
      const error = toApiError(failure, request)
      if (error.code === 'internal') logBug(log, failure, request)
      return send(reply, error.status, error.message, renderNotice(error.message, `${error.fix}.`))
    })
    assets.serve(scope)
    scope.get('/', async (_request, reply) =>
      send(reply, 200, 'Mosis portal', renderHome({ baseUrl: config.baseUrl, apps: await listApps() })),
    )
    scope.get('/setup', async (request, reply) => {
      const token = fieldOf(new URL(request.url, config.baseUrl).searchParams, 'token')
      if (!(await isSetupToken(db, tokens, token))) return sendClosed(send, reply)
      return send(reply, 200, formTitle, renderSetupForm({ token, email: '', name: '', faults: {} }))
    })
    scope.post('/setup', async (request, reply) => {
      limits.registering(request.ip)
      const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
      const faults = await register(form, request)
      if (faults === undefined) return sendClosed(send, reply)
      // After a redirect, reloading the page sends nothing a second time.
      if (Object.keys(faults).length === 0) return reply.redirect('/setup/done', 303)
      const [token, email, name] = ['token', 'email', 'name'].map((field) => fieldOf(form, field))
      return send(
        reply,
        422,
        formTitle,
        renderSetupForm({ token: token ?? '', email: email ?? '', name: name ?? '', faults }),
      )
    })
    scope.get('/setup/done', (_request, reply) => {
      const { login } = commandsFor(config.baseUrl, { hasAccount: true })
      return send(reply, 200, 'The portal is yours', renderSetupDone(login.command))
    })
    done()
  })
  return send

  /** Undefined: the link is used or wrong. */
  async function register(
    form: URLSearchParams,
    request: FastifyRequest,
  ): Promise<SetupFormParts['faults'] | undefined> {
    const setupToken = fieldOf(form, 'token')
    const [email, name, password] = ['email', 'name', 'password'].map((field) => fieldOf(form, field))
    if (!(await isSetupToken(db, tokens, setupToken))) return undefined
    const checked = api.register.body.safeParse({ email, name, password })
    if (!checked.success) return faultsOf(checked.error.issues)
    try {
      const call = systemCall(clock().toISOString(), request.id)
      await registerAccount(db, call, { ...checked.data, setupToken }, tokens)
      return {}
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure
      if (failure.code === 'account.wrong_setup_token') return undefined
      if (failure.code === 'account.email_taken') return { email: `${failure.message}: choose another one` }
      throw failure
    }
  }
}

/** Forms are read on pages only; the API takes JSON. */
function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formBytes },
    (_request, body, done) => done(null, new URLSearchParams(body.toString())),
  )
}

const formTitle = 'Set up this portal'

function sendClosed(send: SendPage, reply: FastifyReply): FastifyReply {
  const title = 'This link does not work'
  const text =
    'The one-time admin link was used already, or is not complete. As long as there is no admin, the portal prints the link each time it starts.'
  return send(reply, 403, title, renderNotice(title, text))
}

function fieldOf(form: URLSearchParams, name: string): string {
  // PostgreSQL has no text with U+0000 in it.
  return (form.get(name) ?? '').replaceAll('\0', '')
}

const words = {
  email: 'This should be an e-mail address',
  name: 'This should be a name of 1 to 80 characters',
  password: 'This should have 10 to 256 characters',
}

function faultsOf(issues: readonly { path: PropertyKey[] }[]): SetupFormParts['faults'] {
  const fields = new Set(issues.map(({ path: [field] }) => field))
  const faulty = (['email', 'name', 'password'] as const).filter((field) => fields.has(field))
  return Object.fromEntries(faulty.map((field) => [field, words[field]]))
}

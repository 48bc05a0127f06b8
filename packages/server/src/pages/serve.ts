import type { Account } from '@mosis/api'
import { ApiError } from '@mosis/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { getAccount } from '../accounts/accounts.ts'
import { requireSameOrigin } from '../accounts/cookies.ts'
import type { Deps } from '../deps.ts'
import { nobody } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { logBug, toApiError } from '../http/errors.ts'
import { safeLocalPath } from '../http/local-path.ts'
import type { Identify } from '../http/route.ts'
import { fieldOf, renderNotice } from './form.ts'
import { html } from './html.ts'
import type { Html } from './html.ts'
import type { SendPage } from './send.ts'

/** Who gets a page: anybody, who has signed in, or who has done so within the last 15 minutes. The others are asked to first. */
export type Audience = 'anybody' | 'signed-in' | 'recently-signed-in'

/** One request for a page. */
export interface Visit {
  request: FastifyRequest
  reply: FastifyReply
  /** Without an account where nobody has signed in. */
  call: Call
  account: Account | undefined
  query: URLSearchParams
  /** Empty unless a form was sent. */
  form: URLSearchParams
}

/** A page, another address of the portal to go to, another site, or a file to keep. */
export type Answer =
  | ShownPage
  | { to: string }
  | { toSite: string; name: string }
  | { file: string; name: string; type: string }

export interface ShownPage {
  title: string
  main: Html
  status?: number
  /** Modules of this portal that the page runs. */
  scripts?: readonly string[]
}

export type PageHandler = (visit: Visit) => Promise<Answer> | Answer

/** Serves one page; a form is sent to the path of the page that it stands on. */
export type ServePage = (method: 'GET' | 'POST', path: string, audience: Audience, handler: PageHandler) => void

/** Recognises visitors, refuses forms of other sites, and answers with a page whatever happens. */
export function createServePage(
  scope: FastifyInstance,
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'log'>,
  { identify, sendPage: send }: { identify: Identify; sendPage: SendPage },
): ServePage {
  const { db, clock, config, log } = deps
  scope.setErrorHandler((failure, request, reply) => {
    const error = toApiError(failure, request)
    const elsewhere = whereToFirst(error, request)
    if (elsewhere !== undefined) return reply.redirect(elsewhere, 303)
    if (error.code === 'internal') logBug(log, failure, request)
    if (error.code === 'rate_limited') reply.header('retry-after', String(error.details.retry_after_seconds))
    return send(reply, {
      title: error.message,
      main: renderNotice(error.message, `${error.fix}.`),
      status: error.status,
    })
  })
  return (method, path, audience, handler) =>
    scope.route({
      method,
      url: path,
      handler: async (request, reply) => {
        // Also where nobody has signed in yet: another site must not sign a browser in as somebody else.
        if (method === 'POST') requireSameOrigin(request, config)
        const call = await callOf(request, audience)
        const account = call.accountId === null ? undefined : await getAccount(db, call)
        const query = new URL(request.url, config.baseUrl).searchParams
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
        const answer = await handler({ request, reply, call, account, query, form })
        return sendAnswer(reply, answer, account)
      },
    })

  async function callOf(request: FastifyRequest, audience: Audience): Promise<Call> {
    const requires = audience === 'recently-signed-in' ? (['recent_sign_in'] as const) : []
    try {
      return await identify(request, { access: 'account', requires })
    } catch (failure) {
      if (audience !== 'anybody' || !(failure instanceof ApiError) || failure.status !== 401) throw failure
      return { ...nobody, address: request.ip, now: clock().toISOString(), requestId: request.id }
    }
  }

  function sendAnswer(reply: FastifyReply, answer: Answer, account: Account | undefined): FastifyReply {
    // After a redirect, reloading the page sends nothing a second time.
    if ('to' in answer) return reply.redirect(answer.to, 303)
    if ('toSite' in answer) return sendElsewhere(reply, answer, account)
    if ('main' in answer) return send(reply, { ...answer, visitor: account ?? 'nobody' })
    return reply
      .headers({ 'content-type': answer.type, 'content-disposition': `attachment; filename="${answer.name}"` })
      .send(answer.file)
  }

  /** Not by a redirect: browsers hold every hop after a form to its `form-action`, and nobody can name all hosts of a provider. */
  function sendElsewhere(
    reply: FastifyReply,
    { toSite, name }: { toSite: string; name: string },
    visitor: Account | undefined,
  ): FastifyReply {
    const title = `Going to ${name}`
    const way = html`<p class="actions"><a class="button wide" href="${toSite}">Continue to ${name}</a></p>`
    const main = renderNotice(title, 'It goes on by itself. If not, press the button.', way)
    return send(reply.header('refresh', `0; url=${toSite}`), { title, main, visitor: visitor ?? 'nobody' })
  }

  /** Signing in comes first, then what was wanted. */
  function whereToFirst({ code }: ApiError, request: FastifyRequest): string | undefined {
    const first = firstSteps[code]
    if (first === undefined) return undefined
    return `${first}?${new URLSearchParams({ return_to: safeLocalPath(request.url, config.baseUrl) ?? '/' }).toString()}`
  }
}

const firstSteps: Partial<Record<string, string>> = {
  'auth.required': '/auth/sign-in',
  'auth.invalid_token': '/auth/sign-in',
  'auth.recent_sign_in_required': '/auth/confirm',
}

/** Where the page leads after its work: a path of this portal that the address or the form names. */
export function returnTo(
  { query, form }: Pick<Visit, 'query' | 'form'>,
  { baseUrl }: { baseUrl: string },
): string | undefined {
  const named = fieldOf(form, 'return_to') || fieldOf(query, 'return_to')
  return safeLocalPath(named, baseUrl)
}

/** The same address, with `return_to` where there is one to keep. */
export function withReturn(path: string, target: string | undefined): string {
  return target === undefined ? path : `${path}?${new URLSearchParams({ return_to: target }).toString()}`
}

/** How a moment is written for people, with the exact one beside it for programs. */
export function renderTime(time: string): Html {
  return html`<time datetime="${time}">${readableTime.format(new Date(time))} UTC</time>`
}

/** The same without the hour. */
export function renderDate(time: string): Html {
  return html`<time datetime="${time}">${readableDate.format(new Date(time))}</time>`
}

const readableDate = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const readableTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' })

/** What the browser calls itself; shown in the list of sessions. */
export function clientOf({ headers }: FastifyRequest): string {
  return headers['user-agent'] ?? ''
}

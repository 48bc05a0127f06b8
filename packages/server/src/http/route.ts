import type { Readable } from 'node:stream'
import { bytes, download, nothing } from '@mosis/api'
import type { Endpoint, Input } from '@mosis/api'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { z } from 'zod'
import { readByteBodies } from './byte-bodies.ts'
import type { Call } from './call.ts'
import { checkInput } from './input.ts'

/** Recognises the caller, or throws when it may not use this endpoint. */
export type Identify = (request: FastifyRequest, endpoint: Pick<Endpoint, 'access' | 'requires'>) => Promise<Call>

/** A body that is bytes comes as a stream; everything else as its schema gives it. */
type BodyOf<E> =
  E extends Endpoint<infer _P, infer _Q, infer B> ? (B extends typeof bytes ? Readable : z.output<B>) : never

/** An answer that is a download or sends a browser elsewhere is sent by the handler itself, which returns the reply. */
type AnswerOf<E> =
  E extends Endpoint<infer _P, infer _Q, infer _B, infer R>
    ? R extends typeof download
      ? FastifyReply
      : z.input<R> | FastifyReply
    : never

/** What a handler is given. */
export interface Asked<E> {
  call: Call
  params: Input<E>['params']
  query: Input<E>['query']
  body: BodyOf<E>
  request: FastifyRequest
  reply: FastifyReply
}

export type Handler<E> = (asked: Asked<E>) => Promise<AnswerOf<E>> | AnswerOf<E>

/** Serves an endpoint of the contract: who may call and what goes in and out stands there, what happens is the handler's. */
export type Serve = <E extends Endpoint>(endpoint: E, handler: Handler<E>) => void

interface Served {
  endpoint: Endpoint
  handler: Handler<Endpoint>
}

/** Collects what the features serve; `register` puts it on the app. */
export function createRoutes(identify: Identify): {
  serve: Serve
  register: (app: FastifyInstance) => Promise<void>
  endpoints: () => Endpoint[]
} {
  const served: Served[] = []
  const calls = new WeakMap<FastifyRequest, Call>()
  const running = new Set<Promise<unknown>>()
  const routeOf = ({ endpoint, handler }: Served): RouteOptions => {
    const schemasOf = compileOnce(endpoint)
    return {
      method: endpoint.method,
      url: endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
      // Before the body is read: nobody uploads 50 MB to learn that a sign-in is missing.
      onRequest: async (request) => {
        calls.set(request, await identify(request, endpoint))
      },
      handler: async (request, reply) => {
        const call = calls.get(request)
        if (!call) throw new Error('A request without a call reached a handler')
        const schemas = schemasOf()
        // Before the handler, which may choose another status of success: 200 for what was there already.
        reply.code(endpoint.status)
        const asked = {
          call,
          params: checkInput('params', schemas.params, request.params),
          query: checkInput('query', schemas.query, request.query),
          body: readBody(endpoint, schemas.body, request.body),
          request,
          reply,
        }
        const work = Promise.resolve(handler(asked)).finally(() => running.delete(work))
        running.add(work)
        const answer = await work
        if (endpoint.result === download || reply.sent) return answer
        // The schema leaves out every field that the contract does not name.
        return endpoint.status === 204 ? reply.send() : reply.send(schemas.result.parse(answer))
      },
    }
  }
  return {
    serve: (endpoint, handler) => {
      served.push({ endpoint, handler: handler })
    },
    async register(app) {
      // A handler whose caller is gone still has to put away what it began, such as half an upload.
      app.addHook('onClose', async () => void (await Promise.allSettled(running)))
      for (const one of served.filter(({ endpoint }) => !isBytes(endpoint))) app.route(routeOf(one))
      // Streams live in a scope of their own, where no body is parsed.
      await app.register(async (scope) => {
        await readByteBodies(scope)
        for (const one of served.filter(({ endpoint }) => isBytes(endpoint))) scope.route(routeOf(one))
      })
    },
    endpoints: () => served.map(({ endpoint }) => endpoint),
  }
}

type Schemas = Pick<Endpoint, 'params' | 'query' | 'body' | 'result'>

/** Compiled schemas check three times as fast. Each takes a millisecond to make, so it is done at the first request. */
function compileOnce({ params, query, body, result }: Endpoint): () => Schemas {
  let compiled: Schemas | undefined
  return () =>
    (compiled ??= {
      params: z.compile(params),
      query: z.compile(query),
      body: z.compile(body),
      result: z.compile(result),
    })
}

function readBody(endpoint: Endpoint, schema: z.ZodType, body: unknown): unknown {
  if (isBytes(endpoint)) return body
  // Where none is expected, one that is sent all the same says nothing.
  return endpoint.body === (nothing as z.ZodType) ? {} : checkInput('body', schema, body)
}

const isBytes = (endpoint: Endpoint) => endpoint.body === bytes

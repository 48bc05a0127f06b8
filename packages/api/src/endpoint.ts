import { z } from 'zod'
import type { ErrorCode } from './errors.ts'

/** What an API key or a signed-in developer may be allowed to do. */
export const scopes = [
  'apps:read',
  'apps:write',
  'versions:upload',
  'versions:publish',
  'telemetry:read',
  'keys:manage',
] as const
export type Scope = (typeof scopes)[number]

/**
 * Who may call: anybody, any signed-in account, one that carries the scope (a signed-in developer carries all of them), a
 * reviewer or an admin. An admin may do what a reviewer may.
 */
export type Access = 'public' | 'account' | Scope | 'reviewer' | 'admin'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * What a call needs beside its access: an address that is known to be the caller's own (only on portals that send mail), or
 * that the person has proved who they are within the last 15 minutes.
 */
export type Requirement = 'verified_email' | 'recent_sign_in'

/** One HTTP operation, described once and read by the server, every client and the docs. */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> {
  /** The operation's name in the OpenAPI document; the same word as the exported constant. */
  name: string
  method: Method
  /** With parameters in braces: `/v1/apps/{app_id}`. */
  path: string
  summary: string
  access: Access
  requires: readonly Requirement[]
  params: Params
  query: Query
  body: Body
  result: Result
  /** The status of success: 200, 201 or 204 (then there is no result). */
  status: 200 | 201 | 204
  errors: readonly ErrorCode[]
}

/** Marks a body that is a stream of bytes (`application/octet-stream`, or `multipart/form-data` with one file). */
export const bytes = z.custom<ReadableStream<Uint8Array> | Uint8Array>(() => true)

/** Marks a result that is a file or a redirect to one; a client gets the `Response` itself. */
export const download = z.custom<Response>(() => true)

/** The result of an operation that answers 204. */
export const nothing = z.object({})
type Nothing = typeof nothing

type Head = Pick<Endpoint, 'name' | 'method' | 'path' | 'summary' | 'access'> & {
  requires?: readonly Requirement[]
  errors?: readonly ErrorCode[]
  status?: Endpoint['status']
}

/** Declares an endpoint; a part that is left out takes no input. */
export function endpoint<
  Result extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = Nothing,
>(
  declared: Head & { result: Result; params?: Params; query?: Query; body?: Body },
): Endpoint<Params, Query, Body, Result> {
  const defaults = { params: nothing, query: nothing, body: nothing, requires: [], errors: [], status: 200 }
  // The defaults are exactly the declared defaults of the type parameters.
  return { ...defaults, ...declared } as unknown as Endpoint<Params, Query, Body, Result>
}

/** What a handler of the endpoint is given, after its schemas. */
export type Input<E> =
  E extends Endpoint<infer P, infer Q, infer B> ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> } : never

/** What the endpoint answers. */
export type Result<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never

type Part<Name extends string, S extends z.ZodType> =
  {} extends z.input<S> ? { [N in Name]?: z.input<S> } : { [N in Name]: z.input<S> }

/** What a client hands in, before the schemas' defaults. */
export type Sent<E> =
  E extends Endpoint<infer P, infer Q, infer B> ? Part<'params', P> & Part<'query', Q> & Part<'body', B> : never

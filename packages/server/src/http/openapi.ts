import { STATUS_CODES } from 'node:http'
import * as api from '@mosis/api'
import type { Endpoint, ErrorCode } from '@mosis/api'
import { z } from 'zod'

type JsonObject = Record<string, unknown>

/** Writes the OpenAPI 3.1 document of the served endpoints. */
export function describeApi(endpoints: readonly Endpoint[], info: { version: string; baseUrl: string }): JsonObject {
  const paths: Record<string, JsonObject> = {}
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: describeOperation(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mosis portal',
      version: info.version,
      description: 'Developers, apps, reviews, the store and telemetry of a Mosis portal',
    },
    servers: [{ url: info.baseUrl }],
    tags: [...new Set(endpoints.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of a sign-in' },
        api_key: {
          type: 'apiKey',
          in: 'header',
          name: 'X-API-Key',
          description: 'An API key, also possible as Bearer',
        },
      },
      schemas: { ...namedSchemas(), Problem: problemSchema },
      examples: Object.fromEntries(
        [...new Set(endpoints.flatMap(possibleErrors))].map((code) => [code, { value: exampleOf(code) }]),
      ),
    },
  }
}

/** Features of the contract by name; each is a tag. */
const features = Object.fromEntries(
  Object.entries<unknown>(api).filter((entry): entry is [string, Record<string, unknown>] => isFeature(entry[1])),
)

function isFeature(exported: unknown): boolean {
  return typeof exported === 'object' && exported !== null && Object.values(exported).some(isEndpoint)
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value
}

function tagOf(endpoint: Endpoint): string {
  const [name = 'portal'] =
    Object.entries(features).find(([, exported]) => Object.values(exported).includes(endpoint)) ?? []
  return name
}

/** What the contract exports with a capital letter gets a name in the document. */
const named = new Map<unknown, string>()
for (const exported of Object.values(features)) {
  for (const [name, value] of Object.entries(exported)) {
    if (/^[A-Z]/.test(name) && value instanceof z.ZodType && !named.has(value)) named.set(value, name)
  }
}

function namedSchemas(): JsonObject {
  const entries = [...named].filter((entry): entry is [z.ZodType, string] => entry[0] instanceof z.ZodType)
  return Object.fromEntries(entries.map(([schema, name]) => [name, toSchema(schema, 'output')]))
}

/** The JSON Schema of a part of the contract; inside it the named ones are referred to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const root: unknown = schema
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const name = io === 'output' && zodSchema !== root ? named.get(zodSchema) : undefined
      if (name !== undefined) {
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
        jsonSchema.$ref = refOf(name)
      }
      // An answer may have more fields one day, and no client should break of it.
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties
    },
  })
  return json
}

const refOf = (name: string) => `#/components/schemas/${name}`

/** A scope is what an API key may have; everything else is for a person who has signed in. */
function describeAccess({ access, requires }: Endpoint): JsonObject[] {
  if (access === 'public') return []
  const isForKeys = isScope(access) && !requires.includes('recent_sign_in')
  return [{ bearer: [] }, ...(isForKeys ? [{ api_key: [] }] : [])]
}

const isScope = (access: Endpoint['access']) => api.scopes.some((scope) => scope === access)

function describeOperation(endpoint: Endpoint): JsonObject {
  const { name, summary, access, method } = endpoint
  return {
    operationId: name,
    summary,
    tags: [tagOf(endpoint)],
    security: describeAccess(endpoint),
    'x-mosis-access': access,
    ...(endpoint.requires.length > 0 && { 'x-mosis-requires': endpoint.requires }),
    parameters: [...describeParameters('path', endpoint.params), ...describeParameters('query', endpoint.query)],
    ...(method !== 'GET' && describeBody(endpoint)),
    responses: { ...describeSuccess(endpoint), ...describeFailures(endpoint) },
  }
}

function describeParameters(place: 'path' | 'query', schema: z.ZodType): JsonObject[] {
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: JsonObject
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property as JsonObject
    const isRequired = place === 'path' || required.includes(name)
    return { name, in: place, required: isRequired, ...(description !== undefined && { description }), schema: rest }
  })
}

/** Bodies of bytes that are no package as a whole. */
const ownBodyTypes: Readonly<Record<string, readonly string[]>> = {
  [api.uploads.continueUpload.name]: [api.tusContentType],
  [api.listings.addScreenshot.name]: ['image/png', 'image/jpeg', 'image/webp', 'application/octet-stream'],
}

function describeBody({ name, body }: Endpoint): JsonObject {
  const types = ownBodyTypes[name]
  if (types)
    return { requestBody: { required: true, content: Object.fromEntries(types.map((type) => [type, { schema: {} }])) } }
  if (body === (api.bytes as z.ZodType)) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' }
    const form = { type: 'object', properties: { package: file }, required: ['package'] }
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: {} }, 'multipart/form-data': { schema: form } },
      },
    }
  }
  const schema = toSchema(body, 'input')
  if (Object.keys((schema.properties as JsonObject | undefined) ?? {}).length === 0) return {}
  const required = !body.safeParse(undefined).success
  return { requestBody: { required, content: { 'application/json': { schema } } } }
}

function describeSuccess({ status, result }: Endpoint): JsonObject {
  const description = STATUS_CODES[status] ?? ''
  if (status === 204) return { 204: { description } }
  if (result === (api.download as z.ZodType)) {
    return {
      200: { description: 'The bytes', content: { '*/*': { schema: {} } } },
      302: { description: 'The bytes are elsewhere' },
    }
  }
  return { [status]: { description, content: { 'application/json': { schema: describeResult(result) } } } }
}

function describeResult(result: z.ZodType): JsonObject {
  const name = named.get(result)
  return name === undefined ? toSchema(result, 'output') : { $ref: refOf(name) }
}

function describeFailures(endpoint: Endpoint): JsonObject {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of possibleErrors(endpoint)) {
    const { status } = api.errors[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\`: ${api.errors[code].message}`).join('; '),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
          },
        },
      },
    ]),
  )
}

/** How a caller is refused that may not use the endpoint. */
function refusalsOf({ access, requires }: Endpoint): ErrorCode[] {
  if (access === 'public') return []
  return [
    'auth.required',
    'auth.invalid_token',
    'auth.two_credentials',
    'auth.account_locked',
    ...(isScope(access) ? (['auth.invalid_api_key'] as const) : (['auth.session_required'] as const)),
    ...(access === 'account' ? [] : (['auth.forbidden'] as const)),
    ...(requires.includes('recent_sign_in') ? (['auth.recent_sign_in_required'] as const) : []),
    ...(requires.includes('verified_email') ? (['auth.email_not_verified'] as const) : []),
  ]
}

/** What the endpoint declares, and what follows from its shape. */
function possibleErrors(endpoint: Endpoint): ErrorCode[] {
  const { errors, method, params, query, body } = endpoint
  const takesInput = [params, query, body].some((schema) => schema !== (api.nothing as z.ZodType))
  const codes = new Set<ErrorCode>([
    ...errors,
    ...(takesInput ? (['invalid_input'] as const) : []),
    ...(method === 'GET' || body === (api.nothing as z.ZodType)
      ? []
      : (['malformed_body', 'too_large', 'unsupported_media_type'] as const)),
    ...refusalsOf(endpoint),
    ...(method === 'GET' ? [] : (['auth.cross_site'] as const)),
    'rate_limited',
    'internal',
    'unavailable',
  ])
  return [...codes]
}

function exampleOf(code: ErrorCode): JsonObject {
  const { message, fix, status } = api.errors[code]
  const { type, title } = new api.ApiError(code).toProblem()
  return { type, title, status, detail: message, code, fix, request_id: 'req_01kx3v9m2c7q4t8r5w1y6z0abc' }
}

/** RFC 9457, with what this portal adds to it. */
const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code', 'fix'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened, in one sentence' },
    code: { type: 'string', enum: Object.keys(api.errors).filter((code) => !code.startsWith('portal.')) },
    fix: { type: 'string', description: 'What to do about it' },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the body, or /query/NAME, /params/NAME' },
          code: { type: 'string' },
          message: { type: 'string' },
          fix: { type: 'string' },
          path: { type: 'string', description: 'File in the package' },
          line: { type: 'integer' },
          column: { type: 'integer' },
          offset: { type: 'integer' },
        },
      },
    },
  },
}

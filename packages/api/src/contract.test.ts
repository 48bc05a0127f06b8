import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as contract from './index.ts'
import { ApiError, errors, isErrorCode } from './index.ts'
import type { Endpoint, ErrorCode } from './index.ts'

/** The routes of the portal's README, in its own spelling. */
const seedRoutes = `
POST /v1/auth/oauth/github
GET /v1/auth/oauth/github/callback
POST /v1/auth/oauth/google
GET /v1/auth/oauth/google/callback
POST /v1/auth/refresh
POST /v1/auth/logout
GET /v1/auth/me
GET /v1/apps
POST /v1/apps
GET /v1/apps/:id
PATCH /v1/apps/:id
DELETE /v1/apps/:id
GET /v1/apps/:id/versions
POST /v1/apps/:id/versions
POST /v1/apps/:id/versions/:vid/submit
POST /v1/apps/:id/versions/:vid/publish
GET /v1/store/apps
GET /v1/store/apps/:id
GET /v1/store/apps/:id/download
GET /v1/store/apps/updates
POST /v1/telemetry/events
POST /v1/telemetry/crash`

const isEndpoint = (value: unknown): value is Endpoint => typeof value === 'object' && value !== null && 'path' in value
const all = Object.values(contract).flatMap((part) =>
  typeof part === 'object'
    ? Object.entries(part).filter((entry): entry is [string, Endpoint] => isEndpoint(entry[1]))
    : [],
)

test('every route that the portal promises is in the contract', () => {
  const ours = new Set(all.map(([, { method, path }]) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`))
  const missing = seedRoutes
    .trim()
    .split('\n')
    .filter((route) => !ours.has(route.replaceAll(/:\w+/g, '{}')))
  assert.deepEqual(missing, [])
})

test('an endpoint carries the name of its constant, and no two share a name or a route', () => {
  for (const [name, endpoint] of all) assert.equal(endpoint.name, name)
  const routes = all.map(([, { method, path }]) => `${method} ${path}`)
  assert.equal(new Set(routes).size, routes.length)
})

test('every error has a sentence, a fix, and comes back over the wire as it was', () => {
  for (const code of Object.keys(errors) as ErrorCode[]) {
    const names = [...`${errors[code].message} ${errors[code].fix}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const details = Object.fromEntries(names.map((name) => [name, 'x']))
    const error = new ApiError(code, details)
    const again = ApiError.fromProblem(JSON.parse(JSON.stringify(error.toProblem())))
    assert.deepEqual([again?.code, again?.message, again?.fix], [code, error.message, error.fix])
    assert.doesNotMatch(error.message, /[.{]$|unknown/)
  }
})

test('a problem with an unknown code is not taken for one of ours', () => {
  for (const problem of [null, 'text', {}, { code: 7 }, { code: 'toString' }, { code: 'who.knows' }]) {
    assert.equal(ApiError.fromProblem(problem), undefined)
  }
  assert.equal(isErrorCode('constructor'), false)
})

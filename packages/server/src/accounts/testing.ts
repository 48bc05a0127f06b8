// What the tests of sign-in share.
import assert from 'node:assert/strict'
import * as api from '@mosis/api'
import { ApiError } from '@mosis/api'
import type { Endpoint } from '@mosis/api'
import type { Config } from '../config.ts'
import { startTestServer, testBaseUrl, testPassword } from '../testing.ts'
import type { Caller, TestServer } from '../testing.ts'

/** A test with a portal of its own. */
export const withServer =
  (work: (server: TestServer) => Promise<void>, config: Partial<Config> = {}) =>
  async () => {
    const server = await startTestServer(config)
    try {
      await work(server)
    } finally {
      await server.close()
    }
  }

export const refusedWith = (code: string) => (failure: unknown) => failure instanceof ApiError && failure.code === code

/** The code of a refusal, or `passed`. */
export const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'passed',
    (failure: unknown) => (failure instanceof ApiError ? failure.code : String(failure)),
  )

/** Every endpoint there is. */
export const contract = Object.values(api)
  .flatMap((feature): unknown[] => (typeof feature === 'object' ? Object.values(feature) : []))
  .filter(
    (value): value is Endpoint => typeof value === 'object' && value !== null && 'method' in value && 'path' in value,
  )

/** Signs in as the pages do; gives the `Cookie` header that the browser sends from then on. */
export async function signInWithBrowser(
  server: TestServer,
  { account }: Caller,
  baseUrl = testBaseUrl,
): Promise<string> {
  const setCookie = await keepInBrowser(server, account.email, baseUrl)
  return setCookie.split(';')[0] ?? ''
}

/** The same; gives what the browser is told to keep. */
export async function keepInBrowser(
  { call, inject }: TestServer,
  email: string,
  origin = testBaseUrl,
): Promise<string> {
  const { access_token } = await call(api.accounts.login, { body: { email, password: testPassword } })
  const headers = { authorization: `Bearer ${access_token}`, origin }
  const response = await inject({ method: 'POST', url: '/v1/auth/browser-session', headers })
  assert.equal(response.statusCode, 200, response.body)
  return String(response.headers['set-cookie'])
}

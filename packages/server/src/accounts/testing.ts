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

export const formType = 'application/x-www-form-urlencoded'

/** Signs in on the page, as a browser does; gives the `Cookie` header that it sends from then on. */
export async function signInWithBrowser(
  { inject }: TestServer,
  { account }: Caller,
  baseUrl = testBaseUrl,
): Promise<string> {
  const payload = new URLSearchParams({ email: account.email, password: testPassword }).toString()
  const headers = { 'content-type': formType, origin: baseUrl }
  const response = await inject({ method: 'POST', url: '/auth/sign-in', headers, payload })
  assert.equal(response.statusCode, 303, response.body)
  return String(response.headers['set-cookie']).split(';')[0] ?? ''
}

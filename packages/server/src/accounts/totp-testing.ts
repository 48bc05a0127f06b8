// An authenticator app for tests.
import assert from 'node:assert/strict'
import { secondFactor } from '@mosis/api'
import { TOTP, URI } from 'otpauth'
import type { Caller, TestServer } from '../testing.ts'

const stepMs = 30_000

/** Sets an authenticator app up for an account; gives what it shows now, or after a time, and the codes on paper. */
export async function addTotp({ clock }: Pick<TestServer, 'clock'>, { call }: Caller) {
  const { otpauth_url } = await call(secondFactor.startTotp, {})
  const app = URI.parse(otpauth_url)
  assert.ok(app instanceof TOTP)
  const showCode = (ms = 0) => app.generate({ timestamp: Date.parse(clock.now()) + ms })
  const { recovery_codes } = await call(secondFactor.confirmTotp, { body: { code: showCode() } })
  // The code that switched the app on does not work again.
  clock.advance(stepMs)
  return { showCode, recovery_codes }
}

import { z } from 'zod'
import { Tokens } from './accounts.ts'
import { endpoint, nothing } from './endpoint.ts'
import { time } from './fields.ts'

/** What a sign-in may be finished with, in the details of `auth.second_factor_required`. */
export const SecondFactorMethod = z.enum(['totp', 'recovery_code', 'passkey'])
export type SecondFactorMethod = z.output<typeof SecondFactorMethod>

export const SecondFactor = z.object({
  totp_confirmed_at: time.nullable().describe('Since when signing in asks for a code; null: it does not'),
  recovery_codes_left: z.int(),
  passkeys: z.int().describe('How many there are; a passkey is both factors in one'),
})
export type SecondFactor = z.output<typeof SecondFactor>

export const RecoveryCodes = z.object({
  recovery_codes: z.array(z.string()).describe('Shown this once; each works once'),
})

/** Six digits, or a recovery code; spaces and hyphens do not count. */
const code = z.string().min(1).max(64)

export const finishSignIn = endpoint({
  name: 'finishSignIn',
  method: 'POST',
  path: '/v1/auth/login/second-factor',
  summary: 'Finish a sign-in with the code of an authenticator app, or a recovery code',
  access: 'public',
  body: z.object({
    ticket: z
      .string()
      .max(128)
      .optional()
      .describe(
        'From the refusal auth.second_factor_required; it lives 5 minutes and 5 tries. Left out: the one that a sign-in at a provider left in a cookie',
      ),
    code,
  }),
  result: Tokens,
  errors: ['auth.wrong_code', 'auth.invalid_ticket', 'auth.account_locked', 'rate_limited'],
})

export const getSecondFactor = endpoint({
  name: 'getSecondFactor',
  method: 'GET',
  path: '/v1/auth/second-factor',
  summary: 'Get what protects the account beside its password',
  access: 'account',
  result: SecondFactor,
})

export const startTotp = endpoint({
  name: 'startTotp',
  method: 'POST',
  path: '/v1/auth/totp',
  summary: 'Make the secret of an authenticator app; it counts once it is confirmed',
  access: 'account',
  requires: ['recent_sign_in'],
  result: z.object({
    secret: z.string().describe('Base32, to be typed where no picture can be taken'),
    otpauth_url: z.string().describe('What the QR code says'),
  }),
  status: 201,
  errors: ['totp.exists'],
})

export const confirmTotp = endpoint({
  name: 'confirmTotp',
  method: 'POST',
  path: '/v1/auth/totp/confirm',
  summary: 'Switch the authenticator app on with a code of it, and get the recovery codes',
  access: 'account',
  requires: ['recent_sign_in'],
  body: z.object({ code }),
  result: RecoveryCodes,
  errors: ['auth.wrong_code', 'totp.exists', 'totp.not_started', 'rate_limited'],
})

export const dropTotp = endpoint({
  name: 'dropTotp',
  method: 'DELETE',
  path: '/v1/auth/totp',
  summary: 'Switch the authenticator app off; its recovery codes end with it',
  access: 'account',
  requires: ['recent_sign_in'],
  result: nothing,
  status: 204,
  errors: ['totp.not_found'],
})

export const replaceRecoveryCodes = endpoint({
  name: 'replaceRecoveryCodes',
  method: 'POST',
  path: '/v1/auth/recovery-codes',
  summary: 'Get new recovery codes; the old ones end',
  access: 'account',
  requires: ['recent_sign_in'],
  result: RecoveryCodes,
  errors: ['totp.not_found'],
})

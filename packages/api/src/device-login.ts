import { z } from 'zod'
import { Tokens } from './accounts.ts'
import { endpoint, nothing, scopes } from './endpoint.ts'
import { time } from './fields.ts'

/** Signing in on a machine by a person at another screen: the device authorization grant of RFC 8628, with JSON bodies. */
export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

const client_id = z
  .string()
  // Shown to the person who approves: nothing that could draw over the words around it.
  .regex(/^[\w.()/+-][\w .()/+-]{0,59}$/, 'must be 1 to 60 letters, digits, spaces and . _ ( ) / + -')
  .describe('What signs in, as the person who approves will read it: mosis-cli/1.0.0 (linux)')
const scope = z.array(z.enum(scopes)).min(1)

export const startDeviceLogin = endpoint({
  name: 'startDeviceLogin',
  method: 'POST',
  path: '/v1/auth/device/code',
  summary: 'Begin a device login (RFC 8628)',
  access: 'public',
  body: z.object({
    client_id,
    scopes: scope.optional().describe('What the session may do; left out: all that the account may'),
  }),
  result: z.object({
    device_code: z.string().describe('For this client alone; never shown'),
    user_code: z.string().describe('For the person: XXXX-XXXX'),
    verification_uri: z.url(),
    verification_uri_complete: z.url().describe('The same with the user code in it, for a link or a QR code'),
    expires_in: z.int().describe('Seconds'),
    interval: z.int().describe('Seconds to wait between two questions'),
  }),
  errors: ['rate_limited'],
})

export const finishDeviceLogin = endpoint({
  name: 'finishDeviceLogin',
  method: 'POST',
  path: '/v1/auth/device/token',
  summary: 'Ask whether the person has approved; the tokens, once',
  access: 'public',
  body: z.object({ grant_type: z.literal(deviceGrant), device_code: z.string().max(128), client_id }),
  result: Tokens,
  errors: [
    'device_login.pending',
    'device_login.slow_down',
    'device_login.denied',
    'device_login.expired',
    'device_login.invalid_code',
    'auth.account_locked',
    'rate_limited',
  ],
})

export const DeviceLogin = z.object({
  user_code: z.string(),
  client: z.string().describe('What signs in, in its own words'),
  address: z.string().describe('Where it is'),
  scopes: z.array(z.enum(scopes)).nullable().describe('What it may do then; null: all that the account may'),
  state: z.enum(['pending', 'approved', 'denied']),
  created_at: time,
  expires_at: time,
})
export type DeviceLogin = z.output<typeof DeviceLogin>

/** What the person who decides is shown. */
const AskedDeviceLogin = DeviceLogin.extend({
  your_address: z.string().describe('Where the caller is, to compare with where the device asks from'),
})

const params = z.object({ user_code: z.string().max(32).describe('In either case, with or without the dash') })

export const getDeviceLogin = endpoint({
  name: 'getDeviceLogin',
  method: 'GET',
  path: '/v1/auth/device/{user_code}',
  summary: 'What a device login asks for, by what and from where',
  access: 'account',
  params,
  result: AskedDeviceLogin,
  errors: ['device_login.not_found', 'rate_limited'],
})

export const approveDeviceLogin = endpoint({
  name: 'approveDeviceLogin',
  method: 'POST',
  path: '/v1/auth/device/{user_code}/approve',
  summary: 'Sign the device in as the caller',
  access: 'account',
  requires: ['recent_sign_in'],
  params,
  body: nothing,
  result: DeviceLogin,
  errors: ['device_login.not_found', 'auth.forbidden', 'rate_limited'],
})

export const denyDeviceLogin = endpoint({
  name: 'denyDeviceLogin',
  method: 'POST',
  path: '/v1/auth/device/{user_code}/deny',
  summary: 'Refuse a device login',
  access: 'account',
  params,
  body: nothing,
  result: DeviceLogin,
  errors: ['device_login.not_found', 'rate_limited'],
})

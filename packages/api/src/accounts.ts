import { z } from 'zod'
import { endpoint, nothing } from './endpoint.ts'
import { idOf, time } from './fields.ts'
import { personName } from './names.ts'

export const Role = z.enum(['developer', 'reviewer', 'admin'])
export type Role = z.output<typeof Role>

export const Account = z.object({
  id: idOf('acc'),
  email: z.string(),
  name: z.string(),
  role: Role,
  created_at: time,
  email_verified: z.boolean().describe('Whether the person has shown that mail to the address arrives'),
  has_password: z.boolean().describe('False for an account that signs in elsewhere only'),
})
export type Account = z.output<typeof Account>

export const Tokens = z.object({
  access_token: z.string().describe('A JWT for Authorization: Bearer'),
  token_type: z.literal('Bearer'),
  expires_in: z.int().describe('Seconds until the access token ends'),
  refresh_token: z.string().describe('Good for one refresh; each refresh gives a new one'),
  user: Account,
})
export type Tokens = z.output<typeof Tokens>

/**
 * ASCII only, so that no address looks like another one. A domain with other letters has an ASCII form (`xn--…`): that is taken,
 * and shown as it is.
 */
const addressPattern =
  /^(?!\.)(?!.*\.\.)[A-Za-z0-9_'+.-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+(?:[A-Za-z]{2,}|xn--[A-Za-z0-9-]+)$/
/** RFC 5321, 4.5.3.1: 64 octets before the @, 254 for all that fits into a path. */
const longestLocalPart = 64
const longestAddress = 254

export const email = z
  .email({ pattern: addressPattern, error: 'must be an e-mail address in ASCII, such as dana@example.com' })
  .max(longestAddress)
  .refine((address) => address.lastIndexOf('@') <= longestLocalPart, 'must have at most 64 characters before the @')
  .transform((address) => address.toLowerCase())
export const password = z.string().min(10, 'must have 10 characters or more').max(256)

/** What a link in a mail carries. */
const linkToken = z.string().min(1).max(128)

export const register = endpoint({
  name: 'register',
  method: 'POST',
  path: '/v1/auth/register',
  summary: 'Create an account with e-mail address and password',
  access: 'public',
  body: z.object({
    email,
    password,
    name: personName,
    setup_token: z.string().max(128).optional().describe('From the one-time admin link of an empty portal'),
  }),
  result: Tokens,
  status: 201,
  errors: ['account.email_taken', 'account.wrong_setup_token', 'account.weak_password', 'rate_limited'],
})

export const login = endpoint({
  name: 'login',
  method: 'POST',
  path: '/v1/auth/login',
  summary: 'Sign in with e-mail address and password',
  access: 'public',
  body: z.object({ email, password: z.string().max(256) }),
  result: Tokens,
  errors: ['auth.wrong_credentials', 'auth.account_locked', 'rate_limited'],
})

export const refresh = endpoint({
  name: 'refresh',
  method: 'POST',
  path: '/v1/auth/refresh',
  summary: 'Refresh tokens',
  access: 'public',
  body: z.object({ refresh_token: z.string().max(256) }),
  result: Tokens,
  errors: ['auth.invalid_refresh_token', 'auth.account_locked'],
})

export const logout = endpoint({
  name: 'logout',
  method: 'POST',
  path: '/v1/auth/logout',
  summary: 'End this session and its tokens',
  access: 'account',
  result: nothing,
  status: 204,
})

export const me = endpoint({
  name: 'me',
  method: 'GET',
  path: '/v1/auth/me',
  summary: 'Get current user',
  access: 'account',
  result: Account,
})

export const updateMe = endpoint({
  name: 'updateMe',
  method: 'PATCH',
  path: '/v1/auth/me',
  summary: 'Change the name',
  access: 'account',
  body: z.object({ name: personName }),
  result: Account,
})

export const LinkPurpose = z.enum(['verify_email', 'reset_password', 'change_email', 'undo_email_change', 'set_up'])
export type LinkPurpose = z.output<typeof LinkPurpose>

export const showLink = endpoint({
  name: 'showLink',
  method: 'POST',
  path: '/v1/auth/links',
  summary: 'Read what a mailed link or the one-time admin link is about, without using it',
  access: 'public',
  body: z.object({ purpose: LinkPurpose, token: linkToken }),
  result: z.object({ email: z.string().nullable().describe('The address it is about; null: the one-time admin link') }),
  errors: ['account.invalid_link'],
})

export const verifyEmail = endpoint({
  name: 'verifyEmail',
  method: 'POST',
  path: '/v1/auth/verify-email',
  summary: 'Confirm the e-mail address with the token of the mail',
  access: 'public',
  body: z.object({ token: linkToken }),
  result: z.object({ email: z.string() }),
  errors: ['account.invalid_link'],
})

export const sendVerification = endpoint({
  name: 'sendVerification',
  method: 'POST',
  path: '/v1/auth/verify-email/send',
  summary: 'Send the mail that confirms the e-mail address once more',
  access: 'account',
  result: nothing,
  status: 204,
  errors: ['account.email_verified', 'rate_limited'],
})

export const forgotPassword = endpoint({
  name: 'forgotPassword',
  method: 'POST',
  path: '/v1/auth/password/forgot',
  summary: 'Have a link for a new password sent; answers the same whether there is such an account or not',
  access: 'public',
  body: z.object({ email }),
  result: nothing,
  status: 204,
  errors: ['rate_limited'],
})

export const resetPassword = endpoint({
  name: 'resetPassword',
  method: 'POST',
  path: '/v1/auth/password/reset',
  summary: 'Set a new password with the token of the mail; ends every session',
  access: 'public',
  body: z.object({ token: linkToken, password }),
  result: nothing,
  status: 204,
  errors: ['account.invalid_link', 'account.weak_password'],
})

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'POST',
  path: '/v1/auth/password',
  summary: 'Change the password; ends every other session',
  access: 'account',
  body: z.object({
    current_password: z.string().max(256).optional().describe('Left out where the account has none yet'),
    new_password: password,
  }),
  result: nothing,
  status: 204,
  errors: ['account.wrong_password', 'account.weak_password', 'auth.recent_sign_in_required', 'rate_limited'],
})

export const changeEmail = endpoint({
  name: 'changeEmail',
  method: 'POST',
  path: '/v1/auth/email',
  summary: 'Ask for another e-mail address; it counts once the link sent to it was opened',
  access: 'account',
  requires: ['recent_sign_in'],
  body: z.object({ email }),
  result: nothing,
  status: 204,
  errors: ['account.same_email', 'rate_limited'],
})

export const getEmail = endpoint({
  name: 'getEmail',
  method: 'GET',
  path: '/v1/auth/email',
  summary: 'Get the e-mail address, and the one that waits for its link to be opened',
  access: 'account',
  result: z.object({
    email: z.string(),
    email_verified: z.boolean(),
    pending: z
      .object({ email: z.string(), asked_at: time, expires_at: time.describe('When the link of the mail ends') })
      .nullable(),
  }),
})

export const dropEmailChange = endpoint({
  name: 'dropEmailChange',
  method: 'DELETE',
  path: '/v1/auth/email',
  summary: 'Give up the change of the e-mail address that waits; its link works no more',
  access: 'account',
  result: nothing,
  status: 204,
})

export const confirmEmail = endpoint({
  name: 'confirmEmail',
  method: 'POST',
  path: '/v1/auth/email/confirm',
  summary: 'Make the new e-mail address count, with the token of the mail',
  access: 'public',
  body: z.object({ token: linkToken }),
  result: z.object({ email: z.string() }),
  errors: ['account.invalid_link', 'account.email_taken'],
})

export const undoEmailChange = endpoint({
  name: 'undoEmailChange',
  method: 'POST',
  path: '/v1/auth/email/undo',
  summary: 'Take the old e-mail address back within 7 days; ends every session',
  access: 'public',
  body: z.object({ token: linkToken }),
  result: z.object({ email: z.string() }),
  errors: ['account.invalid_link', 'account.email_taken'],
})

const exported = z.record(z.string(), z.unknown())

export const exportAccount = endpoint({
  name: 'exportAccount',
  method: 'GET',
  path: '/v1/auth/export',
  summary: 'Everything that the portal holds about the account, as a file',
  access: 'account',
  requires: ['recent_sign_in'],
  result: z.object({
    exported_at: time,
    account: exported,
    sessions: z.array(exported),
    oauth_identities: z.array(exported),
    passkeys: z.array(exported),
    second_factor: exported,
    signing_keys: z.array(exported),
    api_keys: z.array(exported),
    trusted_publishers: z.array(exported),
    device_logins: z.array(exported),
    teams: z.array(exported),
    invitations: z.array(exported),
    app_transfers: z.array(exported),
    apps: z.array(exported),
    versions: z.array(exported),
    uploads: z.array(exported).describe('Resumable ones that have not ended'),
    reviews: z.array(exported),
    messages: z.array(exported).describe('What you wrote in the threads of versions'),
    review_notes: z.array(exported),
    quarantines: z.array(exported).describe('Those that you had a part in, or appealed against'),
    blocks: z.array(exported),
    featured_apps: z.array(exported).describe('Those that you put on the front of the store'),
    closed_reports: z.array(exported),
    audit_events: z.array(exported),
  }),
})

export const deleteAccount = endpoint({
  name: 'deleteAccount',
  method: 'DELETE',
  path: '/v1/auth/me',
  summary: 'Delete the account and everything personal about it, for ever',
  access: 'account',
  requires: ['recent_sign_in'],
  body: z.object({ email: z.string().max(254).describe("The account's e-mail address, typed to confirm") }),
  result: nothing,
  status: 204,
  errors: ['account.owns_teams', 'account.last_admin'],
})

import { z } from 'zod'
import { Account, Role } from './accounts.ts'
import { endpoint } from './endpoint.ts'
import { idOf, listQuery, pageOf, time } from './fields.ts'
import { teamRoles } from './roles.ts'

/** An account as a list for admins shows it. */
export const PortalAccount = Account.extend({
  locked_at: time
    .nullable()
    .describe('Since when nothing signs in to it and its keys are refused; null: it is not locked'),
  locked_reason: z.string().nullable().describe('As the person reads it'),
  authenticator_app: z.boolean().describe('Whether signing in asks for a code of an authenticator app'),
})
export type PortalAccount = z.output<typeof PortalAccount>

const AccountRef = z.object({ account_id: idOf('acc') })
export type AccountRef = z.output<typeof AccountRef>

export const listAccounts = endpoint({
  name: 'listAccounts',
  method: 'GET',
  path: '/v1/accounts',
  summary: 'List accounts',
  access: 'admin',
  query: z.object({
    ...listQuery,
    q: z.string().trim().max(254).optional().describe('A part of the name or the e-mail address, in any case'),
    role: Role.optional(),
    state: z.enum(['active', 'locked']).optional(),
    verified: z.stringbool().optional().describe('Only those whose e-mail address is confirmed, or only the others'),
    sort: z.enum(['oldest', 'newest', 'email']).default('oldest'),
  }),
  result: pageOf('accounts', PortalAccount),
  errors: ['invalid_cursor'],
})

/** An account as admins see it. */
export const AccountDetails = PortalAccount.extend({
  teams: z.array(
    z.object({
      id: idOf('team'),
      name: z.string(),
      is_personal: z.boolean(),
      role: z.enum(teamRoles),
      apps: z.int(),
    }),
  ),
  second_factor: z.boolean().describe('An authenticator app or a passkey protects it'),
  sessions: z.int().describe('Where it is signed in'),
  last_used_at: time.nullable().describe('When a session of it was last used; null: it is signed in nowhere'),
  api_keys: z.int().describe('Those that work'),
  signing_keys: z.int().describe('Those that work'),
})
export type AccountDetails = z.output<typeof AccountDetails>

export const getAccount = endpoint({
  name: 'getAccount',
  method: 'GET',
  path: '/v1/accounts/{account_id}',
  summary: 'Get an account with its teams',
  access: 'admin',
  params: AccountRef,
  result: AccountDetails,
  errors: ['account.not_found'],
})

export const changePortalRole = endpoint({
  name: 'changePortalRole',
  method: 'PATCH',
  path: '/v1/accounts/{account_id}',
  summary: 'Give an account another role on the portal; one admin stays',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AccountRef,
  body: z.object({ role: Role }),
  result: Account,
  errors: ['account.not_found', 'account.last_admin'],
})

/** A mail shows no more of it. */
const longestReason = 300
const reason = z
  .string()
  .trim()
  .min(1)
  .max(longestReason)
  .describe(
    'Read by the person: in the mail, in the log of the account and, while it is locked, at a sign-in that is right',
  )

export const lockAccount = endpoint({
  name: 'lockAccount',
  method: 'PUT',
  path: '/v1/accounts/{account_id}/lock',
  summary: 'Lock an account: its sessions end, and no sign-in, API key or CI run of it is let in until it is unlocked',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AccountRef,
  body: z.object({ reason }),
  result: PortalAccount,
  errors: ['account.not_found', 'account.own', 'account.locked'],
})

export const unlockAccount = endpoint({
  name: 'unlockAccount',
  method: 'DELETE',
  path: '/v1/accounts/{account_id}/lock',
  summary: 'Unlock an account: it can be signed in to and its API keys work again; ended sessions do not come back',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AccountRef,
  result: PortalAccount,
  errors: ['account.not_found', 'account.not_locked'],
})

export const removeSecondFactor = endpoint({
  name: 'removeSecondFactor',
  method: 'DELETE',
  path: '/v1/accounts/{account_id}/second-factor',
  summary:
    'Take the authenticator app and the recovery codes of an account away, for somebody who lost them; ends its sessions',
  access: 'admin',
  requires: ['recent_sign_in'],
  params: AccountRef,
  body: z.object({ reason }),
  result: PortalAccount,
  errors: ['account.not_found', 'account.own', 'account.no_authenticator'],
})

import { z } from 'zod'
import { Account, Role } from './accounts.ts'
import { endpoint } from './endpoint.ts'
import { idOf, listQuery, pageOf, time } from './fields.ts'
import { teamRoles } from './roles.ts'

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
    verified: z.stringbool().optional().describe('Only those whose e-mail address is confirmed, or only the others'),
    sort: z.enum(['oldest', 'newest', 'email']).default('oldest'),
  }),
  result: pageOf('accounts', Account),
  errors: ['invalid_cursor'],
})

/** An account as admins see it. */
export const AccountDetails = Account.extend({
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

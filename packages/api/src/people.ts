import { z } from 'zod'
import { Account, Role } from './accounts.ts'
import { endpoint } from './endpoint.ts'
import { idOf, listQuery, pageOf } from './fields.ts'

const AccountRef = z.object({ account_id: idOf('acc') })
export type AccountRef = z.output<typeof AccountRef>

export const listAccounts = endpoint({
  name: 'listAccounts',
  method: 'GET',
  path: '/v1/accounts',
  summary: 'List accounts, the oldest first',
  access: 'admin',
  query: z.object({
    ...listQuery,
    q: z.string().trim().max(254).optional().describe('A part of the name or the e-mail address, in any case'),
    role: Role.optional(),
  }),
  result: pageOf('accounts', Account),
  errors: ['invalid_cursor'],
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

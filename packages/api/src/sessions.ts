import { z } from 'zod'
import { Account } from './accounts.ts'
import { endpoint, nothing, scopes } from './endpoint.ts'
import { idOf, listQuery, pageOf, time, timeQuery } from './fields.ts'
import { PortalNote } from './notes.ts'
import { PasskeyResponse } from './passkeys.ts'

export const Session = z.object({
  id: idOf('ses'),
  is_current: z.boolean().describe('The session that asks'),
  client: z.string().describe('What signed in, as it named itself'),
  address: z.string().describe('Where the sign-in came from'),
  method: z.string().describe('How: password, github, google, passkey or device'),
  kind: z.enum(['browser', 'client']).describe('A browser with a cookie, or a program with tokens'),
  scopes: z.array(z.enum(scopes)).nullable().describe('What the session may do; null: everything'),
  created_at: time,
  last_used_at: time,
  authenticated_at: time.describe('When its user last proved who they are'),
  expires_at: time.describe('When it ends unless it is used before'),
})
export type Session = z.output<typeof Session>

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'GET',
  path: '/v1/auth/sessions',
  summary: 'List where you are signed in',
  access: 'account',
  query: z.object(listQuery),
  result: pageOf('sessions', Session),
  errors: ['invalid_cursor'],
})

export const getSession = endpoint({
  name: 'getSession',
  method: 'GET',
  path: '/v1/auth/session',
  summary: 'Who has signed in here, if anybody has: never refused, so that a page can ask on its first visit',
  access: 'public',
  result: z.object({ account: Account.nullable() }),
})

export const startBrowserSession = endpoint({
  name: 'startBrowserSession',
  method: 'POST',
  path: '/v1/auth/browser-session',
  summary:
    'Have this browser keep a fresh sign-in in a cookie that no script reads; its refresh token is out of use from then on',
  access: 'account',
  requires: ['recent_sign_in'],
  result: Account,
  errors: ['auth.cross_site'],
})

export const revokeSession = endpoint({
  name: 'revokeSession',
  method: 'DELETE',
  path: '/v1/auth/sessions/{session_id}',
  summary: 'End one of your sessions',
  access: 'account',
  params: z.object({ session_id: idOf('ses') }),
  result: nothing,
  status: 204,
  errors: ['session.not_found'],
})

export const logoutEverywhere = endpoint({
  name: 'logoutEverywhere',
  method: 'POST',
  path: '/v1/auth/logout-everywhere',
  summary: 'End all of your sessions; API keys go on working',
  access: 'account',
  body: z.object({ keep_this: z.boolean().default(false).describe('Leave the session that asks') }),
  result: z.object({ ended: z.int().describe('How many sessions ended') }),
})

/** A proof of who somebody is; further ways are added to the union. */
export const Proof = z.discriminatedUnion('method', [
  z.object({ method: z.literal('password'), password: z.string().max(256) }),
  z.object({ method: z.literal('totp'), code: z.string().min(1).max(64).describe('Or a recovery code') }),
  z.object({ method: z.literal('passkey'), response: PasskeyResponse }),
])
export type Proof = z.output<typeof Proof>

export const confirm = endpoint({
  name: 'confirm',
  method: 'POST',
  path: '/v1/auth/confirm',
  summary: 'Prove again who you are, for what needs a recent sign-in',
  access: 'account',
  body: Proof,
  result: z.object({ authenticated_at: time, until: time.describe('How long it counts as recent') }),
  errors: ['auth.wrong_credentials', 'auth.wrong_code', 'passkey.refused', 'passkey.not_possible', 'rate_limited'],
})

export const AuditEvent = z.object({
  id: idOf('evt'),
  at: time,
  actor: z
    .object({ id: idOf('acc'), name: z.string() })
    .nullable()
    .describe('Who did it; null: the portal itself, or somebody who had not signed in'),
  subject: z.object({ type: z.string(), id: z.string() }).describe('What it was done to'),
  action: z.string(),
  words: z.string().describe('The same as a sentence'),
  from: z.string().nullable(),
  to: z.string().nullable(),
  reason: z.string().nullable(),
  reason_note: PortalNote.nullable().describe('The reason in parts; null: a person wrote it'),
  address: z.string().nullable().describe('Where the actor was; null: you may not see that'),
})
export type AuditEvent = z.output<typeof AuditEvent>

/** How a log of changes is asked for. */
export const auditQuery = {
  ...listQuery,
  ...timeQuery,
  actor: idOf('acc').optional().describe('Only what this account did'),
  subject: z.string().max(128).optional().describe('Only what was done to this, by its id'),
  subject_type: z.string().max(32).optional().describe('Only what was done to things of this kind, such as version'),
  action: z.string().max(64).optional(),
}

export const listOwnAudit = endpoint({
  name: 'listOwnAudit',
  method: 'GET',
  path: '/v1/auth/audit',
  summary: 'List what you did and what was done to your account, the newest first',
  access: 'account',
  query: z.object(auditQuery),
  result: pageOf('events', AuditEvent),
  errors: ['invalid_cursor'],
})

export const listAudit = endpoint({
  name: 'listAudit',
  method: 'GET',
  path: '/v1/audit',
  summary: 'List every change on the portal, the newest first',
  access: 'admin',
  query: z.object(auditQuery),
  result: pageOf('events', AuditEvent),
  errors: ['invalid_cursor'],
})

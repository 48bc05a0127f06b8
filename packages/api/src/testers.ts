import { z } from 'zod'
import { email } from './accounts.ts'
import { AppRef } from './apps.ts'
import { endpoint, nothing } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, time } from './fields.ts'

const TesterState = z.enum(['invited', 'joined'])

/** A device that is offered the versions on the track beta, or an invitation that no device has taken yet. */
export const Tester = z.object({
  id: idOf('tst'),
  email: z.string().nullable().describe('Null for one who came by a link'),
  state: TesterState,
  created_at: time,
  joined_at: time.nullable(),
  expires_at: time.nullable().describe('When an invitation ends that nobody took'),
})
export type Tester = z.output<typeof Tester>

/** A link that lets several people join. */
export const TesterLink = z.object({
  id: idOf('tsl'),
  max_testers: z.int(),
  joined: z.int(),
  created_at: time,
  expires_at: time,
})
export type TesterLink = z.output<typeof TesterLink>

/** What a person brings to a device: the token of a mail or a link. */
const joinToken = z.string().min(20).max(100)
/** What a device shows in the header `X-Mosis-Tester`; several with commas between. */
const testerToken = z.string().regex(/^mt_[\w-]{43}$/, 'must be the token that joining answered')

export const listTesters = endpoint({
  name: 'listTesters',
  method: 'GET',
  path: '/v1/apps/{app_id}/testers',
  summary: 'List the testers and open invitations of an app',
  access: 'apps:read',
  params: AppRef,
  query: z.object({
    ...listQuery,
    q: z.string().trim().max(254).optional().describe('A part of the e-mail address, in any case'),
    state: TesterState.optional(),
  }),
  result: pageOf('testers', Tester),
  errors: ['app.not_found', 'invalid_cursor'],
})

export const inviteTester = endpoint({
  name: 'inviteTester',
  method: 'POST',
  path: '/v1/apps/{app_id}/testers',
  summary: 'Mail somebody a link that makes one device a tester',
  access: 'apps:write',
  requires: ['verified_email'],
  params: AppRef,
  body: z.object({ email }),
  result: Tester,
  status: 201,
  errors: ['app.not_found', 'tester.too_many', 'rate_limited'],
})

export const removeTester = endpoint({
  name: 'removeTester',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/testers/{tester_id}',
  summary: 'Take a tester out, or an invitation back; the device keeps what it has and gets no further beta',
  access: 'apps:write',
  params: AppRef.extend({ tester_id: idOf('tst') }),
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'tester.not_found'],
})

export const listTesterLinks = endpoint({
  name: 'listTesterLinks',
  method: 'GET',
  path: '/v1/apps/{app_id}/testers/links',
  summary: 'List the links by which testers may join',
  access: 'apps:read',
  params: AppRef,
  result: z.object({ links: z.array(TesterLink) }),
  errors: ['app.not_found'],
})

export const createTesterLink = endpoint({
  name: 'createTesterLink',
  method: 'POST',
  path: '/v1/apps/{app_id}/testers/links',
  summary: 'Make a link by which a number of testers may join; it is shown once',
  access: 'apps:write',
  params: AppRef,
  body: z
    .object({ max_testers: z.int().min(1).max(1000).default(50), expires_in_days: z.int().min(1).max(90).default(14) })
    .prefault({}),
  result: TesterLink.extend({ url: z.string() }),
  status: 201,
  errors: ['app.not_found', 'tester.too_many'],
})

export const revokeTesterLink = endpoint({
  name: 'revokeTesterLink',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/testers/links/{link_id}',
  summary: 'Take a link back; who joined by it stays a tester',
  access: 'apps:write',
  params: AppRef.extend({ link_id: idOf('tsl') }),
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'tester.not_found'],
})

export const joinTesters = endpoint({
  name: 'joinTesters',
  method: 'POST',
  path: '/v1/testers/join',
  summary: 'Make a device a tester, with the token of an invitation or a link',
  access: 'public',
  body: z.object({ token: joinToken }),
  result: z.object({
    app_id: appId,
    app_name: z.string(),
    tester_token: testerToken.describe('To be sent as X-Mosis-Tester; shown once'),
  }),
  errors: ['tester.link_ended', 'rate_limited'],
})

export const showTesting = endpoint({
  name: 'showTesting',
  method: 'POST',
  path: '/v1/testers/show',
  summary: 'Read which app an invitation or a link for testers is for, without using it',
  access: 'public',
  body: z.object({ token: joinToken }),
  result: z.object({ app_id: appId, app_name: z.string() }),
  errors: ['tester.link_ended'],
})

export const leaveTesters = endpoint({
  name: 'leaveTesters',
  method: 'POST',
  path: '/v1/testers/leave',
  summary: 'End being a tester; also for a token that does not work any more',
  access: 'public',
  body: z.object({ tester_token: testerToken }),
  result: nothing,
  status: 204,
})

import { z } from 'zod'
import { endpoint, nothing } from './endpoint.ts'
import { idOf, listQuery, pageOf, time } from './fields.ts'
import { PortalNote } from './notes.ts'

/** What a webhook may be told: a version of one of the team's apps came into this state. */
export const webhookEvents = [
  'version.submitted',
  'version.failed',
  'version.in_review',
  'version.changes_requested',
  'version.rejected',
  'version.approved',
  'version.scheduled',
  'version.published',
  'version.halted',
  'version.superseded',
  'version.quarantined',
  'version.withdrawn',
] as const
export type WebhookEvent = (typeof webhookEvents)[number]

const url = z
  .url({ protocol: /^https?$/ })
  .max(2000)
  .refine((text) => !/^[a-z]+:\/\/[^/?#]*@/i.test(text), 'must not carry a password')
const events = z
  .array(z.enum(webhookEvents))
  .min(1)
  .max(webhookEvents.length)
  .describe('Which changes of the team’s versions it is told')

export const Webhook = z.object({
  id: idOf('wh'),
  team_id: idOf('team'),
  url: z.string(),
  events: z.array(z.enum(webhookEvents)),
  created_at: time,
  disabled_at: time.nullable().describe('Set by its team, or after three days of failures'),
})
export type Webhook = z.output<typeof Webhook>

export const NewWebhook = Webhook.extend({
  secret: z.string().describe('Checks the signatures (Standard Webhooks, whsec_…): shown here and never again'),
})
export type NewWebhook = z.output<typeof NewWebhook>

const DeliveryState = z.enum(['waiting', 'delivered', 'failed'])

export const WebhookDelivery = z.object({
  id: idOf('msg'),
  event: z.string(),
  state: DeliveryState,
  attempts: z.int(),
  last_status: z.int().nullable().describe('The HTTP status of the last answer; null when there was none'),
  last_error: z.string().nullable(),
  last_error_note: PortalNote.nullable().describe('The same in parts'),
  created_at: time,
  finished_at: time.nullable(),
})
export type WebhookDelivery = z.output<typeof WebhookDelivery>

const TeamRef = z.object({ team_id: idOf('team') })
const WebhookRef = TeamRef.extend({ webhook_id: idOf('wh') })
const errors = ['team.not_found', 'webhook.not_found'] as const

export const listWebhooks = endpoint({
  name: 'listWebhooks',
  method: 'GET',
  path: '/v1/teams/{team_id}/webhooks',
  summary: 'List the webhooks of a team',
  access: 'account',
  params: TeamRef,
  result: z.object({ webhooks: z.array(Webhook) }),
  errors: ['team.not_found'],
})

export const createWebhook = endpoint({
  name: 'createWebhook',
  method: 'POST',
  path: '/v1/teams/{team_id}/webhooks',
  summary: 'Have changes of the versions of a team told to an address',
  access: 'account',
  params: TeamRef,
  body: z.object({ url, events: events.default([...webhookEvents]) }),
  result: NewWebhook,
  status: 201,
  errors: ['team.not_found', 'webhook.too_many'],
})

export const updateWebhook = endpoint({
  name: 'updateWebhook',
  method: 'PATCH',
  path: '/v1/teams/{team_id}/webhooks/{webhook_id}',
  summary: 'Change a webhook, or switch it off and on',
  access: 'account',
  params: WebhookRef,
  body: z.object({ url, events, is_enabled: z.boolean() }).partial(),
  result: Webhook,
  errors,
})

export const deleteWebhook = endpoint({
  name: 'deleteWebhook',
  method: 'DELETE',
  path: '/v1/teams/{team_id}/webhooks/{webhook_id}',
  summary: 'Delete a webhook with its deliveries',
  access: 'account',
  params: WebhookRef,
  result: nothing,
  status: 204,
  errors,
})

export const testWebhook = endpoint({
  name: 'testWebhook',
  method: 'POST',
  path: '/v1/teams/{team_id}/webhooks/{webhook_id}/test',
  summary: 'Send a message of the type "test" to a webhook',
  access: 'account',
  params: WebhookRef,
  result: WebhookDelivery,
  status: 201,
  errors: [...errors, 'rate_limited'],
})

export const listWebhookDeliveries = endpoint({
  name: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/teams/{team_id}/webhooks/{webhook_id}/deliveries',
  summary: 'List the messages of the last 30 days to a webhook and what became of them, the newest first',
  access: 'account',
  params: WebhookRef,
  query: z.object({
    ...listQuery,
    limit: listQuery.limit.default(50),
    state: DeliveryState.optional(),
    event: z.string().max(64).optional(),
  }),
  result: pageOf('deliveries', WebhookDelivery),
  errors: [...errors, 'invalid_cursor'],
})

export const retryWebhookDelivery = endpoint({
  name: 'retryWebhookDelivery',
  method: 'POST',
  path: '/v1/teams/{team_id}/webhooks/{webhook_id}/deliveries/{delivery_id}/retry',
  summary: 'Send a message again, with the same id',
  access: 'account',
  params: WebhookRef.extend({ delivery_id: idOf('msg') }),
  result: WebhookDelivery,
  errors: [...errors, 'rate_limited'],
})

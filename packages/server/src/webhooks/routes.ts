import { webhooks as api } from '@mosis/api'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Serve } from '../http/route.ts'
import { listDeliveries, retryDelivery, testWebhook } from './deliveries.ts'
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from './webhooks.ts'

export function webhookRoutes(serve: Serve, { db, tokens, limits }: Deps): void {
  serve(api.listWebhooks, async ({ call, params }) => ({ webhooks: await listWebhooks(db, call, params) }))
  serve(api.createWebhook, ({ call, params, body }) => createWebhook(db, call, { ...params, ...body }, tokens))
  serve(api.updateWebhook, ({ call, params, body }) => updateWebhook(db, call, params, body))
  serve(api.deleteWebhook, async ({ call, params }) => {
    await deleteWebhook(db, call, params)
    return {}
  })
  serve(api.testWebhook, async ({ call, params }) => {
    await limits.take('webhook_message', requireAccount(call))
    return testWebhook(db, call, params)
  })
  serve(api.listWebhookDeliveries, ({ call, params, query }) => listDeliveries(db, call, params, query))
  serve(api.retryWebhookDelivery, async ({ call, params }) => {
    await limits.take('webhook_message', requireAccount(call))
    return retryDelivery(db, call, params)
  })
}

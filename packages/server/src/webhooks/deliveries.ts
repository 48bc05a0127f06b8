import { ApiError } from '@mosis/api'
import type { Input, WebhookDelivery, webhooks as contract } from '@mosis/api'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { Db, WebhookDeliveryRow, WebhookRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { readNote } from '../notes.ts'
import { requireWebhook } from './webhooks.ts'
import type { WebhookRef } from './webhooks.ts'

const keptDays = 30

/** Puts a message for a webhook in the queue, in the caller's transaction. */
export async function addDelivery(
  db: Db,
  call: Call,
  { id: webhook_id }: Pick<WebhookRow, 'id'>,
  event: string,
  data: object,
): Promise<WebhookDeliveryRow> {
  const row: WebhookDeliveryRow = {
    id: newId('msg'),
    webhook_id,
    event,
    body: JSON.stringify({ type: event, timestamp: call.now, data }),
    state: 'waiting',
    attempts: 0,
    last_status: null,
    last_error: null,
    last_error_note: null,
    created_at: call.now,
    finished_at: null,
  }
  await db.insertInto('webhook_delivery').values(row).execute()
  await enqueue(db, 'webhook.deliver', { deliveryId: row.id })
  return row
}

/** Sends a test message, also to a webhook that is switched off. */
export function testWebhook(db: Db, call: Call, ref: WebhookRef): Promise<WebhookDelivery> {
  return inTransaction(db, async (db) => {
    const webhook = await requireWebhook(db, call, ref)
    return toDelivery(await addDelivery(db, call, webhook, 'test', { team_id: webhook.team_id }))
  })
}

/** Lists the messages to a webhook that are still kept, the newest first. */
export async function listDeliveries(
  db: Db,
  call: Call,
  ref: WebhookRef,
  { limit, cursor, state, event }: Input<typeof contract.listWebhookDeliveries>['query'],
) {
  const { id } = await requireWebhook(db, call, ref)
  let wanted = db.selectFrom('webhook_delivery').selectAll().where('webhook_id', '=', id)
  if (state !== undefined) wanted = wanted.where('state', '=', state)
  if (event !== undefined) wanted = wanted.where('event', '=', event)
  const list = `deliveries ${JSON.stringify([id, state, event])}`
  const { rows, next_cursor } = await getPage(
    wanted,
    { list, by: { id: 'text' }, direction: 'desc' },
    { limit, cursor },
  )
  return { deliveries: rows.map(toDelivery), next_cursor }
}

/** Sends a message once more that came to its end; one that still waits is sent by itself. */
export function retryDelivery(
  db: Db,
  call: Call,
  { delivery_id, ...ref }: WebhookRef & { delivery_id: string },
): Promise<WebhookDelivery> {
  return inTransaction(db, async (db) => {
    const { id } = await requireWebhook(db, call, ref)
    const row = await db
      .selectFrom('webhook_delivery')
      .selectAll()
      .where('id', '=', delivery_id)
      .where('webhook_id', '=', id)
      .executeTakeFirst()
    if (!row) throw new ApiError('webhook.not_found')
    if (row.state === 'waiting') return toDelivery(row)
    const again = await db
      .updateTable('webhook_delivery')
      .set({ state: 'waiting', attempts: 0, finished_at: null })
      .where('id', '=', row.id)
      .where('state', '!=', 'waiting')
      .returningAll()
      .executeTakeFirst()
    if (!again) return toDelivery(row)
    await enqueue(db, 'webhook.deliver', { deliveryId: row.id })
    return toDelivery(again)
  })
}

/** Removes messages of a month ago. */
export async function sweepDeliveries(db: Db, call: Call): Promise<void> {
  const before = new Date(Date.parse(call.now) - keptDays * 86_400_000).toISOString()
  await db.deleteFrom('webhook_delivery').where('created_at', '<', before).execute()
}

function toDelivery(row: WebhookDeliveryRow): WebhookDelivery {
  const { id, event, state, attempts, last_status, last_error, created_at, finished_at } = row
  const last_error_note = readNote(row.last_error_note)
  return { id, event, state, attempts, last_status, last_error, last_error_note, created_at, finished_at }
}

import { randomBytes } from 'node:crypto'
import { ApiError } from '@mosis/api'
import type { Input, NewWebhook, Webhook, WebhookEvent, webhooks as contract } from '@mosis/api'
import type { AuditAction } from '../accounts/audit-words.ts'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import type { Db, WebhookRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { requireTeam } from '../teams/membership.ts'

const maxWebhooks = 20
/** What a webhook's secret is sealed for. */
export const secretPurpose = 'webhook secret'

interface TeamRef {
  team_id: string
}
export interface WebhookRef extends TeamRef {
  webhook_id: string
}

/** Lists the webhooks of a team, the oldest first. */
export async function listWebhooks(db: Db, call: Call, { team_id }: TeamRef): Promise<Webhook[]> {
  await requireTeam(db, call, team_id, 'webhook.manage')
  const rows = await db.selectFrom('webhook').selectAll().where('team_id', '=', team_id).orderBy('id').execute()
  return rows.map(toWebhook)
}

/** Makes a webhook; its secret is shown once and stored sealed, since each message is signed with it. */
export async function createWebhook(
  db: Db,
  call: Call,
  { team_id, url, events }: TeamRef & Input<typeof contract.createWebhook>['body'],
  tokens: Tokens,
): Promise<NewWebhook> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const sealed = await tokens.seal(secretPurpose, secret)
  return inTransaction(db, async (db) => {
    await requireTeam(db, call, team_id, 'webhook.manage')
    const all = await db.selectFrom('webhook').select('id').where('team_id', '=', team_id).execute()
    if (all.length >= maxWebhooks) throw new ApiError('webhook.too_many', { max: maxWebhooks })
    const row: WebhookRow = {
      id: newId('wh'),
      team_id,
      url: new URL(url).href,
      secret: sealed,
      events: JSON.stringify([...new Set(events)]),
      created_at: call.now,
      disabled_at: null,
      failing_since: null,
    }
    await db.insertInto('webhook').values(row).execute()
    await note(db, call, row, 'add_webhook')
    return { ...toWebhook(row), secret }
  })
}

/** Changes a webhook; switching it on again forgets that it failed. */
export function updateWebhook(
  db: Db,
  call: Call,
  ref: WebhookRef,
  { url, events, is_enabled }: Input<typeof contract.updateWebhook>['body'],
): Promise<Webhook> {
  return inTransaction(db, async (db) => {
    const before = await requireWebhook(db, call, ref)
    const row = await db
      .updateTable('webhook')
      .set({
        url: url === undefined ? before.url : new URL(url).href,
        events: events === undefined ? before.events : JSON.stringify([...new Set(events)]),
        ...(is_enabled === true && { disabled_at: null, failing_since: null }),
        ...(is_enabled === false && { disabled_at: before.disabled_at ?? call.now }),
      })
      .where('id', '=', before.id)
      .returningAll()
      .executeTakeFirstOrThrow()
    await note(db, call, row, 'change_webhook')
    return toWebhook(row)
  })
}

export function deleteWebhook(db: Db, call: Call, ref: WebhookRef): Promise<void> {
  return inTransaction(db, async (db) => {
    const row = await requireWebhook(db, call, ref)
    await db.deleteFrom('webhook').where('id', '=', row.id).execute()
    await note(db, call, row, 'remove_webhook')
  })
}

/** A webhook of a team in which the caller may manage them; any other is answered like one that does not exist. */
export async function requireWebhook(db: Db, call: Call, { team_id, webhook_id }: WebhookRef): Promise<WebhookRow> {
  await requireTeam(db, call, team_id, 'webhook.manage')
  const row = await db
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', webhook_id)
    .where('team_id', '=', team_id)
    .executeTakeFirst()
  if (!row) throw new ApiError('webhook.not_found')
  return row
}

/** Whether a webhook wants to be told of an event. */
export function wantsEvent({ events }: WebhookRow, event: string): boolean {
  return (JSON.parse(events) as string[]).includes(event)
}

function note(db: Db, call: Call, { team_id, url }: WebhookRow, action: AuditAction<'team'>): Promise<void> {
  // The host says enough; the rest of the address may hold what only its team should see.
  const { host } = new URL(url)
  return recordChange(db, call, {
    subject: 'team',
    id: team_id,
    teamId: team_id,
    action,
    from: null,
    to: null,
    reason: host,
  })
}

function toWebhook({ id, team_id, url, events, created_at, disabled_at }: WebhookRow): Webhook {
  return { id, team_id, url, events: JSON.parse(events) as WebhookEvent[], created_at, disabled_at }
}

import { sayPortalNote } from '@mosis/api'
import type { PortalNote } from '@mosis/api'
import type { Reach } from '@mosis/device'
import { requestOnce } from '@mosis/device'
import type { Db, WebhookDeliveryRow, WebhookRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { enqueue } from '../jobs/queue.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { note, noteOf } from '../notes.ts'
import { signMessage } from './sign.ts'
import { secretPurpose } from './webhooks.ts'

export interface DeliveryPlace {
  db: Db
  tokens: Tokens
  /** Only public addresses, but for the hosts that the operator named. */
  reach: Reach
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** How long after each failure the next attempt comes; after the last one the message is given up. */
const waitsMs = [5000, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 14 * hourMs]
/** A receiver that takes nothing for so long is switched off. */
const givenUpMs = 3 * 24 * hourMs
const timeoutMs = 10_000
const maxAnswerBytes = 64 * 1024

interface Attempt {
  status: number | null
  error: string | null
  note: PortalNote | null
}

/** Sends a waiting message once and notes what came of it. Safe to run twice: a receiver knows a repeated one by its id. */
export async function deliver(
  { db, tokens, reach }: DeliveryPlace,
  call: Call,
  deliveryId: string,
  signal: AbortSignal,
): Promise<void> {
  const row = await db.selectFrom('webhook_delivery').selectAll().where('id', '=', deliveryId).executeTakeFirst()
  if (row?.state !== 'waiting') return
  const webhook = await db.selectFrom('webhook').selectAll().where('id', '=', row.webhook_id).executeTakeFirstOrThrow()
  if (webhook.disabled_at !== null && row.event !== 'test') {
    await finish(db, call, row, 'failed', failedWith(null, note('webhook.off')))
    return
  }
  const secret = await tokens.open(secretPurpose, webhook.secret)
  const attempt =
    secret === undefined
      ? failedWith(null, note('webhook.secret_lost'))
      : await send(webhook, row, secret, call, reach, signal)
  // The portal stops: this attempt says nothing about the receiver.
  signal.throwIfAborted()
  await settle(db, call, webhook, row, attempt)
}

/** Redirects are answers that are no success: following one would send the message where its team did not say. */
async function send(
  webhook: WebhookRow,
  { id, body }: WebhookDeliveryRow,
  secret: string,
  call: Call,
  reach: Reach,
  signal: AbortSignal,
): Promise<Attempt> {
  const timestamp = Math.floor(Date.parse(call.now) / 1000)
  const headers = Object.entries({
    'content-type': 'application/json',
    'user-agent': 'Mosis-Portal',
    ...signMessage(secret, { id, timestamp, body }),
  })
  try {
    const hop = { url: webhook.url, method: 'POST', headers, body: Buffer.from(body), timeoutMs }
    const { status } = await requestOnce({ ...hop, maxResponseBytes: maxAnswerBytes }, reach, signal)
    return isSuccess(status)
      ? { status, error: null, note: null }
      : failedWith(status, note('webhook.answered', { status }))
  } catch (failure) {
    const error = failure instanceof Error ? failure.message : String(failure)
    return { status: null, error, note: noteFor(failure, new URL(webhook.url).hostname) }
  }
}

const failedWith = (status: number | null, failure: PortalNote): Attempt => ({
  status,
  error: sayPortalNote(failure),
  note: failure,
})

/** What kept the message from its receiver, in parts; the error's own words may say more of it. */
function noteFor(failure: unknown, host: string): PortalNote {
  const code = failure instanceof Error && 'code' in failure ? failure.code : undefined
  if (code === 'network.timeout') return note('webhook.timeout', { host, seconds: timeoutMs / 1000 })
  if (code === 'network.response_too_large')
    return note('webhook.answer_too_large', { host, max_bytes: maxAnswerBytes })
  if (code === 'network.tls') return note('webhook.untrusted', { host })
  return note(code === 'network.blocked' ? 'webhook.blocked' : 'webhook.unreachable', { host })
}

const isSuccess = (status: number) => status >= 200 && status < 300

function settle(db: Db, call: Call, webhook: WebhookRow, row: WebhookDeliveryRow, attempt: Attempt): Promise<void> {
  return inTransaction(db, async (db) => {
    const waitMs = waitsMs[row.attempts]
    const isDone = attempt.error === null
    // 410: the receiver says that it is gone for good.
    const isOver = isDone || attempt.status === 410 || waitMs === undefined || row.event === 'test'
    const isOurs = isOver
      ? await finish(db, call, row, isDone ? 'delivered' : 'failed', attempt)
      : await noteAttempt(db, row, { state: 'waiting', finished_at: null }, attempt)
    if (!isOurs) return
    if (!isOver) {
      const runAt = new Date(Date.parse(call.now) + waitMs).toISOString()
      await enqueue(db, 'webhook.deliver', { deliveryId: row.id }, { runAt })
    }
    if (row.event !== 'test') await noteHealth(db, call, webhook, attempt)
  })
}

const finish = (db: Db, call: Call, row: WebhookDeliveryRow, state: 'delivered' | 'failed', attempt: Attempt) =>
  noteAttempt(db, row, { state, finished_at: call.now }, attempt)

/** False when another run has noted this attempt already. */
async function noteAttempt(
  db: Db,
  row: WebhookDeliveryRow,
  change: Pick<WebhookDeliveryRow, 'state' | 'finished_at'>,
  { status, error, note }: Attempt,
): Promise<boolean> {
  const noted = await db
    .updateTable('webhook_delivery')
    .set({
      ...change,
      attempts: row.attempts + 1,
      last_status: status,
      last_error: error,
      last_error_note: noteOf(note),
    })
    .where('id', '=', row.id)
    .where('state', '=', 'waiting')
    .where('attempts', '=', row.attempts)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}

/** Counts how long a receiver has failed without one success between, and switches it off in the end. */
async function noteHealth(db: Db, call: Call, webhook: WebhookRow, { status, error }: Attempt): Promise<void> {
  const since = error === null ? null : (webhook.failing_since ?? call.now)
  const isGivenUp = since !== null && (status === 410 || Date.parse(call.now) - Date.parse(since) >= givenUpMs)
  const changed = await db
    .updateTable('webhook')
    .set({ failing_since: since, ...(isGivenUp && { disabled_at: call.now }) })
    .where('id', '=', webhook.id)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (isGivenUp && changed) await tellTeam(db, webhook, error ?? '')
}

async function tellTeam(db: Db, { team_id, url }: WebhookRow, error: string): Promise<void> {
  const people = await db
    .selectFrom('team_member')
    .innerJoin('account', 'account.id', 'team_member.account_id')
    .select(['account.email', 'account.name'])
    .where('team_member.team_id', '=', team_id)
    .where('team_member.role', 'in', ['owner', 'maintainer'])
    .execute()
  for (const { email, name } of people) {
    await enqueueMail(db, email, { name: 'webhook_disabled', data: { name, url, error } })
  }
}

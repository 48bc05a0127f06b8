import { ApiError, telemetry as api } from '@mosis/api'
import type { Input } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import type { EventWriter } from './event-writer.ts'
import { hashDevice, requireStoreApp } from './sender.ts'

type EventBatch = Input<typeof api.sendEvents>['body']

/** Takes a batch of events in; all of them or none. */
export async function receiveEvents(
  { db, writer, tokens }: { db: Db; writer: EventWriter; tokens: Tokens },
  call: Call,
  batch: EventBatch,
): Promise<{ accepted: number }> {
  if (!batch.consent) refuseUsageEvents(batch)
  await requireStoreApp(db, batch.app_id)
  const sender = {
    app_id: batch.app_id,
    app_version: batch.app_version,
    mosis_version: batch.mosis_version,
    device_hash: hashDevice(tokens, batch.device_id),
    session_id: batch.session_id,
    received_at: call.now,
  }
  await writer.write(
    batch.events.map(({ type, timestamp, data }) => ({ ...sender, type, at: timestamp, data: JSON.stringify(data) })),
  )
  return { accepted: batch.events.length }
}

/** What a person did is only taken when the person agreed; that the device says so is the device's promise. */
function refuseUsageEvents({ events }: EventBatch): void {
  const usage: readonly string[] = api.usageEvents
  const types = [...new Set(events.map(({ type }) => type).filter((type) => usage.includes(type)))]
  if (types.length > 0) throw new ApiError('telemetry.consent_required', { types })
}

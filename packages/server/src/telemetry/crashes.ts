import type { Input, telemetry as contract } from '@mosis/api'
import { newId } from '../db/ids.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { Tokens } from '../http/tokens.ts'
import { groupCrash } from './crash-groups.ts'
import type { TelemetryDb } from './schema.ts'
import { hashDevice, requireStoreApp } from './sender.ts'

/** Takes a crash report in and counts it in its group. */
export async function receiveCrash(
  { db, telemetryDb, tokens }: { db: Db; telemetryDb: TelemetryDb; tokens: Tokens },
  call: Call,
  { app_id, app_version, mosis_version, device_id, timestamp, crash }: Input<typeof contract.sendCrash>['body'],
): Promise<{ accepted: number }> {
  await requireStoreApp(db, app_id)
  const { type, message, stack_trace, context } = crash
  const group_hash = groupCrash(crash)
  await inTransaction(telemetryDb, async (db) => {
    await db
      .insertInto('crash')
      .values({
        id: newId('crash'),
        app_id,
        app_version,
        mosis_version,
        device_hash: hashDevice(tokens, device_id),
        at: timestamp,
        received_at: call.now,
        type,
        message,
        stack_trace,
        context: JSON.stringify(context),
        group_hash,
      })
      .execute()
    await db
      .insertInto('crash_group')
      .values({
        app_id,
        group_hash,
        type,
        message,
        first_version: app_version,
        last_version: app_version,
        first_received_at: call.now,
        last_received_at: call.now,
        crash_count: 1,
      })
      .onConflict((conflict) =>
        conflict.columns(['app_id', 'group_hash']).doUpdateSet((column) => ({
          last_version: column.ref('excluded.last_version'),
          last_received_at: column.ref('excluded.last_received_at'),
          crash_count: column('crash_group.crash_count', '+', 1),
        })),
      )
      .execute()
  })
  return { accepted: 1 }
}

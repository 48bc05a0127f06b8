import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import type { Tokens } from '../http/tokens.ts'

/** Telemetry is about apps that people can have; anything else would only fill the disk. */
export async function requireStoreApp(db: Db, appId: string): Promise<void> {
  const row = await db.selectFrom('app').select('published_at').where('id', '=', appId).executeTakeFirst()
  if (!row || row.published_at === null) throw new ApiError('store.app_not_found')
}

/**
 * What stands for a device in the database. The device sends a hash already; it is hashed again with the portal's secret, so
 * that whoever has the database cannot find a device in it, nor recognise it in another portal's.
 */
export function hashDevice(tokens: Tokens, deviceId: string): string {
  return tokens.authenticate('telemetry device', deviceId)
}

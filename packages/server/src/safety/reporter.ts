import { createHmac, randomBytes } from 'node:crypto'
import type { Db } from '../db/schema.ts'
import { addressKey } from '../http/rate-limit.ts'

const saltName = 'report_salt'

/**
 * Who reports an app, as far as the portal keeps it: a hash with a secret salt, another one for each app, so that neither the
 * address nor what else somebody reported can be read from it.
 */
export async function hashReporter(db: Db, appId: string, address: string): Promise<string> {
  return createHmac('sha256', await getSalt(db))
    .update(`${appId}\n${addressKey(address)}`)
    .digest('base64url')
}

/** Made at the first report. */
async function getSalt(db: Db): Promise<string> {
  const find = db.selectFrom('setting').select('value').where('name', '=', saltName)
  const known = await find.executeTakeFirst()
  if (known) return known.value
  await db
    .insertInto('setting')
    .values({ name: saltName, value: randomBytes(32).toString('base64url') })
    // Another process made it at the same time.
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute()
  return (await find.executeTakeFirstOrThrow()).value
}

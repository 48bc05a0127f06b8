import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** Where one person runs a portal alone, sleeping over it takes the place of a second one. */
export const aloneMs = 24 * 60 * 60_000

/**
 * Refuses a caller who had a part in what is to be judged. On a portal whose only reviewer or admin is the caller, the caller
 * may, 24 hours after it was `begun`: nobody else ever could.
 */
export async function requireSecondPerson(
  db: Db,
  call: Call,
  hadPart: readonly (string | null)[],
  begun: string,
): Promise<void> {
  const me = requireAccount(call)
  if (!hadPart.includes(me)) return
  const others = await db
    .selectFrom('account')
    .select('id')
    .where('role', 'in', ['reviewer', 'admin'])
    .where('deleted_at', 'is', null)
    .where('locked_at', 'is', null)
    .where('id', '!=', me)
    .executeTakeFirst()
  if (others) throw new ApiError('quarantine.same_person', { unless: '' })
  const from = new Date(Date.parse(begun) + aloneMs).toISOString()
  if (call.now < from) throw new ApiError('quarantine.same_person', { unless: ` before ${from}` })
}

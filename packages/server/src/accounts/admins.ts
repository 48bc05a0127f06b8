import { ApiError } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'

/** Somebody who may do what an admin may. */
export interface Admin {
  id: string
  name: string
}

/**
 * Who is admin and can sign in, held until the transaction ends: two who give the role up at once, or lock each other, would both
 * see the other one.
 */
export function holdAdmins(db: Db): Promise<Admin[]> {
  return db
    .updateTable('account')
    .set({ role: 'admin' })
    .where('role', '=', 'admin')
    .where('locked_at', 'is', null)
    .returning(['id', 'name'])
    .execute()
}

/** The admins, of whom the caller has to be one: whoever lost the role or was locked a moment ago is refused here. */
export async function holdAdminsWith(db: Db, call: Call): Promise<{ caller: Admin; admins: Admin[] }> {
  const admins = await holdAdmins(db)
  const caller = admins.find(({ id }) => id === requireAccount(call))
  if (!caller) throw new ApiError('auth.forbidden', { needs: 'the role admin' })
  return { caller, admins }
}

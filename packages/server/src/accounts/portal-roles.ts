import { ApiError } from '@mosis/api'
import type { Account, AccountRef, Input, Role, people as contract } from '@mosis/api'
import { hasPart } from '../db/has-part.ts'
import { countRows, getPage } from '../db/page.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { holdAdminsWith } from './admins.ts'
import { recordChange } from './audit.ts'
import { toPortalAccounts } from './portal-account.ts'
import { toAccount } from './sessions.ts'

const orders = {
  oldest: { by: { id: 'text' }, direction: 'asc' },
  newest: { by: { id: 'text' }, direction: 'desc' },
  email: { by: { email: 'text' }, direction: 'asc' },
} as const

/** Lists accounts for admins; those that were deleted are gone from here too. */
export async function listAccounts(
  db: Db,
  { limit, cursor, q = '', role, state, verified, sort }: Input<typeof contract.listAccounts>['query'],
) {
  let wanted = db.selectFrom('account').selectAll().where('deleted_at', 'is', null)
  if (role !== undefined) wanted = wanted.where('role', '=', role)
  if (state !== undefined) wanted = wanted.where('locked_at', state === 'locked' ? 'is not' : 'is', null)
  if (verified !== undefined) wanted = wanted.where('email_verified_at', verified ? 'is not' : 'is', null)
  if (q !== '') wanted = wanted.where(hasPart(q, ['email', 'name']))
  const list = `accounts ${JSON.stringify([q, role, state, verified, sort])}`
  const { rows, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  return { accounts: await toPortalAccounts(db, rows), next_cursor, total: await countRows(wanted) }
}

/** Gives an account another role on the portal. Its sessions go on: each request asks for the role anew. */
export function changePortalRole(
  db: Db,
  call: Call,
  { account_id }: AccountRef,
  { role }: { role: Role },
): Promise<Account> {
  return inTransaction(db, async (db) => {
    // Of two admins who take the role from each other at once, the second has lost it here.
    const { caller, admins } = await holdAdminsWith(db, call)
    const row = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', account_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) throw new ApiError('account.not_found')
    if (row.role === role) return toAccount(row)
    if (row.role === 'admin' && admins.every(({ id }) => id === row.id)) throw new ApiError('account.last_admin')
    const changed = await db
      .updateTable('account')
      .set({ role })
      .where('id', '=', account_id)
      // The account may be deleted at this moment; a role would outlive it.
      .where('deleted_at', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (!changed) throw new ApiError('account.not_found')
    await recordChange(db, call, {
      subject: 'account',
      id: account_id,
      action: 'change_role',
      from: row.role,
      to: role,
      accountId: account_id,
    })
    const data = { name: row.name, role, changed_by: caller.name }
    await enqueueMail(db, row.email, { name: 'portal_role_changed', data })
    return toAccount({ ...row, role })
  })
}

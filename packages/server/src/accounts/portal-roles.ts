import { ApiError } from '@mosis/api'
import type { Account, AccountRef, Input, Role, people as contract } from '@mosis/api'
import { hasPart } from '../db/has-part.ts'
import { countRows, getPage } from '../db/page.ts'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueueMail } from '../mail/enqueue.ts'
import { recordChange } from './audit.ts'
import { toAccount } from './sessions.ts'

const orders = {
  oldest: { by: { id: 'text' }, direction: 'asc' },
  newest: { by: { id: 'text' }, direction: 'desc' },
  email: { by: { email: 'text' }, direction: 'asc' },
} as const

/** Lists accounts for admins; those that were deleted are gone from here too. */
export async function listAccounts(
  db: Db,
  { limit, cursor, q = '', role, verified, sort }: Input<typeof contract.listAccounts>['query'],
) {
  let wanted = db.selectFrom('account').selectAll().where('deleted_at', 'is', null)
  if (role !== undefined) wanted = wanted.where('role', '=', role)
  if (verified !== undefined) wanted = wanted.where('email_verified_at', verified ? 'is not' : 'is', null)
  if (q !== '') wanted = wanted.where(hasPart(q, ['email', 'name']))
  const list = `accounts ${JSON.stringify([q, role, verified, sort])}`
  const { rows, next_cursor } = await getPage(wanted, { list, ...orders[sort] }, { limit, cursor })
  return { accounts: rows.map(toAccount), next_cursor, total: await countRows(wanted) }
}

/** Gives an account another role on the portal. Its sessions go on: each request asks for the role anew. */
export function changePortalRole(
  db: Db,
  call: Call,
  { account_id }: AccountRef,
  { role }: { role: Role },
): Promise<Account> {
  return inTransaction(db, async (db) => {
    const admins = await lockAdmins(db)
    const caller = admins.find(({ id }) => id === requireAccount(call))
    // Of two admins who take the role from each other at once, the second has lost it here.
    if (!caller) throw new ApiError('auth.forbidden', { needs: 'the role admin' })
    const row = await db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', account_id)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (!row) throw new ApiError('account.not_found')
    if (row.role === role) return toAccount(row)
    if (row.role === 'admin' && admins.length === 1) throw new ApiError('account.last_admin')
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

/** Who is admin, locked until the transaction ends: two who give the role up at once would both see the other one. */
function lockAdmins(db: Db): Promise<{ id: string; name: string }[]> {
  return db
    .updateTable('account')
    .set({ role: 'admin' })
    .where('role', '=', 'admin')
    .returning(['id', 'name'])
    .execute()
}

import type { Account } from '@mosis/api'
import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { recordChange } from './audit.ts'
import { toAccount } from './sessions.ts'

/** Changes the name of the caller, and with it that of the team that was made with the account. */
export function renameAccount(db: Db, call: Call, { name }: { name: string }): Promise<Account> {
  const id = requireAccount(call)
  return inTransaction(db, async (db) => {
    const row = await db
      .updateTable('account')
      .set({ name })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    const teams = await db
      .updateTable('team')
      .set({ name })
      .where('is_personal', '=', 1)
      .where('id', 'in', (query) => query.selectFrom('team_member').select('team_id').where('account_id', '=', id))
      .returning('id')
      .execute()
    for (const team of teams) await enqueue(db, 'team.renamed', { teamId: team.id })
    // Without the names: the log stays when the account is deleted.
    await recordChange(db, call, { subject: 'account', id, action: 'rename', from: null, to: null })
    return toAccount(row)
  })
}

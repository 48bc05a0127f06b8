import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'

/** The transaction that the running code is inside of, while it is open. */
const current = new AsyncLocalStorage<{ isOpen: boolean }>()

/**
 * Runs `work` in a transaction; inside another one it joins it. Call the parameter of `work` `db`, so that it hides the outer
 * one: using that in here would wait for itself on SQLite and write outside the transaction on PostgreSQL, so it throws.
 */
export async function inTransaction<Schema, Result>(
  db: Kysely<Schema>,
  work: (db: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  if (db.isTransaction) return work(db)
  refuseInsideTransaction()
  return db.transaction().execute(async (db) => {
    const scope = { isOpen: true }
    try {
      return await current.run(scope, () => work(db))
    } finally {
      scope.isOpen = false
    }
  })
}

/** Throws when the running code is inside a transaction: whoever calls this is about to take a connection of its own. */
export function refuseInsideTransaction(): void {
  if (current.getStore()?.isOpen) {
    throw new Error(
      'Cannot use the outer database inside a transaction: use the one that inTransaction hands to its work',
    )
  }
}

import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { engineOf, textType } from './engine.ts'
import { inTransaction } from './transaction.ts'

/** One step of the schema. The list is append-only: a released step never changes. */
export interface Migration {
  /** `0001-init`: a number that rises and a word. */
  name: string
  up: (db: Kysely<unknown>) => Promise<void>
}

interface MigrationTable {
  [table: string]: { name: string; applied_at: string }
}

export interface MigrateOptions {
  /** Where the applied steps are noted; databases that share one PostgreSQL have a table each. */
  table: string
  now: string
}

/**
 * Brings a database to the newest schema: all missing steps in one transaction. Any number of processes may do this at once;
 * one does the work, the others wait and find it done. Answers the names of the steps that were applied.
 */
export function migrate<Schema>(
  db: Kysely<Schema>,
  migrations: readonly Migration[],
  { table, now }: MigrateOptions,
): Promise<string[]> {
  return inTransaction(db as unknown as Kysely<MigrationTable>, async (db) => {
    // On SQLite the transaction itself begins with the write lock.
    if (engineOf(db) === 'postgres') await sql`select pg_advisory_xact_lock(hashtext(${table}))`.execute(db)
    await db.schema
      .createTable(table)
      .ifNotExists()
      .addColumn('name', textType(db), (column) => column.primaryKey())
      .addColumn('applied_at', textType(db), (column) => column.notNull())
      .execute()
    const rows = await db.selectFrom(table).select('name').execute()
    const applied = new Set(rows.map((row) => row.name))
    refuseNewerDatabase(applied, migrations)
    const missing = migrations.filter(({ name }) => !applied.has(name))
    for (const { name, up } of missing) {
      await up(db as unknown as Kysely<unknown>)
      await db.insertInto(table).values({ name, applied_at: now }).execute()
    }
    return missing.map(({ name }) => name)
  })
}

/** An older portal would write rows that the newer schema does not allow, or lose what it does not know. */
function refuseNewerDatabase(applied: ReadonlySet<string>, migrations: readonly Migration[]): void {
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length > 0) {
    throw new Error(
      `Cannot use the database: a newer portal has changed it (step "${unknown.join('", "')}"). ` +
        'Start that version, or restore the backup made before the upgrade',
    )
  }
}

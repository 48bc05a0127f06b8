import { PostgresAdapter, sql } from 'kysely'
import type { ColumnDataType, Kysely, RawBuilder } from 'kysely'

export type Engine = 'sqlite' | 'postgres'

/** Which engine a database or transaction speaks to; for the few statements that differ. */
export function engineOf<Schema>(db: Kysely<Schema>): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

/**
 * The column type of every text. SQLite compares bytes; PostgreSQL would compare by the locale of its server, and lists
 * would come in another order there.
 */
export function textType<Schema>(db: Kysely<Schema>): ColumnDataType | RawBuilder<string> {
  return engineOf(db) === 'postgres' ? sql<string>`text collate "C"` : 'text'
}

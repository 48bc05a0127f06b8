import { Kysely, PostgresDialect } from 'kysely'
import { sqliteDialect } from './sqlite-dialect.ts'
import { refuseInsideTransaction } from './transaction.ts'

/** Opens (and makes) a SQLite file; `:memory:` is a database that ends with the process. */
export function openSqlite<Schema>(path: string): Kysely<Schema> {
  return new Kysely<Schema>({ dialect: sqliteDialect(path) })
}

export interface PostgresOptions {
  url: string
  /** Called when an idle connection breaks; the pool opens another one. */
  onError: (error: Error) => void
  maxConnections?: number
}

/** The object id of int8 in PostgreSQL's catalogue: what `count(*)` is. */
const int8 = 20

/** Opens a pool of connections to PostgreSQL. The driver is loaded here, so that a portal on SQLite starts without it. */
export async function openPostgres<Schema>({
  url,
  onError,
  maxConnections = 10,
}: PostgresOptions): Promise<Kysely<Schema>> {
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    types: {
      // Counts are numbers, as on SQLite; none of ours comes near 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
    },
  })
  // Without a listener the error of an idle connection would end the process.
  pool.on('error', onError)
  const guarded = {
    options: pool.options,
    connect: () => {
      refuseInsideTransaction()
      return pool.connect()
    },
    end: () => pool.end(),
  }
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: guarded }) })
}

import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLInputValue, StatementSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { DatabaseConnection, Dialect, Driver, Kysely, QueryResult } from 'kysely'
import { refuseInsideTransaction } from './transaction.ts'

/** Statements kept prepared; the oldest goes first. Verbs have a few hundred shapes of SQL at most. */
const maxStatements = 500
/** How long another process's write transaction is waited for before SQLite answers "database is locked". */
const busyTimeoutMs = 10_000

/** Kysely over node:sqlite: one connection, one user of it at a time, statements prepared once. */
export function sqliteDialect(path: string): Dialect {
  return {
    createAdapter: () => new QueueingAdapter(),
    createDriver: () => new SqliteDriver(path),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** The driver below queues by itself: Kysely's own queue would stay locked for ever after a refused `acquireConnection`. */
class QueueingAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #path: string
  #connection: SqliteConnection | undefined
  /** Resolves when whoever has the connection gives it back: transactions queue here, in order. */
  #turn: Promise<void> = Promise.resolve()
  readonly #giveBack = new Map<DatabaseConnection, () => void>()

  constructor(path: string) {
    this.#path = path
  }

  async init(): Promise<void> {
    if (this.#path !== ':memory:') makePrivateFile(this.#path)
    const database = new DatabaseSync(this.#path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
    try {
      await useWriteAheadLog(database)
      this.#connection = new SqliteConnection(database)
    } catch (failure) {
      database.close()
      throw failure
    }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    refuseInsideTransaction()
    const connection = this.#connection
    if (!connection) throw new Error('Cannot query the database: it is closed')
    const before = this.#turn
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = promise
    await before
    this.#giveBack.set(connection, resolve)
    return connection
  }

  releaseConnection(connection: DatabaseConnection): Promise<void> {
    const giveBack = this.#giveBack.get(connection)
    this.#giveBack.delete(connection)
    giveBack?.()
    return Promise.resolve()
  }

  /** `immediate`: the write lock is taken first, so two processes queue here instead of failing at their first write. */
  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    await this.#turn
    this.#connection?.close()
    this.#connection = undefined
  }
}

/** SQLite itself would let everybody on the machine read a new file; the log beside it gets the same rights. */
function makePrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

/**
 * WAL: readers never wait for the writer. NORMAL: a power cut may lose the last commits, never the file. SQLite does not wait
 * for a process that changes the mode of a new file at the same moment, so this does.
 */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  const deadline = performance.now() + busyTimeoutMs
  for (;;) {
    try {
      database.exec('pragma journal_mode = wal; pragma synchronous = normal')
      return
    } catch (failure) {
      const isBusy = failure instanceof Error && 'errcode' in failure && failure.errcode === sqliteBusy
      if (!isBusy || performance.now() > deadline) throw failure
      await setTimeout(10)
    }
  }
}

const sqliteBusy = 5

interface Prepared {
  statement: StatementSync
  returnsRows: boolean
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync
  readonly #prepared = new Map<string, Prepared>()

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { statement, returnsRows } = this.#prepare(sql)
    const values = parameters as readonly SQLInputValue[]
    if (returnsRows) return Promise.resolve({ rows: statement.all(...values) as Row[] })
    const { changes, lastInsertRowid } = statement.run(...values)
    return Promise.resolve({ rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) })
  }

  /** A statement of its own: a prepared one may be asked again while this one is being read. */
  async *streamQuery<Row>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<Row>> {
    for (const row of this.#database.prepare(sql).iterate(...(parameters as readonly SQLInputValue[]))) {
      yield { rows: [row as Row] }
    }
  }

  close(): void {
    this.#prepared.clear()
    this.#database.close()
  }

  #prepare(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known) {
      this.#prepared.delete(sql)
      this.#prepared.set(sql, known)
      return known
    }
    const statement = this.#database.prepare(sql)
    const prepared = { statement, returnsRows: statement.columns().length > 0 }
    this.#prepared.set(sql, prepared)
    const oldest = this.#prepared.keys().next()
    if (this.#prepared.size > maxStatements && !oldest.done) this.#prepared.delete(oldest.value)
    return prepared
  }
}

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, constants } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import type { SqlResultLimits, SqlRows, SqlValue } from '@mosis/sandbox'
import type { DatabaseReply, DatabaseRequest } from './database-protocol.ts'

/**
 * A process of its own for the databases of one app: SQLite cannot be interrupted, so what takes too long ends by ending
 * this process. It runs SQL, nothing else of the app.
 */

interface Connection {
  database: DatabaseSync
  path: string
  totalChanges: StatementSync
  maxBytes: number
}

const connections = new Map<number, Connection>()
const [, , folder = ''] = process.argv

const pageBytes = 4096
/** The longest value: a Lua string is at most 1 MiB, SQL functions may need more in between. */
const maxValueBytes = 8_388_608

// Ctrl-C in a terminal reaches every program of the group; when this one ends is for the device to say.
process.on('SIGINT', () => undefined)
process.on('message', (request: DatabaseRequest) => {
  process.send?.(answer(request))
})

function answer(request: DatabaseRequest): DatabaseReply {
  try {
    if (request.op === 'open') return open(request.connection, request.name, request.isReadOnly)
    const connection = connections.get(request.connection)
    if (!connection) return { ok: false, code: 'database.io', message: 'The database is closed' }
    if (request.op === 'close') return close(request.connection, connection)
    if (request.op === 'prepare') {
      prepare(connection, request.sql)
      return done(connection)
    }
    limitSize(connection, request.maxBytes)
    if (request.op === 'exec') return done(connection, exec(connection, request.sql, request.parameters))
    const rows = query(connection, request.sql, request.parameters, request.limits)
    return { ...done(connection), rows }
  } catch (error) {
    return { ok: false, ...describe(error) }
  }
}

function open(number: number, name: string, isReadOnly = false): DatabaseReply {
  const path = join(folder, name)
  const database = new DatabaseSync(path, {
    readOnly: isReadOnly,
    allowExtension: false,
    defensive: true,
    enableForeignKeyConstraints: true,
    timeout: 0,
    limits: { length: maxValueBytes, attach: 0 },
  })
  try {
    database.exec('PRAGMA synchronous = NORMAL')
    const connection = { database, path, totalChanges: database.prepare('SELECT total_changes()'), maxBytes: -1 }
    database.setAuthorizer(authorize)
    connections.set(number, connection)
    return done(connection)
  } catch (error) {
    database.close()
    throw error
  }
}

/** What tells something about the app's own tables, and its own marks; all others reach files, memory or these limits. */
const allowedPragmas = new Set(
  `table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list foreign_key_check foreign_keys
  defer_foreign_keys user_version application_id integrity_check quick_check page_count freelist_count optimize encoding
  collation_list data_version case_sensitive_like recursive_triggers schema_version`.split(/\s+/),
)

/** Reading these is fine, setting them can break the file. */
const readOnlyPragmas = new Set(['schema_version', 'encoding', 'page_count', 'freelist_count'])

/** Virtual tables that keep to the database; sqlite_dbpage and others write past the tables. */
const allowedModules = new Set(['fts3', 'fts4', 'fts5', 'fts5vocab', 'rtree', 'rtree_i32', 'geopoly'])

const deniedFunctions = new Set(['load_extension', 'fts3_tokenizer', 'rbu_tmp_insert'])

function authorize(action: number, first: string | null, second: string | null): number {
  const { SQLITE_OK, SQLITE_DENY } = constants
  switch (action) {
    // Attaching reaches other files, and VACUUM INTO writes any file by attaching it.
    case constants.SQLITE_ATTACH:
    case constants.SQLITE_DETACH:
      return SQLITE_DENY
    case constants.SQLITE_PRAGMA: {
      const name = first?.toLowerCase() ?? ''
      return allowedPragmas.has(name) && !(readOnlyPragmas.has(name) && second !== null) ? SQLITE_OK : SQLITE_DENY
    }
    case constants.SQLITE_CREATE_VTABLE:
      return allowedModules.has(second?.toLowerCase() ?? '') ? SQLITE_OK : SQLITE_DENY
    case constants.SQLITE_FUNCTION:
      return deniedFunctions.has(second?.toLowerCase() ?? '') ? SQLITE_DENY : SQLITE_OK
    default:
      return SQLITE_OK
  }
}

function close(number: number, { database }: Connection): DatabaseReply {
  database.close()
  connections.delete(number)
  return { ok: true, changes: 0, sizeBytes: 0 }
}

function limitSize(connection: Connection, maxBytes: number) {
  if (connection.maxBytes === maxBytes) return
  connection.maxBytes = maxBytes
  if (maxBytes === Infinity) return
  withoutAuthorizer(connection.database, () => {
    // SQLite never goes below the pages in use, so a database that is too large can still be emptied.
    connection.database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(maxBytes / pageBytes))}`)
  })
}

function sizeOf({ database, path }: Connection): number {
  try {
    const { page_count } = database.prepare('PRAGMA page_count').get() as { page_count: number }
    return page_count * pageBytes
  } catch {
    // Locked by another connection of the app, whose own answers tell what it adds.
    return statSync(path).size
  }
}

function withoutAuthorizer(database: DatabaseSync, work: () => void) {
  database.setAuthorizer(null)
  try {
    work()
  } finally {
    database.setAuthorizer(authorize)
  }
}

function done(connection: Connection, changes = 0): DatabaseReply & { ok: true } {
  return { ok: true, changes, sizeBytes: sizeOf(connection) }
}

class SqlError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

function prepare({ database }: Connection, sql: string): StatementSync {
  let statement: StatementSync
  try {
    statement = database.prepare(sql)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_STATE') throw error
    if (error instanceof Error && !('errcode' in error)) throw new SqlError('database.sql', error.message)
    throw error
  }
  const rest = sql.slice(statement.sourceSQL.length).replaceAll(/--[^\n]*|\/\*[\s\S]*?\*\/|[\s;]/g, '')
  // SQLite would leave out everything behind the first statement without a word.
  if (rest !== '') throw new SqlError('database.sql', 'Only one statement can be run with parameters or as a query')
  statement.setReadBigInts(true)
  statement.setReturnArrays(true)
  return statement
}

function exec(connection: Connection, sql: string, parameters: readonly SqlValue[]): number {
  const before = changesOf(connection)
  if (parameters.length === 0) {
    connection.database.exec(sql)
    return changesOf(connection) - before
  }
  const { changes } = prepare(connection, sql).run(...parameters)
  // A statement that changes no rows leaves the number of the one before.
  return changesOf(connection) === before ? 0 : Number(changes)
}

function changesOf({ totalChanges }: Connection): number {
  return Number(Object.values(totalChanges.get() ?? {})[0])
}

function query(connection: Connection, sql: string, parameters: readonly SqlValue[], limits: SqlResultLimits): SqlRows {
  const statement = prepare(connection, sql)
  const columns = statement.columns().map((column) => column.name)
  const rows: SqlValue[][] = []
  let bytes = 0
  // setReturnArrays makes each row an array of its values.
  for (const row of statement.iterate(...parameters) as Iterable<unknown> as Iterable<SqlValue[]>) {
    bytes += row.reduce<number>((sum, value) => sum + sizeOfValue(value), 0)
    if (rows.length >= limits.maxRows || bytes > limits.maxBytes) {
      const most = `${limits.maxRows} rows and ${limits.maxBytes} bytes`
      throw new SqlError(
        'database.result_too_large',
        `The answer has more than ${most}. Use LIMIT or name fewer columns`,
      )
    }
    rows.push(row)
  }
  return { columns, rows }
}

const wordBytes = 8

function sizeOfValue(value: SqlValue): number {
  if (typeof value === 'string') return Buffer.byteLength(value)
  return value instanceof Uint8Array ? value.byteLength : wordBytes
}

/** SQLite's primary result codes, by what they mean to an app. */
const codes = new Map([
  [5, 'database.locked'],
  [6, 'database.locked'],
  [10, 'database.io'],
  [11, 'database.corrupt'],
  [13, 'database.full'],
  [14, 'database.io'],
  [19, 'database.constraint'],
  [26, 'database.corrupt'],
])

function describe(error: unknown): { code: string; message: string } {
  if (error instanceof SqlError) return { code: error.code, message: error.message }
  if (!(error instanceof Error)) return { code: 'database.io', message: String(error) }
  const primary = 'errcode' in error ? Number(error.errcode) & 0xff : undefined
  if (primary === 23) return { code: 'database.sql', message: 'This is not allowed in an app: ' + error.message }
  return { code: (primary !== undefined && codes.get(primary)) || 'database.sql', message: error.message }
}

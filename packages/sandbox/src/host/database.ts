import type { Arguments } from '../arguments.ts'
import { BrokerError } from '../brokers.ts'
import type { DatabaseBroker, DatabaseConnection, DatabaseStatement, SqlRows, SqlValue } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import { LuaFloat } from '../values.ts'
import type { LuaInput } from '../values.ts'

const namePattern = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/
/** A call of SQLite takes at least about as long as this many instructions. */
const callCost = 3000

interface Database {
  connection: DatabaseConnection | undefined
  statements: Set<Statement>
  /** Lua no longer refers to it; its statements may still be used. */
  isForgotten: boolean
}

interface Statement {
  database: Database
  statement: DatabaseStatement | undefined
  parameters: SqlValue[]
}

/** `database`: the app's own SQLite files. Wrong SQL raises; constraint, full and locked come back as `nil, message`. */
export function databaseModule(host: ModuleHost, broker: DatabaseBroker): HostModule {
  const { sandbox } = host
  const { limits } = sandbox
  const resultLimits = { maxRows: limits.queryRows, maxBytes: limits.queryBytes }
  const open = new Set<Database>()
  let statementCount = 0

  /** Runs a piece of SQL; a mistake in it is the app's own. */
  function attempt<T>(call: Arguments, work: () => T): T {
    host.require('storage', call.functionName)
    call.charge(callCost)
    try {
      return work()
    } catch (error) {
      if (error instanceof BrokerError && error.code === 'database.sql') {
        throw new LuaError(error.code, error.message, { cause: error })
      }
      throw error
    }
  }

  function connectionOf(database: Database, call: Arguments): DatabaseConnection {
    if (database.connection !== undefined) return database.connection
    throw new LuaError('database.closed', `Cannot call ${call.functionName}: the database was closed`)
  }

  function statementOf({ statement }: Statement, call: Arguments): DatabaseStatement {
    if (statement !== undefined) return statement
    throw new LuaError('database.closed', `Cannot call ${call.functionName}: the statement was closed`)
  }

  function sqlOf(call: Arguments): string {
    const sql = call.text(1, 'sql')
    if (sql.length <= limits.sqlBytes) return sql
    return call.wrong(1, 'sql', `${sql.length} characters long`, `at most ${limits.sqlBytes}`)
  }

  function closeStatement(statement: Statement): void {
    if (statement.statement === undefined) return
    statement.statement.close()
    statement.statement = undefined
    const { database } = statement
    database.statements.delete(statement)
    statementCount--
    if (database.isForgotten && database.statements.size === 0) closeDatabase(database)
  }

  function closeDatabase(database: Database): void {
    for (const statement of database.statements) closeStatement(statement)
    database.connection?.close()
    database.connection = undefined
    open.delete(database)
  }

  host.onStop(() => {
    for (const database of open) closeDatabase(database)
  })

  sandbox.defineClass<Statement>({
    name: 'DatabaseStatement',
    released: closeStatement,
    methods: {
      bind(statement, call) {
        statementOf(statement, call)
        statement.parameters = parametersOf(call, 1)
        return true
      },
      exec: (statement, call) => attempt(call, () => statementOf(statement, call).exec(statement.parameters)),
      query: (statement, call) =>
        attempt(call, () => toTables(call, statementOf(statement, call).query(statement.parameters, resultLimits))),
      close: closeStatement,
    },
  })

  sandbox.defineClass<Database>({
    name: 'Database',
    released(database) {
      database.isForgotten = true
      if (database.statements.size === 0) closeDatabase(database)
    },
    methods: {
      /** Answers how many rows were changed. */
      exec: (database, call) =>
        attempt(call, () => connectionOf(database, call).exec(sqlOf(call), parametersOf(call, 2))),
      query: (database, call) =>
        attempt(call, () =>
          toTables(call, connectionOf(database, call).query(sqlOf(call), parametersOf(call, 2), resultLimits)),
        ),
      prepare: (database, call) =>
        attempt(call, () => {
          const connection = connectionOf(database, call)
          if (statementCount >= limits.statements) {
            throw new LuaError(
              'database.too_many',
              `Cannot prepare: ${limits.statements} statements are open. Close some`,
            )
          }
          const statement: Statement = { database, statement: connection.prepare(sqlOf(call)), parameters: [] }
          statementCount++
          database.statements.add(statement)
          return sandbox.toLua('DatabaseStatement', statement)
        }),
      close: closeDatabase,
    },
  })

  return {
    open: (call) =>
      attempt(call, () => {
        const name = call.text(1, 'name')
        if (!namePattern.test(name) || name.endsWith('.')) {
          return call.wrong(1, 'name', `"${name}"`, 'a file name of letters, digits, "_", "-" and "."')
        }
        if (open.size >= limits.databases) {
          throw new LuaError(
            'database.too_many',
            `Cannot open "${name}": ${limits.databases} databases are open. Close one`,
          )
        }
        const database: Database = { connection: broker.open(name), statements: new Set(), isForgotten: false }
        open.add(database)
        host.noteFirst(call.functionName, name)
        return sandbox.toLua('Database', database)
      }),
  }
}

function parametersOf(call: Arguments, from: number): SqlValue[] {
  const parameters: SqlValue[] = []
  for (let index = from; index <= call.count; index++)
    parameters.push(call.sqlValue(index, `parameter ${index - from + 1}`))
  return parameters
}

/** One table for each row, by column name. A REAL stays a float even when it has no fraction; NULL is an absent field. */
function toTables(call: Arguments, { columns, rows }: SqlRows): LuaInput[] {
  call.charge(rows.length * (20 + columns.length * 20))
  return rows.map((row) => {
    const fields = new Map<string, LuaInput>()
    for (const [index, column] of columns.entries()) {
      const value = row[index]
      if (value !== null && value !== undefined)
        fields.set(column, typeof value === 'number' ? new LuaFloat(value) : value)
    }
    return fields
  })
}

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BrokerError } from '@mosis/sandbox'
import type { DatabaseBroker, SqlValue } from '@mosis/sandbox'
import type { DatabaseReply, DatabaseRequest } from './database-protocol.ts'

/** The databases of one app. */
export interface AppDatabases extends DatabaseBroker {
  /** What they take on the disk; counts towards what the app may keep. */
  sizeBytes(): number
}

interface DatabaseOptions {
  folder: string
  /** Hands the request over and waits for the answer. */
  ask: (request: DatabaseRequest) => DatabaseReply
  /** The bytes of one database. */
  maxBytes: number
  /** The bytes that the app may keep beside its databases. */
  roomBytes: () => number
}

/** More are no use to an app, but each takes an entry on the disk that no byte count shows. */
const maxDatabases = 100

/** Names that SQLite itself gives to files beside a database. */
const reservedEnding = /-(journal|wal|shm)$/i

/** The databases of the app whose folder this is, by way of a process that runs the SQL. */
export function createDatabases({ folder, ask, maxBytes, roomBytes }: DatabaseOptions): AppDatabases {
  const sizes = new Map<string, number>()
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile())) {
    if (!reservedEnding.test(name)) sizes.set(name, statSync(join(folder, name)).size)
  }
  let connections = 0
  const sizeBytes = () => [...sizes.values()].reduce((sum, size) => sum + size, 0)

  function run(name: string, request: DatabaseRequest): DatabaseReply & { ok: true } {
    const reply = ask(request)
    if (!reply.ok) throw new BrokerError(reply.code, reply.message)
    if (request.op !== 'close') sizes.set(name, reply.sizeBytes)
    return reply
  }

  /** A database may grow into what is left of its own limit and of the app's. */
  function limitOf(name: string): number {
    const own = sizes.get(name) ?? 0
    return Math.min(maxBytes, Math.max(own, own + roomBytes() - sizeBytes()))
  }

  return {
    sizeBytes,
    open(name) {
      if (reservedEnding.test(name)) {
        throw new BrokerError(
          'database.sql',
          `Cannot open "${name}": SQLite uses this ending itself. Choose another name`,
        )
      }
      if (!sizes.has(name) && sizes.size >= maxDatabases) {
        throw new BrokerError('database.full', `Cannot open "${name}": the app has ${maxDatabases} databases already`)
      }
      const connection = ++connections
      run(name, { op: 'open', connection, name })
      const exec = (sql: string, parameters: readonly SqlValue[]) =>
        run(name, { op: 'exec', connection, sql, parameters, maxBytes: limitOf(name) }).changes
      const query: ReturnType<DatabaseBroker['open']>['query'] = (sql, parameters, limits) => {
        const { rows } = run(name, { op: 'query', connection, sql, parameters, limits, maxBytes: limitOf(name) })
        return rows ?? { columns: [], rows: [] }
      }
      return {
        exec,
        query,
        prepare(sql) {
          // The statement is kept as its text: it outlives the process, which ends when a statement takes too long.
          run(name, { op: 'prepare', connection, sql })
          return {
            exec: (parameters) => exec(sql, parameters),
            query: (parameters, limits) => query(sql, parameters, limits),
            close: () => undefined,
          }
        },
        close: () => void run(name, { op: 'close', connection }),
      }
    },
  }
}

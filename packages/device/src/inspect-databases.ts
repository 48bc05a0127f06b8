import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SqlRows, SqlValue } from '@mosis/sandbox'
import { openDatabaseProcess } from './brokers/database-process.ts'
import type { DatabaseSummary, RowsAnswer } from './inspect.ts'

/** Looks into an app's databases without changing or holding them. */
export interface DatabaseInspector {
  list(): Promise<DatabaseSummary[]>
  rows(database: string, table: string, offset: number, limit: number): Promise<RowsAnswer | null>
  stop(): Promise<void>
}

const maxRows = 200
const limits = { maxRows: 1000, maxBytes: 1_048_576 }
const maxTextChars = 500

/** A process of its own, started when it is first asked: what takes too long here never ends the app's own work. */
export function openDatabaseInspector(folders: { db: string; temp: string }): DatabaseInspector {
  const database = openDatabaseProcess({ folder: folders.db, temp: folders.temp })
  let lastConnection = 0

  async function withDatabase<T>(name: string, work: (ask: Ask) => Promise<T>): Promise<T> {
    const connection = ++lastConnection
    const opened = await database.ask({ op: 'open', connection, name, isReadOnly: true })
    if (!opened.ok) throw new Unreadable(opened.message)
    try {
      return await work(async (sql, ...parameters) => {
        const reply = await database.ask({ op: 'query', connection, sql, parameters, maxBytes: Infinity, limits })
        if (!reply.ok || !reply.rows) throw new Unreadable(reply.ok ? 'it answered no rows' : reply.message)
        return reply.rows
      })
    } finally {
      await database.ask({ op: 'close', connection })
    }
  }

  async function namesOf(): Promise<string[]> {
    const entries = await readdir(folders.db, { withFileTypes: true }).catch(() => [])
    return entries
      .filter((entry) => entry.isFile() && !/-(?:journal|wal|shm)$/.test(entry.name))
      .map(({ name }) => name)
      .sort()
  }

  async function summarize(name: string): Promise<DatabaseSummary> {
    const { size: sizeBytes } = await stat(join(folders.db, name))
    try {
      const tables = await withDatabase(name, async (ask) => {
        const found: DatabaseSummary['tables'] = []
        for (const table of await tablesIn(ask)) found.push({ name: table, rows: await countRows(ask, table) })
        return found
      })
      return { name, sizeBytes, tables }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      return { name, sizeBytes, tables: [], problem: error.message }
    }
  }

  return {
    async list() {
      const summaries: DatabaseSummary[] = []
      for (const name of await namesOf()) summaries.push(await summarize(name))
      return summaries
    },
    async rows(name, table, offset, limit) {
      if (!(await namesOf()).includes(name)) return null
      try {
        return await withDatabase(name, async (ask) => {
          if (!(await tablesIn(ask)).includes(table)) return null
          const count = BigInt(Math.max(0, Math.min(maxRows, Math.floor(limit))))
          const from = BigInt(Math.max(0, Math.floor(offset)))
          const { columns, rows } = await ask(`SELECT * FROM ${quote(table)} LIMIT ? OFFSET ?`, count, from)
          return { columns, rows: rows.map((row) => row.map(toText)), total: await countRows(ask, table) }
        })
      } catch (error) {
        if (error instanceof Unreadable) return null
        throw error
      }
    },
    stop: () => database.stop(),
  }
}

type Ask = (sql: string, ...parameters: SqlValue[]) => Promise<SqlRows>

/** The database cannot be read now, such as while the app writes to it. */
class Unreadable extends Error {}

async function tablesIn(ask: Ask): Promise<string[]> {
  const { rows } = await ask("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
  return rows.map(([name]) => String(name)).filter((name) => !name.startsWith('sqlite_'))
}

async function countRows(ask: Ask, table: string): Promise<number> {
  const { rows } = await ask(`SELECT count(*) FROM ${quote(table)}`)
  return Number(rows[0]?.[0] ?? 0)
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

function toText(value: SqlValue): string | null {
  if (value === null) return null
  if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`
  const text = String(value)
  return text.length > maxTextChars ? `${text.slice(0, maxTextChars)}…` : text
}

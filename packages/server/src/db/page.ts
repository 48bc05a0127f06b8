import { createHash } from 'node:crypto'
import { ApiError } from '@mosis/api'
import { sql } from 'kysely'
import type { SelectQueryBuilder, SqlBool } from 'kysely'

export interface PageOrder {
  /** The list's name with its filters, so that a cursor of another list is refused. */
  list: string
  /**
   * The columns that give the order, first to last; the last one is unique. None of them may be null, and the query selects
   * each under its own name.
   */
  by: Readonly<Record<string, 'text' | 'integer'>>
  direction: 'asc' | 'desc'
}

export interface PageRequest {
  limit: number
  cursor?: string | undefined
}

export interface Page<Row> {
  rows: Row[]
  /** Null on the last page. */
  next_cursor: string | null
}

/**
 * Reads one page of a query by its place in the order, not by a count of rows to skip: rows that come or go meanwhile neither
 * repeat nor hide others, and page 1000 costs what page 1 costs.
 */
export async function getPage<Schema, Tables extends keyof Schema, Row extends object>(
  query: SelectQueryBuilder<Schema, Tables, Row>,
  { list, by, direction }: PageOrder,
  { limit, cursor }: PageRequest,
): Promise<Page<Row>> {
  const columns = Object.keys(by)
  let page = query.limit(limit + 1)
  for (const column of columns) page = page.orderBy(sql.ref(column), direction)
  if (cursor !== undefined) {
    const place = readCursor(cursor, list, Object.values(by))
    const refs = sql.join(columns.map((column) => sql.ref(column)))
    const after = direction === 'asc' ? sql`>` : sql`<`
    page = page.where(sql<SqlBool>`(${refs}) ${after} (${sql.join(place)})`)
  }
  const rows = await page.execute()
  const last = rows[limit - 1]
  if (rows.length <= limit || !last) return { rows, next_cursor: null }
  return { rows: rows.slice(0, limit), next_cursor: writeCursor(list, placeOf(last, columns)) }
}

/** How many rows a query finds; for lists whose rows are few, or found by an index. */
export async function countRows<Schema, Tables extends keyof Schema, Row extends object>(
  query: SelectQueryBuilder<Schema, Tables, Row>,
): Promise<number> {
  const counting = query.clearSelect().select(sql<number>`count(*)`.as('total'))
  // Of a query whose tables are not known here, nobody can say that its one column is there.
  const [row] = (await counting.execute()) as unknown as { total: number }[]
  return row?.total ?? 0
}

type Place = (string | number)[]

function placeOf(row: object, columns: readonly string[]): Place {
  return columns.map((column) => {
    const value: unknown = Object.getOwnPropertyDescriptor(row, column.replace(/^.*\./, ''))?.value
    if (typeof value === 'string' || typeof value === 'number') return value
    throw new Error(
      `Cannot page by ${column}: the row has ${String(value)} there, and it must be selected and not null`,
    )
  })
}

function writeCursor(list: string, place: Place): string {
  const text = Buffer.from(JSON.stringify(place)).toString('base64url')
  return `${text}.${checkSum(list, text)}`
}

/**
 * A cursor only says where to go on; what may be seen is decided by the query. So it is not secret and not signed, but every
 * value is checked: a made-up one is refused here and never reaches the database as a value of the wrong type.
 */
function readCursor(cursor: string, list: string, types: readonly ('text' | 'integer')[]): Place {
  const [text = '', sum = '', ...rest] = cursor.split('.')
  if (rest.length > 0 || sum !== checkSum(list, text)) throw new ApiError('invalid_cursor')
  const place = parsePlace(text)
  if (place.length !== types.length) throw new ApiError('invalid_cursor')
  return place.map((value, index) => {
    const fits = types[index] === 'integer' ? isSmallInteger(value) : typeof value === 'string' && !value.includes('\0')
    if (!fits) throw new ApiError('invalid_cursor')
    return value as string | number
  })
}

function parsePlace(text: string): unknown[] {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(place) ? place : []
  } catch (cause) {
    throw new ApiError('invalid_cursor', {}, { cause })
  }
}

/** What an `integer` column of PostgreSQL holds. */
function isSmallInteger(value: unknown): boolean {
  return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647
}

function checkSum(list: string, text: string): string {
  return createHash('sha256').update(`${list}\n${text}`).digest('base64url').slice(0, 12)
}

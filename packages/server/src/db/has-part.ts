import { sql } from 'kysely'
import type { RawBuilder, SqlBool } from 'kysely'

/** True where one of the columns has the text in it, in any case; `%` and `_` are letters like others. */
export function hasPart(text: string, columns: readonly string[]): RawBuilder<SqlBool> {
  const pattern = `%${text.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
  const parts = columns.map((column) => sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`)
  return sql<SqlBool>`(${sql.join(parts, sql` or `)})`
}

import type { SqlResultLimits, SqlRows, SqlValue } from '@mosis/sandbox'

/** What the app's worker asks of the process that holds the app's databases; a connection is a number that the worker chose. */
export type DatabaseRequest =
  | { op: 'open'; connection: number; name: string; isReadOnly?: boolean }
  | { op: 'prepare'; connection: number; sql: string }
  | { op: 'exec'; connection: number; sql: string; parameters: readonly SqlValue[]; maxBytes: number }
  | {
      op: 'query'
      connection: number
      sql: string
      parameters: readonly SqlValue[]
      maxBytes: number
      limits: SqlResultLimits
    }
  | { op: 'close'; connection: number }

export type DatabaseReply =
  | { ok: true; changes: number; rows?: SqlRows; sizeBytes: number }
  | { ok: false; code: string; message: string }

import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** What the portal itself gives as a reason, in parts beside the sentence: JSON; null where a person wrote it. */
export const notes: Migration = {
  name: '0010-notes',
  async up(db) {
    const text = textType(db)
    for (const [table, column] of columns) await db.schema.alterTable(table).addColumn(column, text).execute()
  },
}

const columns = [
  ['audit_event', 'reason_note'],
  ['review', 'reason_note'],
  ['review', 'manual_notes'],
  ['quarantine', 'reason_note'],
  ['quarantine', 'appeal_answer_note'],
  ['decision', 'reason_note'],
  ['webhook_delivery', 'last_error_note'],
  ['job', 'last_error_note'],
] as const

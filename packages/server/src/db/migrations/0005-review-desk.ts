import { sql } from 'kysely'
import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** What reviewers work with: an order by risk, claims, notes, appeals, and a thread with the app's team. */
export const reviewDesk: Migration = {
  name: '0005-review-desk',
  async up(db) {
    const text = textType(db)
    const addTo = (name: string, type: typeof text | 'integer', build = (column: ColumnDefinitionBuilder) => column) =>
      db.schema.alterTable('review').addColumn(name, type, build).execute()
    await addTo('risk', 'integer', withDefault(0))
    await addTo('risk_reasons', text, withDefault('[]'))
    await addTo('due_at', text, withDefault(''))
    await addTo('queue_key', text, withDefault(''))
    await addTo('appeal_of', text)
    await addTo('appeal_text', text)
    await addTo('claimed_by', text)
    await addTo('claimed_until', text)
    await addTo('escalated_at', text)
    await addTo('escalated_by', text)
    await addTo('escalation_reason', text)
    await addTo('reason_codes', text, withDefault('[]'))
    await addTo('checklist', text, withDefault('[]'))
    // What waits already is due: it came before there were dates.
    await sql`update review set due_at = created_at, queue_key = created_at`.execute(db)
    await db.schema.dropIndex('review_queue').execute()
    await db.schema.createIndex('review_queue').on('review').columns(['state', 'queue_key', 'id']).execute()
    await db.schema.createIndex('review_decided').on('review').columns(['decided_at', 'id']).execute()

    await db.schema
      .createTable('review_note')
      .addColumn('id', text, key)
      .addColumn('review_id', text, partOf('review.id'))
      .addColumn('author_id', text, required)
      .addColumn('text', text, required)
      .addColumn('created_at', text, required)
      .execute()
    await db.schema.createIndex('review_note_review').on('review_note').columns(['review_id', 'id']).execute()
    await db.schema
      .createTable('version_message')
      .addColumn('id', text, key)
      .addColumn('version_id', text, partOf('version.id'))
      .addColumn('author_id', text, required)
      .addColumn('side', text, required)
      .addColumn('text', text, required)
      .addColumn('created_at', text, required)
      .execute()
    await db.schema.createIndex('version_message_version').on('version_message').columns(['version_id', 'id']).execute()
    await db.schema
      .createTable('version_thread')
      .addColumn('version_id', text, (column) => partOf('version.id')(column).primaryKey())
      .addColumn('team_mailed_at', text)
      .addColumn('review_mailed_at', text)
      .execute()
  },
}

const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const withDefault = (value: string | number) => (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(value)
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const partOf = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(target).onDelete('cascade')

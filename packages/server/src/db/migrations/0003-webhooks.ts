import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** Who is told of changes, and what became of each message. */
export const webhooks: Migration = {
  name: '0003-webhooks',
  async up(db) {
    const text = textType(db)
    await db.schema
      .createTable('webhook')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('team_id', text, partOf('team.id'))
      .addColumn('url', text, required)
      .addColumn('secret', text, required)
      .addColumn('events', text, required)
      .addColumn('created_at', text, required)
      .addColumn('disabled_at', text)
      .addColumn('failing_since', text)
      .execute()
    await db.schema.createIndex('webhook_team').on('webhook').columns(['team_id', 'id']).execute()
    await db.schema
      .createTable('webhook_delivery')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('webhook_id', text, partOf('webhook.id'))
      .addColumn('event', text, required)
      .addColumn('body', text, required)
      .addColumn('state', text, required)
      .addColumn('attempts', 'integer', required)
      .addColumn('last_status', 'integer')
      .addColumn('last_error', text)
      .addColumn('created_at', text, required)
      .addColumn('finished_at', text)
      .execute()
    await db.schema
      .createIndex('webhook_delivery_webhook')
      .on('webhook_delivery')
      .columns(['webhook_id', 'id'])
      .execute()
    await db.schema.createIndex('webhook_delivery_created').on('webhook_delivery').columns(['created_at']).execute()
  },
}

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const partOf = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(target).onDelete('cascade')

import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../../db/engine.ts'
import type { Migration } from '../../db/migrate.ts'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

export const init: Migration = {
  name: '0001-init',
  async up(db) {
    const text = textType(db)
    // No key and one index: rows come by the thousand, are read by time and removed by time.
    await db.schema
      .createTable('event')
      .addColumn('app_id', text, required)
      .addColumn('app_version', text, required)
      .addColumn('mosis_version', text, required)
      .addColumn('device_hash', text, required)
      .addColumn('session_id', text, required)
      .addColumn('type', text, required)
      .addColumn('at', text, required)
      .addColumn('received_at', text, required)
      .addColumn('data', text, required)
      .execute()
    await db.schema.createIndex('event_received').on('event').columns(['received_at']).execute()
    await db.schema
      .createTable('event_day')
      .addColumn('day', text, required)
      .addColumn('app_id', text, required)
      .addColumn('app_version', text, required)
      .addColumn('type', text, required)
      .addColumn('event_count', 'integer', required)
      .addColumn('device_count', 'integer', required)
      .addPrimaryKeyConstraint('event_day_pk', ['app_id', 'day', 'app_version', 'type'])
      .execute()
    await db.schema.createIndex('event_day_day').on('event_day').columns(['day']).execute()
    await db.schema
      .createTable('crash')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('app_id', text, required)
      .addColumn('app_version', text, required)
      .addColumn('mosis_version', text, required)
      .addColumn('device_hash', text, required)
      .addColumn('at', text, required)
      .addColumn('received_at', text, required)
      .addColumn('type', text, required)
      .addColumn('message', text, required)
      .addColumn('stack_trace', text, required)
      .addColumn('context', text, required)
      .addColumn('group_hash', text, required)
      .execute()
    await db.schema.createIndex('crash_of_group').on('crash').columns(['app_id', 'group_hash', 'id']).execute()
    await db.schema.createIndex('crash_received').on('crash').columns(['received_at']).execute()
    await db.schema
      .createTable('crash_group')
      .addColumn('app_id', text, required)
      .addColumn('group_hash', text, required)
      .addColumn('type', text, required)
      .addColumn('message', text, required)
      .addColumn('first_version', text, required)
      .addColumn('last_version', text, required)
      .addColumn('first_received_at', text, required)
      .addColumn('last_received_at', text, required)
      .addColumn('crash_count', 'integer', required)
      .addPrimaryKeyConstraint('crash_group_pk', ['app_id', 'group_hash'])
      .execute()
  },
}

import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../../db/engine.ts'
import type { Migration } from '../../db/migrate.ts'

/** What the pages of an app show of its telemetry. */
export const analytics: Migration = {
  name: '0002-analytics',
  async up(db) {
    const text = textType(db)
    await db.schema
      .createTable('app_day')
      .addColumn('app_id', text, required)
      .addColumn('day', text, required)
      .addColumn('app_version', text, required)
      .addColumn('device_count', 'integer', required)
      .addColumn('start_count', 'integer', required)
      .addColumn('crash_count', 'integer', required)
      .addPrimaryKeyConstraint('app_day_pk', ['app_id', 'day', 'app_version'])
      .execute()
    await db.schema
      .createTable('summed_day')
      .addColumn('day', text, (column) => column.primaryKey())
      .execute()
    await db.schema
      .createIndex('crash_group_last')
      .on('crash_group')
      .columns(['app_id', 'last_received_at', 'group_hash'])
      .execute()
    await db.schema
      .createIndex('crash_group_most')
      .on('crash_group')
      .columns(['app_id', 'crash_count', 'group_hash'])
      .execute()
    // Holds all that is counted of the reports of a group: those themselves, with their stacks, are not read.
    await db.schema
      .createIndex('crash_devices')
      .on('crash')
      .columns(['app_id', 'group_hash', 'device_hash', 'app_version'])
      .execute()
  },
}

const required = (column: ColumnDefinitionBuilder) => column.notNull()

import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** Releases at a time and in stages, and versions for testers. */
export const releases: Migration = {
  name: '0004-releases',
  async up(db) {
    const text = textType(db)
    await db.schema.alterTable('version').addColumn('release_at', text).execute()
    await db.schema.alterTable('version').addColumn('track', text, withDefault('production')).execute()
    await db.schema.alterTable('version').addColumn('rollout_percent', 'integer', withDefault(100)).execute()
    await db.schema.alterTable('version').addColumn('rollout_salt', text, withDefault('')).execute()
    await db.schema.alterTable('app').addColumn('rollout_version_id', text).execute()
    await db.schema.alterTable('app').addColumn('beta_version_id', text).execute()
    await db.schema
      .createTable('tester_link')
      .addColumn('id', text, key)
      .addColumn('app_id', text, partOfApp)
      .addColumn('token_hash', text, unique)
      .addColumn('max_testers', 'integer', required)
      .addColumn('joined', 'integer', required)
      .addColumn('created_at', text, required)
      .addColumn('expires_at', text, required)
      .execute()
    await db.schema.createIndex('tester_link_app').on('tester_link').columns(['app_id', 'id']).execute()
    await db.schema
      .createTable('tester')
      .addColumn('id', text, key)
      .addColumn('app_id', text, partOfApp)
      .addColumn('email', text)
      .addColumn('link_id', text)
      .addColumn('state', text, required)
      .addColumn('token_hash', text, unique)
      .addColumn('created_at', text, required)
      .addColumn('joined_at', text)
      .addColumn('expires_at', text)
      .execute()
    await db.schema.createIndex('tester_app').on('tester').columns(['app_id', 'id']).execute()
  },
}

const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const withDefault = (value: string | number) => (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(value)
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique()
const partOfApp = (column: ColumnDefinitionBuilder) => column.notNull().references('app.id').onDelete('cascade')

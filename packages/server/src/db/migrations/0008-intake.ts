import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** Resumable uploads; what the store says about an app in each language; whom an app looks like. */
export const intake: Migration = {
  name: '0008-intake',
  async up(db) {
    const text = textType(db)
    await db.schema
      .createTable('upload')
      .addColumn('id', text, key)
      .addColumn('app_id', text, partOf('app.id'))
      .addColumn('account_id', text, required)
      .addColumn('api_key_id', text)
      .addColumn('size_bytes', 'integer', required)
      .addColumn('metadata', text, required)
      .addColumn('state', text, required)
      .addColumn('version_id', text)
      .addColumn('problem', text)
      .addColumn('created_at', text, required)
      .addColumn('expires_at', text, required)
      .execute()
    await db.schema.createIndex('upload_account').on('upload').columns(['account_id', 'state']).execute()
    await db.schema.createIndex('upload_expiry').on('upload').column('expires_at').execute()

    await db.schema.alterTable('app').addColumn('default_locale', text, withDefault('en')).execute()
    await db.schema.alterTable('app').addColumn('contact_email', text).execute()
    await db.schema.alterTable('app').addColumn('contact_url', text).execute()
    await db.schema.alterTable('app').addColumn('privacy_url', text).execute()
    await db.schema.alterTable('app').addColumn('similar_to', text, withDefault('[]')).execute()
    await db.schema
      .createTable('app_listing')
      .addColumn('app_id', text, partOf('app.id'))
      .addColumn('locale', text, required)
      .addColumn('name', text, required)
      .addColumn('description', text, required)
      .addColumn('long_text', text, required)
      .addColumn('updated_at', text, required)
      .addPrimaryKeyConstraint('app_listing_key', ['app_id', 'locale'])
      .execute()
    await db.schema
      .createTable('app_screenshot')
      .addColumn('id', text, key)
      .addColumn('app_id', text, partOf('app.id'))
      .addColumn('locale', text, required)
      .addColumn('position', 'integer', required)
      .addColumn('sha256', text, required)
      .addColumn('width', 'integer', required)
      .addColumn('height', 'integer', required)
      .addColumn('caption', text, required)
      .addColumn('created_at', text, required)
      .execute()
    await db.schema
      .createIndex('app_screenshot_listing')
      .on('app_screenshot')
      .columns(['app_id', 'locale', 'position'])
      .execute()
    await db.schema.createIndex('app_screenshot_image').on('app_screenshot').column('sha256').execute()
    await db.schema
      .createTable('version_text')
      .addColumn('version_id', text, partOf('version.id'))
      .addColumn('locale', text, required)
      .addColumn('whats_new', text, required)
      .addPrimaryKeyConstraint('version_text_key', ['version_id', 'locale'])
      .execute()
  },
}

const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const withDefault = (value: string) => (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(value)
const partOf = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(target).onDelete('cascade')

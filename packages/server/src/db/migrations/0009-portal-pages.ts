import { sql } from 'kysely'
import type { ColumnDefinitionBuilder, Kysely, SqlBool } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** What the pages of the portal ask for: the log of an app, what the front of the store shows, lists in other orders. */
export const portalPages: Migration = {
  name: '0009-portal-pages',
  async up(db) {
    const text = textType(db)
    await db.schema.alterTable('audit_event').addColumn('app_id', text).execute()
    await nameApps(db)
    await db.schema.createIndex('audit_app').on('audit_event').columns(['app_id', 'id']).execute()
    await db.schema.createIndex('audit_action').on('audit_event').columns(['action', 'id']).execute()
    await db.schema.createIndex('audit_at').on('audit_event').columns(['at', 'id']).execute()

    await db.schema
      .createTable('featured_app')
      .addColumn('app_id', text, (column) => column.primaryKey().references('app.id').onDelete('cascade'))
      .addColumn('position', 'integer', required)
      .addColumn('added_by', text, required)
      .addColumn('added_at', text, required)
      .execute()

    await db.schema.createIndex('app_created').on('app').columns(['created_at', 'id']).execute()
    // Led by what nobody looks versions up by: it is read as a whole, to count them, and is no way to a single one.
    await db.schema.createIndex('version_counts').on('version').columns(['size_bytes', 'state']).execute()
    await db.schema.createIndex('version_of_app').on('version').columns(['app_id', 'state']).execute()
    await db.schema.createIndex('review_state').on('review').columns(['state', 'id']).execute()
    await db.schema.createIndex('review_decider').on('review').columns(['decided_by', 'state', 'id']).execute()
    await db.schema
      .createIndex('report_open')
      .on('report')
      .column('app_id')
      .where(sql<SqlBool>`closed_at is null`)
      .execute()
    await db.schema.createIndex('app_transfer_team').on('app_transfer').column('to_team_id').execute()
  },
}

/** Events from before this step say of which app they are, as far as what they are about is still there. */
async function nameApps(db: Kysely<unknown>): Promise<void> {
  await sql`update audit_event set app_id = subject_id where subject_type = 'app'`.execute(db)
  await sql`update audit_event set app_id = (select version.app_id from version where version.id = audit_event.subject_id)
    where subject_type = 'version'`.execute(db)
}

const required = (column: ColumnDefinitionBuilder) => column.notNull()

import { sql } from 'kysely'
import type { ColumnDefinitionBuilder, Kysely, SqlBool } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

export const init: Migration = {
  name: '0001-init',
  async up(db) {
    await createAccounts(db)
    await createKeys(db)
    await createApps(db)
    await createReviews(db)
    await createPortal(db)
  },
}

const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const refersTo = (target: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(target)

async function createAccounts(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('account')
    .addColumn('id', text, key)
    .addColumn('email', text, (column) => column.notNull().unique())
    .addColumn('name', text, required)
    .addColumn('password_hash', text)
    .addColumn('role', text, required)
    .addColumn('created_at', text, required)
    .addCheckConstraint('account_role', sql`role in ('developer', 'reviewer', 'admin')`)
    .execute()
  await db.schema
    .createTable('team')
    .addColumn('id', text, key)
    .addColumn('name', text, required)
    .addColumn('is_personal', 'integer', required)
    .addColumn('created_at', text, required)
    .execute()
  await db.schema
    .createTable('team_member')
    .addColumn('team_id', text, refersTo('team.id'))
    .addColumn('account_id', text, refersTo('account.id'))
    .addColumn('role', text, required)
    .addColumn('created_at', text, required)
    .addPrimaryKeyConstraint('team_member_pk', ['team_id', 'account_id'])
    .addCheckConstraint('team_member_role', sql`role in ('owner', 'maintainer', 'developer', 'viewer')`)
    .execute()
  await db.schema.createIndex('team_member_account').on('team_member').columns(['account_id']).execute()
  await db.schema
    .createTable('session')
    .addColumn('id', text, key)
    .addColumn('account_id', text, refersTo('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('last_used_at', text, required)
    .addColumn('expires_at', text, required)
    .addColumn('revoked_at', text)
    .addColumn('client', text, required)
    .execute()
  await db.schema.createIndex('session_account').on('session').columns(['account_id']).execute()
  await db.schema.createIndex('session_expires').on('session').columns(['expires_at']).execute()
  await db.schema
    .createTable('refresh_token')
    .addColumn('hash', text, key)
    .addColumn('session_id', text, (column) => column.notNull().references('session.id').onDelete('cascade'))
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .addColumn('used_at', text)
    .execute()
  await db.schema.createIndex('refresh_token_session').on('refresh_token').columns(['session_id']).execute()
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('signing_key')
    .addColumn('id', text, key)
    .addColumn('account_id', text, refersTo('account.id'))
    .addColumn('key_id', text, (column) => column.notNull().unique())
    .addColumn('name', text, required)
    .addColumn('public_key', text, required)
    .addColumn('created_at', text, required)
    .addColumn('revoked_at', text)
    .execute()
  await db.schema.createIndex('signing_key_account').on('signing_key').columns(['account_id']).execute()
}

async function createApps(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('app')
    .addColumn('id', text, key)
    .addColumn('team_id', text, refersTo('team.id'))
    .addColumn('name', text, required)
    .addColumn('sort_name', text, required)
    .addColumn('description', text, required)
    .addColumn('category', text)
    .addColumn('tags', text, required)
    .addColumn('state', text, required)
    .addColumn('key_id', text)
    .addColumn('published_version_id', text)
    .addColumn('download_count', 'integer', required)
    .addColumn('created_at', text, required)
    .addColumn('updated_at', text, required)
    .addColumn('published_at', text)
    .addCheckConstraint('app_state', sql`state in ('draft', 'published', 'suspended')`)
    .execute()
  await db.schema.createIndex('app_team').on('app').columns(['team_id', 'created_at', 'id']).execute()
  // The three orders in which the store can be read. Partial, and not led by the state: SQLite would take an index on the
  // state, which nearly all apps share, for the best way to an app whose id it is given.
  for (const [name, column] of [
    ['app_newest', 'published_at'],
    ['app_name', 'sort_name'],
    ['app_downloads', 'download_count'],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('app')
      .columns([column, 'id'])
      .where(sql<SqlBool>`published_version_id is not null`)
      .execute()
  }
  // Searches begin at a word; removing an app's words and looking for a word of one app begin at the app.
  await db.schema
    .createTable('search_word')
    .addColumn('word', text, required)
    .addColumn('app_id', text, (column) => column.notNull().references('app.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('search_word_pk', ['word', 'app_id'])
    .execute()
  await db.schema.createIndex('search_word_app').on('search_word').columns(['app_id', 'word']).execute()
  await db.schema
    .createTable('version')
    .addColumn('id', text, key)
    .addColumn('app_id', text, refersTo('app.id'))
    .addColumn('version', text, required)
    .addColumn('version_code', 'integer', required)
    .addColumn('state', text, required)
    .addColumn('release', text, required)
    .addColumn('release_notes', text, required)
    .addColumn('sha256', text, required)
    .addColumn('mf_sha256', text, required)
    .addColumn('size_bytes', 'integer', required)
    .addColumn('manifest', text, required)
    .addColumn('permissions', text, required)
    .addColumn('min_mosis', text, required)
    .addColumn('icons', text, required)
    .addColumn('key_id', text, required)
    .addColumn('former_keys', text, required)
    .addColumn('uploaded_by', text, refersTo('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('submitted_at', text)
    .addColumn('decided_at', text)
    .addColumn('published_at', text)
    .addUniqueConstraint('version_code_once', ['app_id', 'version_code'])
    .addUniqueConstraint('version_name_once', ['app_id', 'version'])
    .addUniqueConstraint('version_name_once', ['app_id', 'version'])
    .execute()
  await db.schema.createIndex('version_sha256').on('version').columns(['sha256']).execute()
}

async function createReviews(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('review')
    .addColumn('id', text, key)
    .addColumn('version_id', text, refersTo('version.id'))
    .addColumn('state', text, required)
    .addColumn('findings', text, required)
    .addColumn('requires_manual', 'integer', required)
    .addColumn('manual_reasons', text, required)
    .addColumn('rule_set', text, required)
    .addColumn('created_at', text, required)
    .addColumn('decided_at', text)
    .addColumn('decided_by', text)
    .addColumn('reason', text)
    .execute()
  await db.schema.createIndex('review_version').on('review').columns(['version_id', 'id']).execute()
  await db.schema.createIndex('review_queue').on('review').columns(['state', 'created_at', 'id']).execute()
}

async function createPortal(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('audit_event')
    .addColumn('id', text, key)
    .addColumn('at', text, required)
    .addColumn('actor_id', text)
    .addColumn('subject_type', text, required)
    .addColumn('subject_id', text, required)
    .addColumn('action', text, required)
    .addColumn('from_state', text)
    .addColumn('to_state', text)
    .addColumn('reason', text)
    .execute()
  await db.schema.createIndex('audit_subject').on('audit_event').columns(['subject_type', 'subject_id', 'id']).execute()
  await db.schema
    .createTable('job')
    .addColumn('id', text, key)
    .addColumn('name', text, required)
    .addColumn('payload', text, required)
    .addColumn('run_at', text, required)
    .addColumn('attempts', 'integer', required)
    .addColumn('claimed_until', text)
    .addColumn('state', text, required)
    .addColumn('last_error', text)
    .addColumn('finished_at', text)
    .execute()
  await db.schema.createIndex('job_due').on('job').columns(['state', 'run_at', 'id']).execute()
  await db.schema.createTable('setting').addColumn('name', text, key).addColumn('value', text, required).execute()
}

import { sql } from 'kysely'
import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** Sign-in beyond a password, API keys, trusted publishing, invitations and limits that several processes share. */
export const identity: Migration = {
  name: '0002-identity',
  async up(db) {
    await growAccounts(db)
    await createWaysToSignIn(db)
    await createKeys(db)
    await createTeams(db)
    await createLimits(db)
  },
}

const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()
const refersTo = (target: string) => (column: ColumnDefinitionBuilder) => column.notNull().references(target)
/** Goes with what it belongs to. */
const partOf = (target: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(target).onDelete('cascade')

async function growAccounts(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema.alterTable('account').addColumn('email_verified_at', text).execute()
  await db.schema.alterTable('account').addColumn('deleted_at', text).execute()
  for (const [name, standard] of [
    ['address', ''],
    ['method', 'password'],
    ['authenticated_at', ''],
  ] as const) {
    await db.schema
      .alterTable('session')
      .addColumn(name, text, (column) => column.notNull().defaultTo(standard))
      .execute()
  }
  await db.schema.alterTable('session').addColumn('scopes', text).execute()
  await db.schema.alterTable('session').addColumn('cookie_hash', text).execute()
  await db.schema.createIndex('session_cookie').on('session').columns(['cookie_hash']).unique().execute()
  await db.schema.alterTable('audit_event').addColumn('account_id', text).execute()
  await db.schema.alterTable('audit_event').addColumn('team_id', text).execute()
  await db.schema
    .alterTable('audit_event')
    .addColumn('address', text, (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema.createIndex('audit_account').on('audit_event').columns(['account_id', 'id']).execute()
  await db.schema.createIndex('audit_actor').on('audit_event').columns(['actor_id', 'id']).execute()
  await db.schema.createIndex('audit_team').on('audit_event').columns(['team_id', 'id']).execute()
}

async function createWaysToSignIn(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('one_time_token')
    .addColumn('hash', text, key)
    .addColumn('purpose', text, required)
    .addColumn('account_id', text, (column) => column.references('account.id').onDelete('cascade'))
    .addColumn('data', text, required)
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .execute()
  await db.schema.createIndex('one_time_expires').on('one_time_token').columns(['expires_at']).execute()
  await db.schema.createIndex('one_time_account').on('one_time_token').columns(['account_id', 'purpose']).execute()
  await db.schema
    .createTable('oauth_identity')
    .addColumn('provider', text, required)
    .addColumn('subject', text, required)
    .addColumn('account_id', text, partOf('account.id'))
    .addColumn('email', text, required)
    .addColumn('name', text, required)
    .addColumn('created_at', text, required)
    .addPrimaryKeyConstraint('oauth_identity_pk', ['provider', 'subject'])
    .addUniqueConstraint('oauth_identity_once', ['account_id', 'provider'])
    .execute()
  await db.schema
    .createTable('totp')
    .addColumn('account_id', text, (column) => column.primaryKey().references('account.id').onDelete('cascade'))
    .addColumn('secret', text, required)
    .addColumn('confirmed_at', text)
    .addColumn('last_step', 'integer', required)
    .addColumn('created_at', text, required)
    .execute()
  await db.schema
    .createTable('recovery_code')
    .addColumn('hash', text, required)
    .addColumn('account_id', text, partOf('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('used_at', text)
    .addPrimaryKeyConstraint('recovery_code_pk', ['account_id', 'hash'])
    .execute()
  await db.schema
    .createTable('passkey')
    .addColumn('id', text, key)
    .addColumn('account_id', text, partOf('account.id'))
    .addColumn('credential_id', text, (column) => column.notNull().unique())
    .addColumn('public_key', text, required)
    .addColumn('counter', 'integer', required)
    .addColumn('transports', text, required)
    .addColumn('is_backed_up', 'integer', required)
    .addColumn('name', text, required)
    .addColumn('created_at', text, required)
    .addColumn('last_used_at', text)
    .execute()
  await db.schema.createIndex('passkey_account').on('passkey').columns(['account_id']).execute()
  await db.schema
    .createTable('device_login')
    .addColumn('id', text, key)
    .addColumn('device_code_hash', text, (column) => column.notNull().unique())
    .addColumn('user_code', text, (column) => column.notNull().unique())
    .addColumn('client', text, required)
    .addColumn('address', text, required)
    .addColumn('scopes', text)
    .addColumn('state', text, required)
    .addColumn('account_id', text, (column) => column.references('account.id').onDelete('cascade'))
    .addColumn('session_id', text)
    .addColumn('interval_seconds', 'integer', required)
    .addColumn('last_asked_at', text)
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .addCheckConstraint('device_login_state', sql`state in ('pending', 'approved', 'denied', 'used')`)
    .execute()
  await db.schema.createIndex('device_login_expires').on('device_login').columns(['expires_at']).execute()
}

async function createKeys(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('trusted_publisher')
    .addColumn('id', text, key)
    .addColumn('app_id', text, partOf('app.id'))
    .addColumn('provider', text, required)
    .addColumn('claims', text, required)
    .addColumn('created_by', text, refersTo('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('last_used_at', text)
    .execute()
  await db.schema.createIndex('trusted_publisher_app').on('trusted_publisher').columns(['app_id']).execute()
  await db.schema
    .createTable('api_key')
    .addColumn('id', text, key)
    .addColumn('account_id', text, partOf('account.id'))
    .addColumn('name', text, required)
    .addColumn('hash', text, (column) => column.notNull().unique())
    .addColumn('hint', text, required)
    .addColumn('scopes', text, required)
    .addColumn('app_ids', text)
    .addColumn('trusted_publisher_id', text, (column) => column.references('trusted_publisher.id').onDelete('cascade'))
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .addColumn('warned_at', text)
    .addColumn('last_used_at', text)
    .addColumn('revoked_at', text)
    .execute()
  await db.schema.createIndex('api_key_account').on('api_key').columns(['account_id', 'id']).execute()
  await db.schema.createIndex('api_key_expires').on('api_key').columns(['expires_at']).execute()
  await db.schema.alterTable('signing_key').addColumn('rotated_to', text).execute()
}

async function createTeams(db: Kysely<unknown>): Promise<void> {
  const text = textType(db)
  await db.schema
    .createTable('team_invitation')
    .addColumn('id', text, key)
    .addColumn('team_id', text, partOf('team.id'))
    .addColumn('email', text, required)
    .addColumn('role', text, required)
    .addColumn('token_hash', text, (column) => column.notNull().unique())
    .addColumn('invited_by', text, refersTo('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .addColumn('state', text, required)
    .addCheckConstraint('team_invitation_role', sql`role in ('owner', 'maintainer', 'developer', 'viewer')`)
    .addCheckConstraint('team_invitation_state', sql`state in ('open', 'accepted', 'declined', 'withdrawn')`)
    .execute()
  await db.schema.createIndex('team_invitation_team').on('team_invitation').columns(['team_id', 'id']).execute()
  await db.schema.createIndex('team_invitation_email').on('team_invitation').columns(['email', 'state']).execute()
  await db.schema
    .createTable('app_transfer')
    .addColumn('app_id', text, (column) => column.primaryKey().references('app.id').onDelete('cascade'))
    .addColumn('to_team_id', text, partOf('team.id'))
    .addColumn('offered_by', text, refersTo('account.id'))
    .addColumn('created_at', text, required)
    .addColumn('expires_at', text, required)
    .execute()
}

async function createLimits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('rate_bucket')
    .addColumn('key', textType(db), key)
    .addColumn('level', 'double precision', required)
    // Milliseconds since 1970: as a bigint the driver of PostgreSQL would answer it as text.
    .addColumn('at_ms', 'double precision', required)
    .execute()
  await db.schema.createIndex('rate_bucket_at').on('rate_bucket').columns(['at_ms']).execute()
}

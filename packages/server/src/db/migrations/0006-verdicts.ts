import type { ColumnDefinitionBuilder } from 'kysely'
import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** What the automated review leaves behind: receipts, behaviour, how the rules are set, and runs over the whole catalogue. */
export const verdicts: Migration = {
  name: '0006-verdicts',
  async up(db) {
    const text = textType(db)
    const addTo = (name: string, build = (column: ColumnDefinitionBuilder) => column) =>
      db.schema.alterTable('review').addColumn(name, text, build).execute()
    await addTo('observed', withDefault('[]'))
    await addTo('rule_modes', withDefault('{}'))
    await addTo('behaviour')
    await addTo('behaviour_changes')
    await addTo('receipt', withDefault(''))

    await db.schema
      .createTable('rule_setting')
      .addColumn('code', text, key)
      .addColumn('mode', text, required)
      .addColumn('changed_by', text, required)
      .addColumn('changed_at', text, required)
      .execute()
    await db.schema
      .createTable('rule_run')
      .addColumn('id', text, key)
      .addColumn('state', text, required)
      .addColumn('codes', text)
      .addColumn('rule_set', text, required)
      .addColumn('started_by', text, required)
      .addColumn('created_at', text, required)
      .addColumn('finished_at', text)
      .addColumn('apps_total', 'integer', required)
      .addColumn('apps_done', 'integer', withDefault(0))
      .addColumn('apps_failed', 'integer', withDefault(0))
      .addColumn('after_app_id', text, withDefault(''))
      .execute()
    // The database itself keeps a second run from beginning beside the first.
    await db.schema
      .createIndex('rule_run_running')
      .on('rule_run')
      .unique()
      .column('state')
      .where('state', '=', 'running')
      .execute()
    await db.schema
      .createTable('rule_run_finding')
      .addColumn('run_id', text, (column) => column.notNull().references('rule_run.id').onDelete('cascade'))
      .addColumn('app_id', text, required)
      .addColumn('code', text, required)
      .addColumn('version_id', text, required)
      .addColumn('version', text, required)
      .addColumn('severity', text, required)
      .addColumn('findings', 'integer', required)
      .addColumn('is_new', 'integer', required)
      .addColumn('by_person', 'integer', required)
      .addColumn('download_count', 'integer', required)
      .addPrimaryKeyConstraint('rule_run_finding_key', ['run_id', 'code', 'app_id'])
      .execute()
  },
}

const withDefault = (value: string | number) => (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(value)
const key = (column: ColumnDefinitionBuilder) => column.primaryKey()
const required = (column: ColumnDefinitionBuilder) => column.notNull()

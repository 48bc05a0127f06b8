import { textType } from '../engine.ts'
import type { Migration } from '../migrate.ts'

/** Admins lock accounts, and say why. */
export const accountLocks: Migration = {
  name: '0011-account-locks',
  async up(db) {
    const text = textType(db)
    await db.schema.alterTable('account').addColumn('locked_at', text).execute()
    await db.schema.alterTable('account').addColumn('locked_reason', text).execute()
  },
}

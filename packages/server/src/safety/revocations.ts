import type { Revocation } from '@mosis/api'
import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'

const serialName = 'revocation_serial'

/**
 * Counts a change of what devices are told. In the transaction of the change: the row stays locked until that commits, so a
 * higher number never stands for an older list.
 */
export async function raiseSerial(db: Db): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name: serialName, value: '1' })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ value: sql<string>`cast(cast(setting.value as integer) + 1 as text)` }),
    )
    .execute()
}

/** All that devices neither install nor run, or warn of. */
export async function getRevocations(db: Db): Promise<{ serial: number; revocations: Revocation[] }> {
  // Before the list: what changes in between comes again with the next number.
  const row = await db.selectFrom('setting').select('value').where('name', '=', serialName).executeTakeFirst()
  const revocations = [...(await findBlocked(db)), ...(await findBlockedByFile(db)), ...(await findQuarantined(db))]
  return { serial: Number(row?.value ?? 0), revocations }
}

async function findBlocked(db: Db): Promise<Revocation[]> {
  const blocks = await db
    .selectFrom('block')
    .selectAll()
    .where('removed_at', 'is', null)
    .where('kind', 'in', ['key', 'package'])
    .orderBy('id')
    .execute()
  return blocks.map(({ id, kind, value, public_reason }) => ({
    ...nothingNamed,
    id,
    action: 'stop',
    ...(kind === 'key' ? { key_id: value } : { sha256: value }),
    reason: public_reason,
  }))
}

/** Devices know packages, not the files in them. */
async function findBlockedByFile(db: Db): Promise<Revocation[]> {
  const packages = await db
    .selectFrom('block')
    .innerJoin('version_file', 'version_file.sha256', 'block.value')
    .innerJoin('version', 'version.id', 'version_file.version_id')
    .select(['block.id', 'block.public_reason', 'version.sha256'])
    .where('block.removed_at', 'is', null)
    .where('block.kind', '=', 'file')
    // What was never published, no device got here.
    .where('version.published_at', 'is not', null)
    .orderBy('block.id')
    .orderBy('version.id')
    .execute()
  return packages.map(({ id, public_reason, sha256 }) => ({
    ...nothingNamed,
    id: `${id}/${sha256.slice(0, 16)}`,
    action: 'stop',
    sha256,
    reason: public_reason,
  }))
}

/** One person alone makes devices warn, two make them stop. */
async function findQuarantined(db: Db): Promise<Revocation[]> {
  const versions = await db
    .selectFrom('quarantine')
    .innerJoin('version', 'version.id', 'quarantine.version_id')
    .select(['quarantine.id', 'quarantine.state', 'quarantine.public_reason'])
    .select(['version.app_id', 'version.version_code'])
    .where('quarantine.state', 'in', ['open', 'confirmed'])
    // These follow from a block, which stands here itself.
    .where('quarantine.block_id', 'is', null)
    .orderBy('quarantine.id')
    .execute()
  return versions.map(({ id, state, public_reason, app_id, version_code }) => ({
    ...nothingNamed,
    id,
    action: state === 'confirmed' ? 'stop' : 'warn',
    app_id,
    version_code,
    reason: public_reason,
  }))
}

const nothingNamed = { key_id: null, sha256: null, app_id: null, version_code: null } as const

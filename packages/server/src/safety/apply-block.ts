import { lockApp } from '../apps/ownership.ts'
import type { BlockRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import { note } from '../notes.ts'
import { findFileLists } from './file-lists.ts'
import type { FileListPlace } from './file-lists.ts'
import { endQuarantine, openQuarantine } from './quarantines.ts'
import { raiseSerial } from './revocations.ts'

/**
 * Puts what a block is about into quarantine, or lets it go when the block was taken back. One transaction for each version, and
 * each asks again what is so: safe to run twice, and to be cut off.
 */
export async function applyBlock(
  place: FileListPlace,
  call: Call,
  blockId: string,
  signal: AbortSignal,
): Promise<void> {
  const { db } = place
  const block = await db.selectFrom('block').selectAll().where('id', '=', blockId).executeTakeFirst()
  if (!block) return
  if (block.removed_at !== null) return letGo(db, call, block, signal)
  if (block.kind === 'file' && (await findFileLists(place, signal)) > 0) {
    // Devices are told of packages with the file, which were only found now.
    await inTransaction(db, raiseSerial)
  }
  for (const { id, app_id } of await findVersions(db, block)) {
    signal.throwIfAborted()
    await inTransaction(db, async (db) => {
      const app = await lockApp(db, app_id)
      const version = await findVersion(db, id)
      const active = await db
        .selectFrom('block')
        .select('id')
        .where('id', '=', block.id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
      if (!active || !version || (version.state !== 'published' && version.state !== 'halted')) return
      await openQuarantine(db, call, app, version, {
        reason_code: 'blocked',
        reason: block.public_reason,
        public_reason: block.public_reason,
        block,
      })
    })
  }
}

async function letGo(db: Db, call: Call, block: BlockRow, signal: AbortSignal): Promise<void> {
  const held = await db
    .selectFrom('quarantine')
    .select(['id', 'app_id', 'version_id'])
    .where('block_id', '=', block.id)
    .where('state', '=', 'confirmed')
    .execute()
  for (const { id, app_id, version_id } of held) {
    signal.throwIfAborted()
    await inTransaction(db, async (db) => {
      const app = await lockApp(db, app_id)
      const row = await db.selectFrom('quarantine').selectAll().where('id', '=', id).executeTakeFirst()
      const version = await findVersion(db, version_id)
      if (!version || row?.state !== 'confirmed') return
      const reason = note('quarantine.block_gone')
      await endQuarantine(db, call, app, version, row, { reason_code: 'resolved', reason, public_reason: reason })
    })
  }
}

/** What is offered, or could be again, and falls under the block. */
function findVersions(db: Db, { kind, value }: BlockRow): Promise<Pick<VersionRow, 'id' | 'app_id'>[]> {
  const offered = db
    .selectFrom('version')
    .select(['version.id', 'version.app_id'])
    .where('version.state', 'in', ['published', 'halted'])
    .orderBy('version.id')
  if (kind === 'package') return offered.where('version.sha256', '=', value).execute()
  if (kind === 'key') return offered.where('version.key_id', '=', value).execute()
  return offered
    .innerJoin('version_file', 'version_file.version_id', 'version.id')
    .where('version_file.sha256', '=', value)
    .execute()
}

function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
}

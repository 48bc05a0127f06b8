import { ApiError } from '@mosis/api'
import type { Block, Input, safety as contract } from '@mosis/api'
import { recordChange } from '../accounts/audit.ts'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { BlockRow, Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { enqueue } from '../jobs/queue.ts'
import { recordDecision } from '../versions/decision-log.ts'
import { note } from '../notes.ts'
import { raiseSerial } from './revocations.ts'

/** A file of so many teams is more likely a library or an empty file than somebody's harm. */
const maxTeamsOfFile = 20

/** Blocks a file, a package or a key: uploads are refused from now on, devices stop it, and a job finds what is in the store. */
export function createBlock(
  db: Db,
  call: Call,
  { kind, value, reason, public_reason }: Input<typeof contract.createBlock>['body'],
): Promise<Block> {
  return inTransaction(db, async (db) => {
    if (kind === 'file') await refuseEverywhere(db, value)
    const row = await db
      .insertInto('block')
      .values({
        id: newId('blk'),
        kind,
        value,
        reason,
        public_reason,
        created_by: requireAccount(call),
        created_at: call.now,
        removed_by: null,
        removed_at: null,
      })
      // Two admins at once: the row decides.
      .onConflict((conflict) => conflict.columns(['value', 'kind']).where('removed_at', 'is', null).doNothing())
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ApiError('block.exists', { kind, value })
    await raiseSerial(db)
    await enqueue(db, 'block.apply', { blockId: row.id })
    await recordChange(db, call, { subject: 'block', id: row.id, action: 'add', from: null, to: kind, reason })
    await recordDecision(db, call, {
      action: 'block',
      blocked: `${kind}:${value}`,
      reasonCode: 'blocked',
      reason: public_reason,
    })
    return toBlock(row)
  })
}

/** Takes a block back; a job lets go what it put into quarantine. */
export function removeBlock(db: Db, call: Call, { block_id }: { block_id: string }): Promise<void> {
  return inTransaction(db, async (db) => {
    const row = await db
      .updateTable('block')
      .set({ removed_at: call.now, removed_by: requireAccount(call) })
      .where('id', '=', block_id)
      .where('removed_at', 'is', null)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new ApiError('block.not_found')
    await raiseSerial(db)
    await enqueue(db, 'block.apply', { blockId: row.id })
    await recordChange(db, call, { subject: 'block', id: row.id, action: 'remove', from: row.kind, to: null })
    await recordDecision(db, call, {
      action: 'unblock',
      blocked: `${row.kind}:${row.value}`,
      reasonCode: 'resolved',
      reason: note('block.gone'),
    })
  })
}

export async function listBlocks(db: Db, { limit, cursor, kind }: Input<typeof contract.listBlocks>['query']) {
  const active = db.selectFrom('block').selectAll().where('removed_at', 'is', null)
  const wanted = kind === undefined ? active : active.where('kind', '=', kind)
  const order = { list: `blocks ${kind ?? ''}`, by: { id: 'text' }, direction: 'desc' } as const
  const { rows, next_cursor } = await getPage(wanted, order, { limit, cursor })
  return { blocks: rows.map(toBlock), next_cursor }
}

async function refuseEverywhere(db: Db, value: string): Promise<void> {
  const teams = await db
    .selectFrom('version_file')
    .innerJoin('version', 'version.id', 'version_file.version_id')
    .innerJoin('app', 'app.id', 'version.app_id')
    .select('app.team_id')
    .distinct()
    .where('version_file.sha256', '=', value)
    .where('version.published_at', 'is not', null)
    .limit(maxTeamsOfFile + 1)
    .execute()
  if (teams.length > maxTeamsOfFile) throw new ApiError('block.everywhere', { max_teams: maxTeamsOfFile })
}

function toBlock(row: BlockRow): Block {
  return {
    id: row.id,
    kind: row.kind,
    value: row.value,
    reason: row.reason,
    public_reason: row.public_reason,
    created_at: row.created_at,
    created_by: row.created_by,
  }
}

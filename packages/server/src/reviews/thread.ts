import { ApiError } from '@mosis/api'
import type { Input, ReviewRef, ThreadMessage, VersionRef, reviews as contract } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { Db, VersionMessageRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { requireVersion } from '../versions/change.ts'
import { refuseOwnApp } from './may-judge.ts'
import { requireReview } from './reviews.ts'
import { mailOtherSide, noteRead } from './thread-mail.ts'

type Side = VersionMessageRow['side']
type Paging = Input<typeof contract.listThread>['query']
type Written = Input<typeof contract.writeToThread>['body']

/** What the team reads of the thread of a version: reviewers have no name in it. */
export async function listThread(db: Db, call: Call, ref: VersionRef, paging: Paging) {
  await requireApp(db, call, ref.app_id, 'review.read')
  const { id } = await requireVersion(db, ref)
  return readThread(db, id, 'team', paging)
}

/** What reviewers read of it. */
export async function listReviewThread(db: Db, call: Call, { review_id }: ReviewRef, paging: Paging) {
  const review = await requireReview(db, review_id)
  // Of the own app a reviewer reads what the team reads.
  await refuseOwnApp(db, call, review)
  return readThread(db, review.version_id, 'review', paging)
}

/** Writes to the reviewers of a version. */
export async function writeToThread(db: Db, call: Call, ref: VersionRef, written: Written): Promise<ThreadMessage> {
  await requireApp(db, call, ref.app_id, 'review.write')
  const { id } = await requireVersion(db, ref)
  const review = await db.selectFrom('review').select('id').where('version_id', '=', id).executeTakeFirst()
  if (!review) throw new ApiError('version.not_reviewed')
  return write(db, call, id, 'team', written)
}

/** Writes to the team of the app in review. */
export async function writeToDeveloper(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  written: Written,
): Promise<ThreadMessage> {
  const review = await requireReview(db, review_id)
  await refuseOwnApp(db, call, review)
  return write(db, call, review.version_id, 'review', written)
}

function write(db: Db, call: Call, versionId: string, side: Side, { text }: Written): Promise<ThreadMessage> {
  return inTransaction(db, async (db) => {
    const id = newId('note')
    const row = { id, version_id: versionId, author_id: requireAccount(call), side, text, created_at: call.now }
    await db.insertInto('version_message').values(row).execute()
    await mailOtherSide(db, call, versionId, side)
    const written = await selectMessages(db, versionId).where('version_message.id', '=', id).executeTakeFirstOrThrow()
    return toMessage(written, side)
  })
}

async function readThread(db: Db, versionId: string, reader: Side, { limit, cursor }: Paging) {
  const order = { list: `thread ${versionId}`, by: { 'version_message.id': 'text' }, direction: 'asc' } as const
  const { rows, next_cursor } = await getPage(selectMessages(db, versionId), order, { limit, cursor })
  await noteRead(db, versionId, reader)
  return { messages: rows.map((row) => toMessage(row, reader)), next_cursor }
}

function selectMessages(db: Db, versionId: string) {
  return db
    .selectFrom('version_message')
    .leftJoin('account', 'account.id', 'version_message.author_id')
    .selectAll('version_message')
    .select('account.name as author_name')
    .where('version_message.version_id', '=', versionId)
}

function toMessage(row: VersionMessageRow & { author_name: string | null }, reader: Side): ThreadMessage {
  const isHidden = row.side === 'review' && reader === 'team'
  return {
    id: row.id,
    from: row.side === 'team' ? 'team' : 'reviewer',
    // Who judges is not to be found, asked or threatened outside the portal.
    author: isHidden ? null : (row.author_name ?? ''),
    text: row.text,
    created_at: row.created_at,
  }
}

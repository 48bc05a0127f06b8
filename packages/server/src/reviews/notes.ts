import type { Input, ReviewNote, ReviewRef, reviews as contract } from '@mosis/api'
import { newId } from '../db/ids.ts'
import { getPage } from '../db/page.ts'
import type { Db, ReviewNoteRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { refuseOwnApp } from './may-judge.ts'
import { requireReview } from './reviews.ts'

/** Lists what reviewers told each other about a review, the oldest first. */
export async function listReviewNotes(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  { limit, cursor }: Input<typeof contract.listReviewNotes>['query'],
) {
  // A reviewer who has a part in the app would read what is said of the own work.
  await refuseOwnApp(db, call, await requireReview(db, review_id))
  const order = { list: `notes ${review_id}`, by: { 'review_note.id': 'text' }, direction: 'asc' } as const
  const { rows, next_cursor } = await getPage(selectNotes(db, review_id), order, { limit, cursor })
  return { notes: rows.map(toNote), next_cursor }
}

/** Adds a note that nobody but reviewers and admins reads. */
export async function addReviewNote(
  db: Db,
  call: Call,
  { review_id }: ReviewRef,
  { text }: Input<typeof contract.addReviewNote>['body'],
): Promise<ReviewNote> {
  await refuseOwnApp(db, call, await requireReview(db, review_id))
  const id = newId('note')
  const row = { id, review_id, author_id: requireAccount(call), text, created_at: call.now }
  await db.insertInto('review_note').values(row).execute()
  return toNote(await selectNotes(db, review_id).where('review_note.id', '=', id).executeTakeFirstOrThrow())
}

function selectNotes(db: Db, review_id: string) {
  return db
    .selectFrom('review_note')
    .leftJoin('account', 'account.id', 'review_note.author_id')
    .selectAll('review_note')
    .select('account.name as author_name')
    .where('review_note.review_id', '=', review_id)
}

function toNote(row: ReviewNoteRow & { author_name: string | null }): ReviewNote {
  const { id, author_id, author_name, text, created_at } = row
  return { id, author: { id: author_id, name: author_name ?? '' }, text, created_at }
}

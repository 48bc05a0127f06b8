import { ApiError } from '@mosis/api'
import { lockApp } from '../apps/ownership.ts'
import { newId } from '../db/ids.ts'
import type { AppRow, Db, ReviewRow, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { JobContext } from '../jobs/worker.ts'
import type { Log } from '../log.ts'
import type { Storage } from '../storage/storage.ts'
import { changeVersion } from '../versions/change.ts'
import { requireKeyOfApp, signersOf } from '../versions/signer.ts'
import { packageKey } from '../versions/storage-keys.ts'
import { ThreadError } from '../versions/thread-pool.ts'
import type { ThreadPool } from '../versions/thread-pool.ts'
import { approveVersion } from './approve.ts'
import type { Verdict } from './verdict.ts'

export interface ReviewPlace {
  db: Db
  storage: Storage
  reviews: ThreadPool<{ path: string }, Verdict>
  autoApprove: boolean
  log: Log
}

/** A package on which the review failed so often is not tried again: a person looks at it. */
const maxTries = 3

/**
 * Reviews a submitted version and takes it to its next state. Safe to run twice, at the same time too: every step asks in its
 * transaction whether it is still to be done.
 */
export async function reviewVersion(
  { db, storage, reviews, autoApprove, log }: ReviewPlace,
  { call, attempt, signal }: JobContext,
  versionId: string,
): Promise<void> {
  const version = await beginReview(db, call, versionId)
  if (!version) return
  try {
    // A process that was killed noted no failure, but the attempt counts.
    if (attempt > maxTries) throw new Error('The process ended each time in the middle of the review')
    await settleReview(db, call, version, await judge(storage, reviews, version), autoApprove)
  } catch (failure) {
    const isClosing = signal.aborted || (failure instanceof ThreadError && failure.code === 'closed')
    if (isClosing || attempt < maxTries) throw failure
    log.error({ err: failure, versionId }, `Cannot review ${version.app_id} ${version.version}: a person has to`)
    await settleReview(db, call, version, unfinished(failure), false)
  }
}

/** Undefined when there is nothing to review any more: cancelled, withdrawn, deleted, or decided by another run. */
function beginReview(db: Db, call: Call, versionId: string): Promise<VersionRow | undefined> {
  return inTransaction(db, async (db) => {
    const version = await lockVersion(db, versionId)
    if (version?.state === 'submitted') return changeVersion(db, call, versionId, 'check', 'portal')
    return version?.state === 'checking' ? version : undefined
  })
}

/** The file of a local storage is read where it lies; else it is fetched for the time of the review. */
async function judge(storage: Storage, reviews: ReviewPlace['reviews'], { sha256 }: VersionRow): Promise<Verdict> {
  const key = packageKey(sha256)
  const path = storage.path(key)
  if (path !== undefined) return reviews.run({ path })
  const fetched = await storage.receive(await storage.get(key))
  try {
    return await reviews.run({ path: fetched.path })
  } finally {
    await fetched.discard()
  }
}

function settleReview(db: Db, call: Call, { id }: VersionRow, verdict: Verdict, autoApprove: boolean): Promise<void> {
  return inTransaction(db, async (db) => {
    const version = await lockVersion(db, id)
    // Decided by another run, or cancelled and perhaps handed in again: then its own job reviews it.
    if (version?.state !== 'checking') return
    const app = await db.selectFrom('app').selectAll().where('id', '=', version.app_id).executeTakeFirstOrThrow()
    const fault = verdict.ok ? await findKeyFault(db, app, version) : 'The automated review found errors'
    if (fault !== undefined) {
      const decided = { state: 'rejected', decided_at: call.now, reason: fault } as const
      await addReview(db, call, version, verdict, decided)
      await changeVersion(db, call, id, 'fail', 'portal', { reason: fault, set: { decided_at: call.now } })
      return
    }
    await changeVersion(db, call, id, 'pass', 'portal')
    if (!autoApprove) return addReview(db, call, version, verdict, { state: 'open', decided_at: null, reason: null })
    await addReview(db, call, version, verdict, { state: 'approved', decided_at: call.now, reason: null })
    await approveVersion(db, call, app, version, 'portal', 'The automated review found no error')
  })
}

/** The review of a package that made the review fail: nothing is known, so a person decides. */
function unfinished(failure: unknown): Verdict {
  const tookTooLong = failure instanceof ThreadError && failure.code === 'timeout'
  const reason = `The automated review ${tookTooLong ? 'took too long' : 'failed'}, ${maxTries} times`
  return { ok: true, findings: '[]', requires_manual: true, manual_reasons: [reason], rule_set: '' }
}

/** Another version by another key was approved meanwhile. */
async function findKeyFault(db: Db, app: AppRow, version: VersionRow): Promise<string | undefined> {
  try {
    await requireKeyOfApp(db, app, signersOf(version))
    return undefined
  } catch (failure) {
    if (failure instanceof ApiError) return failure.message
    throw failure
  }
}

/** The version behind its app's lock. */
async function lockVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  const found = await db.selectFrom('version').select('app_id').where('id', '=', id).executeTakeFirst()
  if (!found) return undefined
  await lockApp(db, found.app_id)
  return db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
}

async function addReview(
  db: Db,
  call: Call,
  version: VersionRow,
  { findings, requires_manual, manual_reasons, rule_set }: Verdict,
  outcome: Pick<ReviewRow, 'state' | 'decided_at' | 'reason'>,
): Promise<void> {
  await db
    .insertInto('review')
    .values({
      id: newId('rev'),
      version_id: version.id,
      findings,
      requires_manual: requires_manual ? 1 : 0,
      manual_reasons: JSON.stringify(manual_reasons),
      rule_set,
      created_at: call.now,
      decided_by: null,
      ...outcome,
    })
    .execute()
}

import { ApiError } from '@mosis/api'
import type { Behaviour, PortalNote } from '@mosis/api'
import { lockApp } from '../apps/ownership.ts'
import type { AppRow, Db, VersionRow } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Call } from '../http/call.ts'
import type { JobContext } from '../jobs/worker.ts'
import type { Log } from '../log.ts'
import type { Storage } from '../storage/storage.ts'
import { note, noteOf, refusalFacts, textOf } from '../notes.ts'
import { withPackage } from './stored-package.ts'
import { requireVersionNotBlocked } from '../versions/blocks.ts'
import { changeVersion } from '../versions/change.ts'
import { requireKeyOfApp, signersOf } from '../versions/signer.ts'
import type { Tokens } from '../http/tokens.ts'
import { ThreadError } from '../threads/thread-pool.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'
import { approveVersion } from './approve.ts'
import { alarmsOf, notesOf } from './behaviour-changes.ts'
import { BehaviourError } from './behaviour-process.ts'
import type { BehaviourProcess } from './behaviour-process.ts'
import { findBehaviourChanges, watchBehaviour } from './behaviour.ts'
import { addReview, openReview } from './open-review.ts'
import { hashOf } from './receipt.ts'
import type { Receipts } from './receipt.ts'
import type { ReviewTask } from './review-task.ts'
import { isSampled } from './risk.ts'
import { readModes } from './rules.ts'
import type { Verdict } from './verdict.ts'

export interface ReviewPlace {
  db: Db
  storage: Storage
  reviews: ThreadPool<ReviewTask, Verdict>
  /** Null: versions are not tried. */
  behaviours: BehaviourProcess | null
  receipts: Receipts
  tokens: Pick<Tokens, 'authenticate'>
  autoApprove: boolean
  /** How many of a hundred versions chance chooses for a close look. */
  samplePercent: number
  log: Log
}

/** A package on which the review failed so often is not tried again: a person looks at it. */
const maxTries = 3

/**
 * Reviews a submitted version and takes it to its next state. Safe to run twice, at the same time too: every step asks in its
 * transaction whether it is still to be done.
 */
export async function reviewVersion(
  place: ReviewPlace,
  { call, attempt, signal }: JobContext,
  versionId: string,
): Promise<void> {
  const { db, log } = place
  const version = await beginReview(db, call, versionId)
  if (!version) return
  try {
    // A process that was killed noted no failure, but the attempt counts.
    if (attempt > maxTries) throw new Error('The process ended each time in the middle of the review')
    const judged = await judge(place, call, version)
    await settleReview(place, call, version, await withReceipt(place, call, version, judged))
  } catch (failure) {
    const isEnded = failure instanceof ThreadError || failure instanceof BehaviourError
    const isClosing = signal.aborted || (isEnded && failure.code === 'closed')
    if (isClosing || attempt < maxTries) throw failure
    log.error({ err: failure, versionId }, `Cannot review ${version.app_id} ${version.version}: a person has to`)
    await settleReview(place, call, version, { verdict: unfinished(failure), behaviour: undefined })
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

interface Judged {
  verdict: Verdict
  /** Undefined: it was not tried. */
  behaviour: Behaviour | undefined
}

async function judge(
  { db, storage, reviews, behaviours }: ReviewPlace,
  call: Call,
  version: VersionRow,
): Promise<Judged> {
  const modes = await readModes(db)
  return withPackage(storage, version, async (path) => {
    const verdict = await reviews.run({ path, modes })
    // What fails anyway is not run.
    if (!behaviours || !verdict.ok) return { verdict, behaviour: undefined }
    const behaviour = await watchBehaviour(behaviours, path, call.now)
    const alarms = alarmsOf(behaviour).map(({ about }) => about)
    const manual_reasons = [...verdict.manual_reasons, ...alarms]
    const manual_notes = [...verdict.manual_notes, ...notesOf(behaviour)]
    const requires_manual = manual_reasons.length > 0
    return {
      verdict: { ...verdict, manual_reasons, manual_notes, requires_manual, behaviour: JSON.stringify(behaviour) },
      behaviour,
    }
  })
}

async function withReceipt(
  { receipts }: ReviewPlace,
  call: Call,
  version: VersionRow,
  judged: Judged,
): Promise<Judged> {
  const { ok, findings, rule_set, rule_modes = {}, behaviour = null } = judged.verdict
  const receipt = await receipts.sign({
    app_id: version.app_id,
    version_id: version.id,
    version_code: version.version_code,
    sha256: version.sha256,
    rule_set,
    rule_modes,
    ok,
    findings_sha256: hashOf(findings),
    behaviour_sha256: behaviour === null ? null : hashOf(behaviour),
    at: call.now,
  })
  return { ...judged, verdict: { ...judged.verdict, receipt } }
}

function settleReview(
  { db, tokens, autoApprove, samplePercent }: ReviewPlace,
  call: Call,
  { id }: VersionRow,
  judged: Judged,
): Promise<void> {
  return inTransaction(db, async (db) => {
    const version = await lockVersion(db, id)
    // Decided by another run, or cancelled and perhaps handed in again: then its own job reviews it.
    if (version?.state !== 'checking') return
    const app = await db.selectFrom('app').selectAll().where('id', '=', version.app_id).executeTakeFirstOrThrow()
    const { behaviour } = judged
    const changes = behaviour && (await findBehaviourChanges(db, version, behaviour))
    const verdict = { ...judged.verdict, behaviour_changes: changes ? JSON.stringify(changes) : null }
    const fault = verdict.ok ? await findKeyFault(db, app, version) : note('version.errors_found')
    if (fault !== undefined) {
      const reason = { reason: textOf(fault), reason_note: noteOf(fault) }
      await addReview(db, call, version, verdict, { state: 'rejected', decided_at: call.now, ...reason })
      await changeVersion(db, call, id, 'fail', 'portal', { reason: fault, set: { decided_at: call.now } })
      return
    }
    await changeVersion(db, call, id, 'pass', 'portal')
    const alarms = behaviour ? alarmsOf(behaviour) : []
    // What nobody could watch to its end, and what no rule could judge, is not approved by nobody.
    if (!autoApprove || alarms.length > 0 || verdict.rule_set === '') {
      await openReview(db, call, version, verdict, {
        isSampled: isSampled((purpose, text) => tokens.authenticate(purpose, text), version.sha256, samplePercent),
        behaviour: [...new Set([...alarms, ...(changes ?? [])].map(({ about }) => about))],
      })
      return
    }
    await addReview(db, call, version, verdict, { state: 'approved', decided_at: call.now, reason: null })
    await approveVersion(db, call, app, version, 'portal', note('version.no_errors'))
  })
}

/** The review of a package that made the review fail: nothing is known, so a person decides. */
function unfinished(failure: unknown): Verdict {
  const tookTooLong = failure instanceof ThreadError && failure.code === 'timeout'
  const reason = note(tookTooLong ? 'review.too_slow' : 'review.failed', { times: maxTries })
  const manual = { requires_manual: true, manual_reasons: [textOf(reason)], manual_notes: [reason] }
  return { ok: true, findings: '[]', ...manual, rule_set: '' }
}

/** Another version by another key was approved meanwhile, or something in it was blocked. */
async function findKeyFault(db: Db, app: AppRow, version: VersionRow): Promise<PortalNote | undefined> {
  try {
    await requireKeyOfApp(db, app, signersOf(version))
    await requireVersionNotBlocked(db, version)
    return undefined
  } catch (failure) {
    if (failure instanceof ApiError) return note('version.refused', refusalFacts(failure))
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

import type { Deps } from '../deps.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import { reviewVersion } from './automated.ts'
import type { ReviewPlace } from './automated.ts'
import { createBehaviourKeeper } from './behaviour-keeper.ts'
import { createReceipts } from './receipt.ts'
import { reviewNextApp } from './rule-runs.ts'

export function reviewJobs(deps: Deps): void {
  const { db, storage, jobs, tokens, config, log } = deps
  const reviews: ReviewPlace['reviews'] = createThreadPool(new URL('./review-thread.ts', import.meta.url), {
    // As many as the queue runs jobs at the same time.
    threads: 2,
    timeoutMs: 60_000,
    maxHeapMib: 256,
    maxWaiting: 64,
  })
  deps.onClose(() => reviews.close())
  const behaviours = config.behaviourReview ? createBehaviourKeeper() : null
  if (behaviours) deps.onClose(() => behaviours.close())
  const receipts = createReceipts(db, tokens, config.baseUrl)
  const place = {
    db,
    storage,
    reviews,
    behaviours,
    receipts,
    tokens,
    autoApprove: config.autoApprove,
    samplePercent: config.reviewSamplePercent,
    log,
  }
  jobs.handle('review.version', ({ versionId }, context) => reviewVersion(place, context, versionId))
  jobs.handle('rules.run', ({ runId }, context) => reviewNextApp(place, context, runId))
}

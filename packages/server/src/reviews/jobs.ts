import type { Deps } from '../deps.ts'
import { createThreadPool } from '../versions/thread-pool.ts'
import { reviewVersion } from './automated.ts'
import type { ReviewPlace } from './automated.ts'

export function reviewJobs(deps: Deps): void {
  const { db, storage, jobs, config, log } = deps
  const reviews: ReviewPlace['reviews'] = createThreadPool(new URL('./review-thread.ts', import.meta.url), {
    // As many as the queue runs jobs at the same time.
    threads: 2,
    timeoutMs: 60_000,
    maxHeapMib: 256,
    maxWaiting: 64,
  })
  deps.onClose(() => reviews.close())
  const place = { db, storage, reviews, autoApprove: config.autoApprove, log }
  jobs.handle('review.version', ({ versionId }, context) => reviewVersion(place, context, versionId))
}

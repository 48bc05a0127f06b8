import { reviews } from '@mosis/api'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Serve } from '../http/route.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import { appealVersion } from './appeal.ts'
import { claimReview, releaseReview } from './claims.ts'
import { decideReview, escalateReview } from './decide.ts'
import { getReviewDifference, getReviewFile } from './difference.ts'
import type { PackagePlace } from './difference.ts'
import { addReviewNote, listReviewNotes } from './notes.ts'
import { getReview, listReviews } from './reviews.ts'
import { sendFile } from './send-file.ts'
import { listReviewThread, listThread, writeToDeveloper, writeToThread } from './thread.ts'

export function reviewRoutes(serve: Serve, deps: Deps): void {
  const { db, storage, log, limits } = deps
  const packages: PackagePlace['packages'] = createThreadPool(new URL('./package-thread.ts', import.meta.url), {
    // Two packages of 50 MB may lie in it at once.
    threads: 1,
    timeoutMs: 20_000,
    maxHeapMib: 192,
    maxWaiting: 16,
  })
  deps.onClose(() => packages.close())
  const place: PackagePlace = { db, storage, packages, log }
  const countMessage = (call: Call) => limits.take('review_message', requireAccount(call))

  serve(reviews.listReviews, ({ call, query }) => listReviews(db, call, query))
  serve(reviews.getReview, ({ call, params }) => getReview(db, call, params))
  serve(reviews.claimReview, ({ call, params, body }) => claimReview(db, call, params, body))
  serve(reviews.releaseReview, async ({ call, params }) => {
    await releaseReview(db, call, params)
    return {}
  })
  serve(reviews.approveReview, ({ call, params, body }) => decideReview(db, call, params, 'approve', body))
  serve(reviews.rejectReview, ({ call, params, body }) => decideReview(db, call, params, 'reject', body))
  serve(reviews.requestChanges, ({ call, params, body }) => decideReview(db, call, params, 'request_changes', body))
  serve(reviews.escalateReview, ({ call, params, body }) => escalateReview(db, call, params, body))
  serve(reviews.getReviewDifference, ({ params }) => getReviewDifference(place, params))
  serve(reviews.getReviewFile, async ({ params, reply }) => sendFile(reply, await getReviewFile(place, params)))
  serve(reviews.listReviewNotes, ({ call, params, query }) => listReviewNotes(db, call, params, query))
  serve(reviews.addReviewNote, async ({ call, params, body }) => {
    await countMessage(call)
    return addReviewNote(db, call, params, body)
  })
  serve(reviews.listReviewThread, ({ call, params, query }) => listReviewThread(db, call, params, query))
  serve(reviews.writeToDeveloper, async ({ call, params, body }) => {
    await countMessage(call)
    return writeToDeveloper(db, call, params, body)
  })
  serve(reviews.listThread, ({ call, params, query }) => listThread(db, call, params, query))
  serve(reviews.writeToThread, async ({ call, params, body }) => {
    await countMessage(call)
    return writeToThread(db, call, params, body)
  })
  serve(reviews.appealVersion, ({ call, params, body }) => appealVersion(db, call, params, body))
}

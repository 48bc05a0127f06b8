import { reviews, versions } from '@mosis/api'
import type { Deps } from '../deps.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import type { Serve } from '../http/route.ts'
import { appealVersion } from './appeal.ts'
import { claimReview, releaseReview } from './claims.ts'
import { decideReview, escalateReview } from './decide.ts'
import { getReviewDifference, getReviewFile, listReviewFiles } from './difference.ts'
import { addReviewNote, listReviewNotes } from './notes.ts'
import { openPackagePool } from './package-place.ts'
import type { PackagePlace } from './package-place.ts'
import { summarizeReviews } from './review-summary.ts'
import { getReview, listReviews } from './reviews.ts'
import { sendFile } from './send-file.ts'
import { listReviewThread, listThread, writeToDeveloper, writeToThread } from './thread.ts'
import { getVersionFile, listVersionFiles } from './version-files.ts'

export function reviewRoutes(serve: Serve, deps: Deps): void {
  const { db, storage, log, limits } = deps
  const openPlace = (): PackagePlace => {
    const packages = openPackagePool()
    deps.onClose(() => packages.close())
    return { db, storage, packages, log }
  }
  const [place, ownPlace] = [openPlace(), openPlace()]
  const countRead = (call: Call) => limits.take('package_read', requireAccount(call))
  const countMessage = (call: Call) => limits.take('review_message', requireAccount(call))

  serve(reviews.listReviews, ({ call, query }) => listReviews(db, call, query))
  serve(reviews.summarizeReviews, ({ call }) => summarizeReviews(db, call))
  serve(versions.listVersionFiles, async ({ call, params }) => {
    await countRead(call)
    return { files: await listVersionFiles(ownPlace, call, params) }
  })
  serve(versions.getVersionFile, async ({ call, params, reply }) => {
    await countRead(call)
    return sendFile(reply, await getVersionFile(ownPlace, call, params))
  })
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
  serve(reviews.listReviewFiles, async ({ params }) => ({ files: await listReviewFiles(place, params) }))
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

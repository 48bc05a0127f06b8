import { reviews } from '@mosis/api'
import type { Deps } from '../deps.ts'
import type { Serve } from '../http/route.ts'
import { decideReview, getReview, listReviews } from './reviews.ts'

export function reviewRoutes(serve: Serve, { db }: Pick<Deps, 'db'>): void {
  serve(reviews.listReviews, ({ query }) => listReviews(db, query))
  serve(reviews.getReview, ({ params }) => getReview(db, params))
  serve(reviews.approveReview, ({ call, params, body }) =>
    decideReview(db, call, params, 'approve', body.reason ?? null),
  )
  serve(reviews.rejectReview, ({ call, params, body }) => decideReview(db, call, params, 'reject', body.reason))
  serve(reviews.requestChanges, ({ call, params, body }) =>
    decideReview(db, call, params, 'request_changes', body.reason),
  )
}

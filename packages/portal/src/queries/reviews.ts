import type { Endpoint, Review, Sent, reviews as contractOfReviews } from '@mosis/api'
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { contract } from 'virtual:contract'
import { PortalError, call } from '../call.ts'

const { reviews } = contract
const pageSize = 25
const everyMs = 30_000
const threadEveryMs = 20_000

type QueryOf<E extends Endpoint> = NonNullable<Sent<E> extends { query?: infer Q } ? Q : never>
type BodyOf<E extends Endpoint> = NonNullable<Sent<E> extends { body?: infer B } ? B : never>

/** What the queue is narrowed to, and its page. */
export type QueueFilter = QueryOf<typeof contractOfReviews.listReviews>

/** Everything at the reviewers' desk: made old together after a change. */
export const reviewKey = ['reviews'] as const

/** What is known of one review. */
export const reviewKeys = { one: (reviewId: string) => [...reviewKey, 'one', reviewId] as const }

/** A page of the queue; asked again, and at each visit, since others work on it too. */
export const queueQuery = (filter: QueueFilter) =>
  queryOptions({
    queryKey: [...reviewKey, 'queue', filter],
    staleTime: 0,
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
    queryFn: ({ signal }) => call(reviews.listReviews, { query: { limit: pageSize, ...filter } }, { signal }),
  })

/** How much waits for reviewers. */
export const reviewSummaryQuery = queryOptions({
  queryKey: [...reviewKey, 'summary'],
  refetchInterval: everyMs,
  queryFn: ({ signal }) => call(reviews.summarizeReviews, {}, { signal }),
})

/** One review, with who works on it. */
export const reviewQuery = (reviewId: string) =>
  queryOptions({
    queryKey: [...reviewKeys.one(reviewId), 'review'],
    queryFn: ({ signal }): Promise<Review> => call(reviews.getReview, { params: { review_id: reviewId } }, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'open' ? everyMs : false),
  })

/** What the version does not share with the last approved one. */
export const reviewDifferenceQuery = (reviewId: string) =>
  queryOptions({
    queryKey: [...reviewKeys.one(reviewId), 'difference'],
    // Two packages that lie still are compared.
    staleTime: Infinity,
    queryFn: ({ signal }) => call(reviews.getReviewDifference, { params: { review_id: reviewId } }, { signal }),
  })

/** What the team and the reviewers wrote about the version, the oldest first, page by page. */
export const reviewThreadQuery = (reviewId: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewKeys.one(reviewId), 'thread'],
    queryFn: ({ pageParam, signal }) =>
      call(
        reviews.listReviewThread,
        { params: { review_id: reviewId }, query: { limit: 100, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: threadEveryMs,
  })

/** What reviewers noted for each other, the oldest first, page by page. */
export const reviewNotesQuery = (reviewId: string) =>
  infiniteQueryOptions({
    queryKey: [...reviewKeys.one(reviewId), 'notes'],
    queryFn: ({ pageParam, signal }) =>
      call(
        reviews.listReviewNotes,
        { params: { review_id: reviewId }, query: { limit: 100, cursor: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  })

const decidedStates = ['approved', 'changes_requested', 'rejected', 'cancelled'] as const
const historyLength = 20

/** The reviews of an app that ended, the newest first. */
export const appReviewsQuery = (appId: string) =>
  queryOptions({
    queryKey: [...reviewKey, 'of-app', appId],
    async queryFn({ signal }) {
      const pages = await Promise.all(
        decidedStates.map((state) => {
          const query = { app_id: appId, state, sort: 'newest', limit: historyLength } as const
          return call(reviews.listReviews, { query }, { signal })
        }),
      )
      return pages
        .flatMap((page) => page.reviews)
        .toSorted((a, b) => b.created_at.localeCompare(a.created_at))
        .slice(0, historyLength)
    },
  })

/** Takes a review for 15 minutes, or for another 15; an admin can take it from somebody. */
export const claimReview = (reviewId: string, override = false): Promise<Review> =>
  call(reviews.claimReview, { params: { review_id: reviewId }, body: { override } })

/** Gives a claim back. */
export const releaseReview = (reviewId: string) => call(reviews.releaseReview, { params: { review_id: reviewId } })

// What others were quicker with, or what the caller may not judge: the one after it is tried.
const passedOver = new Set([
  'review.claimed',
  'review.decided',
  'review.own_app',
  'review.own_decision',
  'review.escalated',
])

/** Claims the first review of the queue that the caller may decide; undefined: there is none. */
export async function claimNext(): Promise<Review | undefined> {
  const { reviews: free } = await call(reviews.listReviews, { query: { show: 'free', limit: pageSize } })
  return claimFirst(free)
}

/** One after the other: the first that can be had is enough. */
async function claimFirst([first, ...rest]: readonly Review[]): Promise<Review | undefined> {
  if (first === undefined) return undefined
  try {
    return await claimReview(first.id)
  } catch (failure) {
    if (failure instanceof PortalError && passedOver.has(failure.code)) return claimFirst(rest)
    throw failure
  }
}

/** What can be decided about a version. */
export type Outcome = 'approve' | 'request_changes' | 'reject' | 'escalate'

export interface Decision {
  outcome: Outcome
  reason: string
  reason_codes: NonNullable<BodyOf<typeof contractOfReviews.rejectReview>['reason_codes']>
  checklist: NonNullable<BodyOf<typeof contractOfReviews.approveReview>['checklist']>
}

/** Decides a review, or leaves it to an admin. */
export function decideReview(
  reviewId: string,
  { outcome, reason, reason_codes, checklist }: Decision,
): Promise<Review> {
  const params = { review_id: reviewId }
  const words = reason.trim() === '' ? {} : { reason }
  if (outcome === 'approve') return call(reviews.approveReview, { params, body: { ...words, checklist } })
  if (outcome === 'escalate') return call(reviews.escalateReview, { params, body: { reason } })
  const endpoint = outcome === 'reject' ? reviews.rejectReview : reviews.requestChanges
  return call(endpoint, { params, body: { ...words, reason_codes } })
}

/** Writes to the team of the app; it does not learn who writes. */
export const writeToDeveloper = (reviewId: string, text: string) =>
  call(reviews.writeToDeveloper, { params: { review_id: reviewId }, body: { text } })

/** Notes something that only reviewers read. */
export const addReviewNote = (reviewId: string, text: string) =>
  call(reviews.addReviewNote, { params: { review_id: reviewId }, body: { text } })

import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, time, versionCode, versionName } from './fields.ts'
import { Finding } from './versions.ts'

export const ReviewState = z.enum(['open', 'approved', 'rejected', 'changes_requested', 'cancelled'])
export type ReviewState = z.output<typeof ReviewState>

export const Review = z.object({
  id: idOf('rev'),
  version_id: idOf('ver'),
  app_id: appId,
  app_name: z.string(),
  version: versionName,
  version_code: versionCode,
  state: ReviewState,
  findings: z.array(Finding),
  requires_manual: z.boolean(),
  manual_reasons: z.array(z.string()),
  rule_set: z.string(),
  permissions: z.array(z.string()),
  created_at: time,
  decided_at: time.nullable(),
  decided_by: idOf('acc').nullable(),
  reason: z.string().nullable(),
})
export type Review = z.output<typeof Review>

const ReviewRef = z.object({ review_id: idOf('rev') })

export const listReviews = endpoint({
  name: 'listReviews',
  method: 'GET',
  path: '/v1/reviews',
  summary: 'List reviews, the oldest first',
  access: 'reviewer',
  query: z.object({ ...listQuery, state: ReviewState.default('open') }),
  result: pageOf('reviews', Review),
  errors: ['invalid_cursor'],
})

export const getReview = endpoint({
  name: 'getReview',
  method: 'GET',
  path: '/v1/reviews/{review_id}',
  summary: 'Get a review with its findings',
  access: 'reviewer',
  params: ReviewRef,
  result: Review,
  errors: ['review.not_found'],
})

const decision = <Reason extends z.ZodType>(name: string, action: string, summary: string, reason: Reason) =>
  endpoint({
    name,
    method: 'POST',
    path: `/v1/reviews/{review_id}/${action}`,
    summary,
    access: 'reviewer',
    params: ReviewRef,
    body: reason,
    result: Review,
    errors: ['review.not_found', 'review.decided', 'review.own_app', 'version.key_mismatch', 'version.lineage_missing'],
  })

const said = z.string().trim().min(1).max(4000)

export const approveReview = decision(
  'approveReview',
  'approve',
  'Approve the version',
  z.object({ reason: said.optional() }).prefault({}),
)
export const rejectReview = decision('rejectReview', 'reject', 'Reject the version', z.object({ reason: said }))
export const requestChanges = decision(
  'requestChanges',
  'request-changes',
  'Ask the developer for changes',
  z.object({ reason: said }),
)

import { z } from 'zod'
import { download, endpoint, nothing } from './endpoint.ts'
import type { ErrorCode } from './errors.ts'
import { appId, idOf, listQuery, pageOf, sha256, time, versionCode, versionName } from './fields.ts'
import { reviewChecklist, reviewReasons, riskReasons } from './review-desk.ts'
import type { ChecklistItem, ReviewReason, RiskReason } from './review-desk.ts'
import { Behaviour, BehaviourChange } from './behaviour.ts'
import { PortalNote } from './notes.ts'
import { RuleMode } from './rules.ts'
import { Finding, Version, VersionRef } from './versions.ts'

export { Behaviour, BehaviourChange } from './behaviour.ts'

export const ReviewState = z.enum(['open', 'approved', 'rejected', 'changes_requested', 'cancelled'])
export type ReviewState = z.output<typeof ReviewState>

const keysOf = <Key extends string>(table: Readonly<Record<Key, unknown>>) => Object.keys(table) as [Key, ...Key[]]

const reasonCode = z.enum<[ReviewReason, ...ReviewReason[]]>(keysOf(reviewReasons))
const checklistItem = z.enum<[ChecklistItem, ...ChecklistItem[]]>(keysOf(reviewChecklist))
const riskReason = z.enum<[RiskReason, ...RiskReason[]]>(keysOf(riskReasons))

/** Somebody of the portal's staff, as other reviewers see them. */
const Person = z.object({ id: idOf('acc'), name: z.string() })

export const Review = z.object({
  id: idOf('rev'),
  version_id: idOf('ver'),
  app_id: appId,
  app_name: z.string(),
  team_name: z.string().describe('Whose app it is'),
  version: versionName,
  version_code: versionCode,
  state: ReviewState,
  findings: z.array(Finding),
  observed: z.array(Finding).describe('What rules say that only observe; it decides nothing'),
  requires_manual: z.boolean(),
  manual_reasons: z.array(z.string()),
  manual_notes: z.array(PortalNote).describe('The same in parts'),
  rule_set: z.string(),
  rule_modes: z.record(z.string(), RuleMode).describe('Rules that were not enforced in this review'),
  behaviour: Behaviour.nullable().describe('What the version did in the sandbox; null: it was not run'),
  behaviour_changes: z
    .array(BehaviourChange)
    .nullable()
    .describe('What of it the last approved version did not do; null: there is none to compare with'),
  receipt: z.string().nullable().describe('The verdict as a compact JWS (EdDSA), by a key of GET /v1/reviews/keys'),
  permissions: z.array(z.string()),
  risk: z.int().min(0).max(100),
  risk_reasons: z.array(
    z.object({ code: z.string(), weight: z.int(), about: z.string(), details: z.array(z.string()) }),
  ),
  due_at: time.nullable().describe('When it should be decided; null: it never waited for a person'),
  position: z.int().nullable().describe('1 is the next one; null once it is decided'),
  claim: z.object({ by: Person, until: time }).nullable().describe('Who works on it; it ends by itself'),
  escalation: z
    .object({ by: Person, at: time, reason: z.string() })
    .nullable()
    .describe('From then on an admin decides'),
  appeal: z
    .object({ review_id: idOf('rev'), text: z.string() })
    .nullable()
    .describe('The decision that the developer appeals against, and the words'),
  created_at: time,
  decided_at: time.nullable(),
  decided_by: idOf('acc').nullable(),
  reason: z.string().nullable(),
  reason_note: PortalNote.nullable().describe('The reason in parts; null: a person wrote it'),
  reason_codes: z.array(z.string()),
  checklist: z.array(z.string()).describe('What was ticked at approval'),
})
export type Review = z.output<typeof Review>

const ReceiptKey = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  kid: z.string(),
  alg: z.literal('EdDSA'),
  use: z.literal('sig'),
})

export const listReceiptKeys = endpoint({
  name: 'listReceiptKeys',
  method: 'GET',
  path: '/v1/reviews/keys',
  summary: 'The public keys (JWKS) of the receipts for automated reviews',
  access: 'public',
  result: z.object({ keys: z.array(ReceiptKey) }),
})

const ReviewRef = z.object({ review_id: idOf('rev') })
export type ReviewRef = z.output<typeof ReviewRef>

export const listReviews = endpoint({
  name: 'listReviews',
  method: 'GET',
  path: '/v1/reviews',
  summary: 'List reviews: in the order of the queue what is due first, and of what is due at the same time the riskier',
  access: 'reviewer',
  query: z.object({
    ...listQuery,
    state: ReviewState.default('open'),
    show: z
      .enum(['mine', 'free', 'escalated', 'appeals', 'overdue', 'decided_by_me'])
      .optional()
      .describe('Only what the caller has claimed, nobody has claimed, waits for an admin, is an appeal, is late …'),
    reason: riskReason.optional().describe('Only what has this risk'),
    app_id: appId.optional(),
    sort: z.enum(['queue', 'newest']).default('queue'),
  }),
  result: pageOf('reviews', Review),
  errors: ['invalid_cursor'],
})

export const ReviewSummary = z.object({
  waiting: z.int().describe('Reviews that a person has to decide'),
  free: z.int(),
  mine: z.int().describe('Those that the caller has claimed'),
  overdue: z.int(),
  escalated: z.int(),
  appeals: z.int(),
  oldest_at: time.nullable().describe('Since when the one waits that waits the longest; null: none waits'),
  quarantines: z.object({
    open: z.int().describe('Those that a second person has to look at'),
    appealed: z.int().describe('Those whose appeal waits for an answer'),
  }),
  reported_apps: z.int().describe('Apps with open reports'),
})
export type ReviewSummary = z.output<typeof ReviewSummary>

export const summarizeReviews = endpoint({
  name: 'summarizeReviews',
  method: 'GET',
  path: '/v1/reviews/summary',
  summary: 'How much waits for reviewers',
  access: 'reviewer',
  result: ReviewSummary,
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

export const claimReview = endpoint({
  name: 'claimReview',
  method: 'POST',
  path: '/v1/reviews/{review_id}/claim',
  summary: 'Claim a review for 15 minutes, or have another 15',
  access: 'reviewer',
  params: ReviewRef,
  body: z
    .object({ override: z.boolean().default(false).describe("Take it in spite of somebody else's claim (admins)") })
    .prefault({}),
  result: Review,
  errors: [
    'review.not_found',
    'review.decided',
    'review.claimed',
    'review.own_app',
    'review.own_decision',
    'review.escalated',
  ],
})

export const releaseReview = endpoint({
  name: 'releaseReview',
  method: 'DELETE',
  path: '/v1/reviews/{review_id}/claim',
  summary: "Give a claim back (an admin: anybody's)",
  access: 'reviewer',
  params: ReviewRef,
  result: nothing,
  status: 204,
  errors: ['review.not_found', 'review.claimed'],
})

const said = z.string().trim().min(1).max(4000)

const decision = <Body extends z.ZodType>(
  name: string,
  action: string,
  summary: string,
  body: Body,
  errors: readonly ErrorCode[] = [],
) =>
  endpoint({
    name,
    method: 'POST',
    path: `/v1/reviews/{review_id}/${action}`,
    summary,
    access: 'reviewer',
    params: ReviewRef,
    body,
    result: Review,
    errors: [
      'review.not_found',
      'review.decided',
      'review.claimed',
      'review.own_app',
      'review.own_decision',
      'review.escalated',
      ...errors,
    ],
  })

/** Words of its own, a reason of the table, or both; the developer reads what the table says of it. */
const refusal = z
  .object({ reason: said.optional(), reason_codes: z.array(reasonCode).max(10).default([]) })
  .refine(({ reason, reason_codes }) => reason !== undefined || reason_codes.some((code) => code !== 'other'), {
    path: ['reason'],
    error: 'say why, in words or with a code other than "other"',
  })

export const approveReview = decision(
  'approveReview',
  'approve',
  'Approve the version',
  z.object({ reason: said.optional(), checklist: z.array(checklistItem).max(20).default([]) }).prefault({}),
  ['version.key_mismatch', 'version.lineage_missing', 'package.blocked'],
)
export const rejectReview = decision('rejectReview', 'reject', 'Reject the version', refusal)
export const requestChanges = decision('requestChanges', 'request-changes', 'Ask the developer for changes', refusal)
export const escalateReview = decision(
  'escalateReview',
  'escalate',
  'Leave the decision to an admin',
  z.object({ reason: said }),
)

const FileFacts = z.object({ size_bytes: z.int(), sha256 })

/** Lines that belong together: each begins with a space (same), `-` (before) or `+` (after), as in a unified diff. */
export const Hunk = z.object({
  before_start: z.int(),
  before_lines: z.int(),
  after_start: z.int(),
  after_lines: z.int(),
  lines: z.array(z.string()),
})
export type Hunk = z.output<typeof Hunk>

export const FileChange = z.object({
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  before: FileFacts.nullable(),
  after: FileFacts.nullable(),
  hunks: z.array(Hunk).nullable().describe('Null where only the facts are shown'),
  left_out: z
    .enum(['not_text', 'too_large', 'too_different', 'too_much'])
    .nullable()
    .describe('Why there are no hunks'),
})
export type FileChange = z.output<typeof FileChange>

export const ReviewDifference = z.object({
  review_id: idOf('rev'),
  base: z
    .object({ version_id: idOf('ver'), version: versionName, version_code: versionCode })
    .nullable()
    .describe('The last approved version; null: nothing of this app was approved before'),
  permissions: z.object({
    added: z.array(z.object({ name: z.string(), risk: z.string() })),
    removed: z.array(z.object({ name: z.string(), risk: z.string() })),
  }),
  domains: z.object({ added: z.array(z.string()), removed: z.array(z.string()) }),
  manifest: z.array(
    z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }).describe('Null: not there'),
  ),
  signing_key: z.object({ before: sha256.nullable(), after: sha256, has_changed: z.boolean() }),
  findings: z.object({ added: z.array(Finding), removed: z.array(Finding) }),
  behaviour: z
    .array(BehaviourChange)
    .nullable()
    .describe('What the base did not do in the sandbox; null: there is nothing to compare'),
  files: z.array(FileChange),
  unchanged_files: z.int(),
})
export type ReviewDifference = z.output<typeof ReviewDifference>

export const getReviewDifference = endpoint({
  name: 'getReviewDifference',
  method: 'GET',
  path: '/v1/reviews/{review_id}/difference',
  summary: 'Compare the version in review with the last approved one of the app',
  access: 'reviewer',
  params: ReviewRef,
  result: ReviewDifference,
  errors: ['review.not_found', 'review.unreadable'],
})

export const listReviewFiles = endpoint({
  name: 'listReviewFiles',
  method: 'GET',
  path: '/v1/reviews/{review_id}/files',
  summary: 'List the files of the package in review',
  access: 'reviewer',
  params: ReviewRef,
  result: z.object({ files: z.array(z.object({ path: z.string(), size_bytes: z.int() })) }),
  errors: ['review.not_found', 'review.unreadable'],
})

export const getReviewFile = endpoint({
  name: 'getReviewFile',
  method: 'GET',
  path: '/v1/reviews/{review_id}/files/{path}',
  summary: 'Read a file of the package in review as plain text (its path as one part of the address: / is %2F)',
  access: 'reviewer',
  params: ReviewRef.extend({ path: z.string().min(1).max(512) }),
  result: download,
  errors: ['review.not_found', 'review.file_not_found', 'review.unreadable'],
})

export const ReviewNote = z.object({ id: idOf('note'), author: Person, text: z.string(), created_at: time })
export type ReviewNote = z.output<typeof ReviewNote>

export const listReviewNotes = endpoint({
  name: 'listReviewNotes',
  method: 'GET',
  path: '/v1/reviews/{review_id}/notes',
  summary: 'List the notes that only reviewers read, the oldest first',
  access: 'reviewer',
  params: ReviewRef,
  query: z.object(listQuery),
  result: pageOf('notes', ReviewNote),
  errors: ['review.not_found', 'review.own_app', 'invalid_cursor'],
})

export const addReviewNote = endpoint({
  name: 'addReviewNote',
  method: 'POST',
  path: '/v1/reviews/{review_id}/notes',
  summary: 'Add a note that only reviewers read',
  access: 'reviewer',
  params: ReviewRef,
  body: z.object({ text: said }),
  result: ReviewNote,
  status: 201,
  errors: ['review.not_found', 'review.own_app'],
})

export const ThreadMessage = z.object({
  id: idOf('note'),
  from: z.enum(['team', 'reviewer']),
  author: z.string().nullable().describe('Null for the team where a reviewer wrote: who it was is not said'),
  text: z.string(),
  created_at: time,
})
export type ThreadMessage = z.output<typeof ThreadMessage>

export const listThread = endpoint({
  name: 'listThread',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions/{version_id}/thread',
  summary: 'Read what the team and the reviewers wrote about a version, the oldest first',
  access: 'apps:read',
  params: VersionRef,
  query: z.object(listQuery),
  result: pageOf('messages', ThreadMessage),
  errors: ['app.not_found', 'version.not_found', 'invalid_cursor'],
})

export const writeToThread = endpoint({
  name: 'writeToThread',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/thread',
  summary: 'Write to the reviewers of a version',
  access: 'versions:upload',
  params: VersionRef,
  body: z.object({ text: said }),
  result: ThreadMessage,
  status: 201,
  errors: ['app.not_found', 'version.not_found', 'version.not_reviewed'],
})

export const listReviewThread = endpoint({
  name: 'listReviewThread',
  method: 'GET',
  path: '/v1/reviews/{review_id}/thread',
  summary: 'Read what the team and the reviewers wrote about the version in review, the oldest first',
  access: 'reviewer',
  params: ReviewRef,
  query: z.object(listQuery),
  result: pageOf('messages', ThreadMessage),
  errors: ['review.not_found', 'review.own_app', 'invalid_cursor'],
})

export const writeToDeveloper = endpoint({
  name: 'writeToDeveloper',
  method: 'POST',
  path: '/v1/reviews/{review_id}/thread',
  summary: 'Write to the team of the app in review; it does not learn who writes',
  access: 'reviewer',
  params: ReviewRef,
  body: z.object({ text: said }),
  result: ThreadMessage,
  status: 201,
  errors: ['review.not_found', 'review.own_app'],
})

export const appealVersion = endpoint({
  name: 'appealVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/appeal',
  summary: 'Appeal once against the rejection of a version; another reviewer decides',
  access: 'versions:upload',
  params: VersionRef,
  body: z.object({ text: said }),
  result: Version,
  errors: ['app.not_found', 'version.not_found', 'version.wrong_state', 'review.appealed'],
})

import { z } from 'zod'
import { AppRef } from './apps.ts'
import { bytes, download, endpoint, nothing } from './endpoint.ts'
import type { ErrorCode } from './errors.ts'
import { PortalNote } from './notes.ts'
import { appId, idOf, listQuery, locale, pageOf, sha256, time, versionCode, versionName } from './fields.ts'

/** Where a version is on its way; which change is possible when stands in the server's table of states. */
export const versionStates = [
  'draft',
  'submitted',
  'checking',
  'failed',
  'in_review',
  'changes_requested',
  'rejected',
  'approved',
  'scheduled',
  'published',
  'halted',
  'superseded',
  'quarantined',
  'withdrawn',
] as const
export const VersionState = z.enum(versionStates)
export type VersionState = z.output<typeof VersionState>

/** `manual`: the developer publishes after approval. `when_approved`: approval publishes. `at`: a time does, once approved. */
export const Release = z.enum(['manual', 'when_approved', 'at'])
export type Release = z.output<typeof Release>

/** Who is offered a version: everybody, or the app's testers. */
export const Track = z.enum(['production', 'beta'])
export type Track = z.output<typeof Track>

/** How many of a hundred devices are offered a version. */
const rolloutPercent = z.int().min(1).max(100)

/** A moment to come, in any offset; kept in UTC. */
const releaseAt = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .describe('ISO 8601')

/** One fault or remark about a package, exactly as `mosis validate` gives it. */
export const Finding = z.looseObject({
  code: z.string(),
  tier: z.int(),
  severity: z.enum(['error', 'warning', 'info']),
  message: z.string(),
  fix: z.string(),
  path: z.string().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
})
export type Finding = z.output<typeof Finding>

export const Version = z.object({
  id: idOf('ver'),
  app_id: appId,
  version: versionName,
  version_code: versionCode,
  state: VersionState,
  release: Release,
  release_at: time.nullable().describe('When it is published, for a release at a time'),
  track: Track,
  rollout_percent: rolloutPercent.describe('How many of a hundred devices are offered it, once it is published'),
  release_notes: z.string(),
  size_bytes: z.int(),
  sha256,
  key_id: sha256,
  permissions: z.array(z.string()),
  min_mosis_version: versionName,
  findings: z.array(Finding).nullable().describe('Null until the automated review has run'),
  review: z
    .object({
      id: idOf('rev'),
      state: z.string(),
      reason: z.string().nullable(),
      reason_note: PortalNote.nullable().describe('The reason in parts; null: a person wrote it'),
      reasons: z
        .array(z.object({ code: z.string(), sentence: z.string(), fix: z.string() }))
        .describe('What the table of reasons says of the decision'),
      manual_reasons: z.array(z.string()),
      manual_notes: z.array(PortalNote).describe('The same in parts'),
      rule_set: z
        .string()
        .describe(
          'The rules that were used, as `mosis validate --json` names them; empty: they did not come to an end',
        ),
      receipt: z.string().nullable().describe('The verdict as a compact JWS (EdDSA), by a key of GET /v1/reviews/keys'),
      is_appeal: z.boolean(),
      position: z.int().nullable().describe('Where it stands in the queue: 1 is the next one; null: it does not wait'),
      ahead: z.int().nullable().describe('How many are before it'),
      estimate: z
        .object({ from: time, to: time, confidence: z.number() })
        .nullable()
        .describe('When it will be decided, as likely as `confidence` says; null: too few were decided before'),
      waiting: z.string().nullable().describe('The same in words'),
    })
    .nullable(),
  created_at: time,
  submitted_at: time.nullable(),
  decided_at: time.nullable(),
  published_at: time.nullable(),
})
export type Version = z.output<typeof Version>

export const VersionRef = AppRef.extend({ version_id: idOf('ver') })
export type VersionRef = z.output<typeof VersionRef>

export const listVersions = endpoint({
  name: 'listVersions',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions',
  summary: 'List versions',
  access: 'apps:read',
  params: AppRef,
  query: z.object({
    ...listQuery,
    state: VersionState.optional(),
    track: Track.optional(),
    sort: z.enum(['newest', 'oldest']).default('newest').describe('By version_code'),
  }),
  result: pageOf('versions', Version),
  errors: ['app.not_found', 'invalid_cursor'],
})

export const uploadVersion = endpoint({
  name: 'uploadVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions',
  summary: 'Upload new version (the same bytes again answer 200 and change nothing)',
  access: 'versions:upload',
  params: AppRef,
  body: bytes,
  result: Version,
  status: 201,
  errors: [
    'app.not_found',
    'app.suspended',
    'upload.too_large',
    'upload.incomplete',
    'package.invalid',
    'package.blocked',
    'version.app_mismatch',
    'version.key_not_registered',
    'version.key_mismatch',
    'version.lineage_missing',
    'version.code_not_higher',
    'version.exists',
    'disk_full',
  ],
})

export const getVersion = endpoint({
  name: 'getVersion',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions/{version_id}',
  summary: 'Get a version with its findings',
  access: 'apps:read',
  params: VersionRef,
  result: Version,
  errors: ['app.not_found', 'version.not_found'],
})

export const listVersionFiles = endpoint({
  name: 'listVersionFiles',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions/{version_id}/files',
  summary: "List the files of a version's package",
  access: 'apps:read',
  params: VersionRef,
  result: z.object({ files: z.array(z.object({ path: z.string(), size_bytes: z.int() })) }),
  errors: ['app.not_found', 'version.not_found', 'review.unreadable', 'rate_limited'],
})

export const getVersionFile = endpoint({
  name: 'getVersionFile',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions/{version_id}/files/{path}',
  summary: "Read a file of a version's package as plain text (its path as one part of the address: / is %2F)",
  access: 'apps:read',
  params: VersionRef.extend({ path: z.string().min(1).max(512) }),
  result: download,
  errors: ['app.not_found', 'version.not_found', 'version.file_not_found', 'review.unreadable', 'rate_limited'],
})

export const deleteVersion = endpoint({
  name: 'deleteVersion',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/versions/{version_id}',
  summary: 'Delete a draft version',
  access: 'versions:upload',
  params: VersionRef,
  result: nothing,
  status: 204,
  errors: ['app.not_found', 'version.not_found', 'version.wrong_state'],
})

export const submitVersion = endpoint({
  name: 'submitVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/submit',
  summary: 'Submit for review',
  access: 'versions:upload',
  params: VersionRef,
  body: z
    .object({
      release: Release.default('manual'),
      release_at: releaseAt.optional(),
      track: Track.default('production'),
      rollout_percent: rolloutPercent.default(100),
      release_notes: z.string().trim().max(4000).default(''),
    })
    .prefault({})
    .refine(({ release, release_at }) => (release === 'at') === (release_at !== undefined), {
      path: ['release_at'],
      error: 'goes together with "release": "at"',
    })
    .refine(({ track, rollout_percent }) => track === 'production' || rollout_percent === 100, {
      path: ['rollout_percent'],
      error: 'must be 100 on the track beta: every tester is offered it',
    }),
  result: Version,
  errors: [
    'app.not_found',
    'version.not_found',
    'version.wrong_state',
    'version.wrong_release_time',
    'version.key_mismatch',
    'version.lineage_missing',
  ],
})

/** What a publication leads to, beside the version itself. */
export const PublishedVersion = Version.extend({
  note: z.string().nullable().describe('What devices will not do about it; null: nothing to say'),
  kept_version: versionName.nullable().describe('The newer version of which the note says that devices keep it'),
})
export type PublishedVersion = z.output<typeof PublishedVersion>

export const publishVersion = endpoint({
  name: 'publishVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/publish',
  summary:
    "Publish an approved version, give the testers' version to everybody, or return to an earlier one (roll back)",
  access: 'versions:publish',
  params: VersionRef,
  body: z
    .object({
      track: Track.optional().describe('Without it the track that was named at submission'),
      rollout_percent: rolloutPercent
        .optional()
        .describe('Without it what was named at submission; 100 for one that was published before'),
    })
    .prefault({}),
  result: PublishedVersion,
  errors: [
    'app.not_found',
    'version.not_found',
    'version.wrong_state',
    'version.cannot_stage',
    'app.suspended',
    'package.blocked',
  ],
})

export const scheduleVersion = endpoint({
  name: 'scheduleVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/schedule',
  summary: 'Have an approved version published at a time, or at another one',
  access: 'versions:publish',
  params: VersionRef,
  body: z.object({ release_at: releaseAt, track: Track.optional(), rollout_percent: rolloutPercent.optional() }),
  result: Version,
  errors: [
    'app.not_found',
    'version.not_found',
    'version.wrong_state',
    'version.wrong_release_time',
    'version.cannot_stage',
    'app.suspended',
    'package.blocked',
  ],
})

export const raiseRollout = endpoint({
  name: 'raiseRollout',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/rollout',
  summary: 'Offer a version to more devices; at 100 the version before is superseded',
  access: 'versions:publish',
  params: VersionRef,
  body: z.object({ percent: rolloutPercent }),
  result: Version,
  errors: [
    'app.not_found',
    'version.not_found',
    'version.wrong_state',
    'version.rollout_lower',
    'app.suspended',
    'package.blocked',
  ],
})

const change = (name: string, action: string, summary: string, errors: readonly ErrorCode[] = []) =>
  endpoint({
    name,
    method: 'POST',
    path: `/v1/apps/{app_id}/versions/{version_id}/${action}`,
    summary,
    access: 'versions:publish',
    params: VersionRef,
    body: z.object({ reason: z.string().trim().max(1000).default('') }).prefault({}),
    result: Version,
    errors: ['app.not_found', 'version.not_found', 'version.wrong_state', ...errors],
  })

export const cancelVersion = change('cancelVersion', 'cancel', 'Take a submitted version back to draft', [
  'review.appeal_open',
])
export const haltVersion = change('haltVersion', 'halt', 'Stop offering a published version')
export const resumeVersion = change('resumeVersion', 'resume', 'Offer a halted version again', [
  'version.cannot_stage',
  'app.suspended',
  'package.blocked',
])
export const unscheduleVersion = change('unscheduleVersion', 'unschedule', 'Take the time of a scheduled version back')
export const withdrawVersion = change('withdrawVersion', 'withdraw', 'Withdraw a version for ever')

const WhatsNew = z.object({
  texts: z.record(locale, z.string().trim().min(1).max(4000)).describe('By language; the release notes are shown else'),
})

export const getWhatsNew = endpoint({
  name: 'getWhatsNew',
  method: 'GET',
  path: '/v1/apps/{app_id}/versions/{version_id}/whats_new',
  summary: 'What is said to be new in a version, in each language',
  access: 'apps:read',
  params: VersionRef,
  result: WhatsNew,
  errors: ['app.not_found', 'version.not_found'],
})

export const putWhatsNew = endpoint({
  name: 'putWhatsNew',
  method: 'PUT',
  path: '/v1/apps/{app_id}/versions/{version_id}/whats_new',
  summary: 'Say what is new in a version, in each language',
  access: 'apps:write',
  params: VersionRef,
  body: WhatsNew,
  result: WhatsNew,
  errors: ['app.not_found', 'version.not_found'],
})

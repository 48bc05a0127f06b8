import { z } from 'zod'
import { AppRef } from './apps.ts'
import { bytes, endpoint, nothing } from './endpoint.ts'
import { appId, idOf, listQuery, pageOf, sha256, time, versionCode, versionName } from './fields.ts'

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

/** `manual`: the developer publishes after approval. `when_approved`: approval publishes. */
export const Release = z.enum(['manual', 'when_approved'])
export type Release = z.output<typeof Release>

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
  release_notes: z.string(),
  size_bytes: z.int(),
  sha256,
  key_id: sha256,
  permissions: z.array(z.string()),
  min_mosis_version: versionName,
  findings: z.array(Finding).nullable().describe('Null until the automated review has run'),
  review: z
    .object({ id: idOf('rev'), state: z.string(), reason: z.string().nullable(), manual_reasons: z.array(z.string()) })
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
  summary: 'List versions, the newest first',
  access: 'apps:read',
  params: AppRef,
  query: z.object({ ...listQuery, state: VersionState.optional() }),
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
    .object({ release: Release.default('manual'), release_notes: z.string().trim().max(4000).default('') })
    .prefault({}),
  result: Version,
  errors: [
    'app.not_found',
    'version.not_found',
    'version.wrong_state',
    'version.key_mismatch',
    'version.lineage_missing',
  ],
})

export const publishVersion = endpoint({
  name: 'publishVersion',
  method: 'POST',
  path: '/v1/apps/{app_id}/versions/{version_id}/publish',
  summary: 'Publish an approved version, or return to an earlier one (roll back)',
  access: 'versions:publish',
  params: VersionRef,
  result: Version,
  errors: ['app.not_found', 'version.not_found', 'version.wrong_state', 'version.key_mismatch', 'app.suspended'],
})

const change = (name: string, action: string, summary: string) =>
  endpoint({
    name,
    method: 'POST',
    path: `/v1/apps/{app_id}/versions/{version_id}/${action}`,
    summary,
    access: 'versions:publish',
    params: VersionRef,
    body: z.object({ reason: z.string().trim().max(1000).default('') }).prefault({}),
    result: Version,
    errors: ['app.not_found', 'version.not_found', 'version.wrong_state'],
  })

export const cancelVersion = change('cancelVersion', 'cancel', 'Take a submitted version back to draft')
export const haltVersion = change('haltVersion', 'halt', 'Stop offering a published version')
export const resumeVersion = change('resumeVersion', 'resume', 'Offer a halted version again')
export const withdrawVersion = change('withdrawVersion', 'withdraw', 'Withdraw a version for ever')

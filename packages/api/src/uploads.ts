import { z } from 'zod'
import { AppRef } from './apps.ts'
import { bytes, endpoint, nothing } from './endpoint.ts'
import type { ErrorCode } from './errors.ts'
import { appId, idOf, time } from './fields.ts'
import { Version } from './versions.ts'

/** `open`: bytes are missing, or nobody has asked for the version yet. `done`: it became a version. `refused`: it never will. */
export const UploadState = z.enum(['open', 'done', 'refused'])
export type UploadState = z.output<typeof UploadState>

/** A package that comes in pieces, by the tus protocol 1.0.0 (https://tus.io). */
export const Upload = z.object({
  id: idOf('upl'),
  app_id: appId,
  state: UploadState,
  size_bytes: z.int().describe('How many bytes it is to have'),
  offset: z.int().describe('How many are here'),
  version: Version.nullable().describe('What it became, as the upload in one request answers it'),
  problem: z
    .looseObject({ code: z.string(), detail: z.string() })
    .nullable()
    .describe('Why it is refused; the same problem that the last PATCH answered'),
  created_at: time,
  expires_at: time.describe('Removed then, whether it is finished or not'),
})
export type Upload = z.output<typeof Upload>

/** What both sides say in the header Tus-Resumable. */
export const tusVersion = '1.0.0'
/** The Content-Type of a PATCH. */
export const tusContentType = 'application/offset+octet-stream'

export const UploadRef = AppRef.extend({ upload_id: idOf('upl') })
export type UploadRef = z.output<typeof UploadRef>

/** What the protocol itself refuses. */
const ofProtocol = ['upload.malformed', 'upload.unsupported_protocol'] as const satisfies readonly ErrorCode[]
const ofOne = ['app.not_found', 'upload.not_found', ...ofProtocol] as const satisfies readonly ErrorCode[]

export const createUpload = endpoint({
  name: 'createUpload',
  method: 'POST',
  path: '/v1/apps/{app_id}/uploads',
  summary: 'Begin a resumable upload (tus: with Tus-Resumable and Upload-Length; Location says where it goes on)',
  access: 'versions:upload',
  params: AppRef,
  result: Upload,
  status: 201,
  errors: ['app.not_found', 'app.suspended', 'upload.too_large', 'upload.too_many', 'rate_limited', ...ofProtocol],
})

export const getUpload = endpoint({
  name: 'getUpload',
  method: 'GET',
  path: '/v1/apps/{app_id}/uploads/{upload_id}',
  summary: 'What became of a resumable upload (tus: HEAD answers its Upload-Offset)',
  access: 'versions:upload',
  params: UploadRef,
  result: Upload,
  errors: [...ofOne],
})

export const continueUpload = endpoint({
  name: 'continueUpload',
  method: 'PATCH',
  path: '/v1/apps/{app_id}/uploads/{upload_id}',
  summary: 'Send the next bytes of a resumable upload; the last ones, or none at the end, make the draft version',
  access: 'versions:upload',
  params: UploadRef,
  body: bytes,
  result: nothing,
  status: 204,
  errors: [
    ...ofOne,
    'upload.wrong_offset',
    'upload.too_large',
    'upload.incomplete',
    'disk_full',
    'app.suspended',
    'package.invalid',
    'version.app_mismatch',
    'version.key_not_registered',
    'version.key_mismatch',
    'version.exists',
    'version.code_not_higher',
  ],
})

export const deleteUpload = endpoint({
  name: 'deleteUpload',
  method: 'DELETE',
  path: '/v1/apps/{app_id}/uploads/{upload_id}',
  summary: 'Give a resumable upload up; a version that it became stays',
  access: 'versions:upload',
  params: UploadRef,
  result: nothing,
  status: 204,
  errors: [...ofOne],
})

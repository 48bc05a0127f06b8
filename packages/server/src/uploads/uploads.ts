import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { ApiError, tusVersion } from '@mosis/api'
import type { AppRef, Problem, Upload, UploadRef, Version } from '@mosis/api'
import { requireApp } from '../apps/ownership.ts'
import type { AppRow, Db, UploadRow } from '../db/schema.ts'
import { requireAccount } from '../http/call.ts'
import type { Call } from '../http/call.ts'
import { uploadVersion } from '../versions/upload.ts'
import type { UploadPlace } from '../versions/upload.ts'
import { describeVersion } from '../versions/versions.ts'
import { findOffset } from './tus-server.ts'
import type { TusServer } from './tus-server.ts'

export interface UploadsPlace extends UploadPlace {
  /** Where the bytes of unfinished uploads lie. */
  directory: string
  /** Loaded with the first upload. */
  openTus: () => Promise<TusServer>
}

/** What the headers of an answer tell. */
export interface Progress {
  offset: number
  sizeBytes: number
  expiresAt: string
  metadata: string
  versionId: string | null
}

/** The headers of a request. */
export type TusHeaders = Readonly<Record<string, string | string[] | undefined>>

const dayMs = 24 * 60 * 60_000
/** Each takes up to 50 MiB of the disk for a day. */
const maxUnfinished = 10
const longestMetadata = 4000
const pieceBytes = 256 * 1024

/** Begins an upload: from now on it belongs to the account, or to the API key, that asked. */
export async function createUpload(
  place: UploadsPlace,
  call: Call,
  { app_id }: AppRef,
  headers: TusHeaders,
): Promise<Upload> {
  const app = await requireApp(place.db, call, app_id, 'version.upload')
  requireProtocol(headers)
  if (app.state === 'suspended') throw new ApiError('app.suspended')
  const metadata = String(headers['upload-metadata'] ?? '')
  if (metadata.length > longestMetadata)
    throw new ApiError('upload.malformed', { reason: 'Upload-Metadata is too long' })
  const accountId = requireAccount(call)
  // Two at once may both come in under the limit: it is there for the disk, and one more does no harm.
  if ((await countUnfinished(place.db, accountId)) >= maxUnfinished)
    throw new ApiError('upload.too_many', { max: maxUnfinished })
  const answer = await (await place.openTus()).answer({ method: 'POST', id: '', headers })
  const id = answer.get('location')?.split('/').at(-1)
  if (id === undefined) throw new Error('The upload has no address')
  const row = await place.db
    .insertInto('upload')
    .values({
      id,
      app_id: app.id,
      account_id: accountId,
      api_key_id: call.apiKeyId,
      size_bytes: Number(headers['upload-length']),
      metadata,
      state: 'open',
      version_id: null,
      problem: null,
      created_at: call.now,
      expires_at: new Date(Date.parse(call.now) + dayMs).toISOString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toUpload(row, 0)
}

/** What became of an upload of the caller's. */
export async function getUpload(place: UploadsPlace, call: Call, ref: UploadRef): Promise<Upload> {
  const { row } = await requireUpload(place.db, call, ref)
  return { ...toUpload(row, await offsetOf(place, row)), version: await findVersion(place.db, call, row) }
}

/** Deleted since, it is none any more. */
async function findVersion(db: Db, call: Call, { version_id }: UploadRow): Promise<Version | null> {
  if (version_id === null) return null
  const row = await db.selectFrom('version').selectAll().where('id', '=', version_id).executeTakeFirst()
  return row ? describeVersion(db, call, row) : null
}

/** The answer to HEAD: where a client goes on, and what it said at the beginning. */
export async function headUpload(
  place: UploadsPlace,
  call: Call,
  ref: UploadRef,
  headers: TusHeaders,
): Promise<Progress> {
  const { row } = await requireUpload(place.db, call, ref)
  requireProtocol(headers)
  if (row.state !== 'open') return toProgress(row, row.size_bytes)
  // By the library, which waits for a request that still writes, or cuts it off.
  const answer = await (await place.openTus()).answer({ method: 'HEAD', id: row.id, headers })
  return toProgress(row, Number(answer.get('upload-offset')))
}

/** Takes the next bytes in. With the last ones the package becomes a draft version, as if it had come in one piece. */
export async function continueUpload(
  place: UploadsPlace,
  call: Call,
  ref: UploadRef,
  { headers, body }: { headers: TusHeaders; body: Readable },
): Promise<Progress> {
  const { row, app } = await requireUpload(place.db, call, ref)
  requireProtocol(headers)
  if (app.state === 'suspended') throw new ApiError('app.suspended')
  if (row.state === 'refused') throw refusalOf(row)
  if (row.state === 'done') return toProgress(row, row.size_bytes)
  const offset = await writeBytes(place, row, { headers, body }).catch(async (failure: unknown) => {
    if ((await findEnd(place, row)) === undefined) throw failure
    return row.size_bytes
  })
  return offset < row.size_bytes ? toProgress(row, offset) : finishUpload(place, call, row)
}

async function writeBytes(
  place: UploadsPlace,
  row: UploadRow,
  { headers, body }: { headers: TusHeaders; body: Readable },
): Promise<number> {
  const tus = await place.openTus()
  try {
    const answer = await tus.answer({ method: 'PATCH', id: row.id, headers, body })
    return Number(answer.get('upload-offset'))
  } catch (failure) {
    if (!(failure instanceof ApiError) || failure.code !== 'upload.wrong_offset') throw failure
    throw new ApiError('upload.wrong_offset', { offset: await offsetOf(place, row) })
  }
}

/** Ends an upload; the version that it may have become stays. */
export async function deleteUpload(
  place: UploadsPlace,
  call: Call,
  ref: UploadRef,
  headers: TusHeaders,
): Promise<void> {
  const { row } = await requireUpload(place.db, call, ref)
  requireProtocol(headers)
  if (row.state === 'open') await (await place.openTus()).answer({ method: 'DELETE', id: row.id, headers })
  await place.db.deleteFrom('upload').where('id', '=', row.id).execute()
}

/**
 * Safe to do twice: who was cut off before the answer sends the end again, and the same bytes give the same version. What is
 * wrong with the package stays wrong; what is wrong with the portal does not.
 */
async function finishUpload(place: UploadsPlace, call: Call, row: UploadRow): Promise<Progress> {
  const path = join(place.directory, row.id)
  const ended = await findEnd(place, row)
  if (ended) return ended
  try {
    const { version } = await uploadVersion(place, call, row, { body: readPieces(path), declaredBytes: row.size_bytes })
    return await endUpload(place, row, { state: 'done', version_id: version.id })
  } catch (failure) {
    const end = await findEnd(place, row)
    if (end) return end
    if (!(failure instanceof ApiError) || failure.status >= 500) throw failure
    await endUpload(place, row, { state: 'refused', problem: JSON.stringify(failure.toProblem()) })
    throw failure
  }
}

/** Always the same memory, filled anew when the next piece is asked for: a stream would leave as much behind as the file is long. */
async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const piece = Buffer.allocUnsafeSlow(pieceBytes)
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, pieceBytes)
      if (bytesRead === 0) return
      yield piece.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** What came of an upload that another request of the same client finished meanwhile: its bytes are gone then. */
async function findEnd({ db }: UploadsPlace, { id }: UploadRow): Promise<Progress | undefined> {
  const row = await db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
  if (row?.state === 'refused') throw refusalOf(row)
  return row?.state === 'done' ? toProgress(row, row.size_bytes) : undefined
}

async function endUpload(
  { db, directory }: UploadsPlace,
  { id, size_bytes }: UploadRow,
  end: Pick<UploadRow, 'state'> & Partial<UploadRow>,
): Promise<Progress> {
  await db.updateTable('upload').set(end).where('id', '=', id).where('state', '=', 'open').execute()
  await rm(join(directory, id), { force: true })
  const row = await db.selectFrom('upload').selectAll().where('id', '=', id).executeTakeFirst()
  // Given up by another request of the same client.
  if (!row) throw new ApiError('upload.not_found')
  return toProgress(row, size_bytes)
}

/** The upload, for whoever began it and may still upload; everybody else's is answered like one that does not exist. */
async function requireUpload(
  db: Db,
  call: Call,
  { app_id, upload_id }: UploadRef,
): Promise<{ row: UploadRow; app: AppRow }> {
  const app = await requireApp(db, call, app_id, 'version.upload')
  const row = await db
    .selectFrom('upload')
    .selectAll()
    .where('id', '=', upload_id)
    .where('app_id', '=', app_id)
    .where('account_id', '=', requireAccount(call))
    .where('api_key_id', call.apiKeyId === null ? 'is' : '=', call.apiKeyId)
    .where('expires_at', '>', call.now)
    .executeTakeFirst()
  if (!row) throw new ApiError('upload.not_found')
  return { row, app }
}

/** Before the library looks, so that a client that speaks no tus learns what is missing. */
function requireProtocol(headers: TusHeaders): void {
  const is = headers['tus-resumable'] ?? ''
  if (is !== tusVersion) throw new ApiError('upload.unsupported_protocol', { is, should: tusVersion })
}

async function countUnfinished(db: Db, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('upload')
    .select((query) => query.fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow()
  return count
}

async function offsetOf({ directory }: UploadsPlace, { id, state, size_bytes }: UploadRow): Promise<number> {
  return state === 'open' ? ((await findOffset(directory, id)) ?? 0) : size_bytes
}

function refusalOf({ problem }: UploadRow): ApiError {
  const refusal = problem === null ? undefined : ApiError.fromProblem(JSON.parse(problem))
  return refusal ?? new ApiError('upload.not_found')
}

const toProgress = (row: UploadRow, offset: number): Progress => ({
  offset,
  sizeBytes: row.size_bytes,
  expiresAt: row.expires_at,
  metadata: row.metadata,
  versionId: row.version_id,
})

function toUpload(row: UploadRow, offset: number): Upload {
  return {
    id: row.id,
    app_id: row.app_id,
    state: row.state,
    size_bytes: row.size_bytes,
    offset,
    version: null,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as Problem),
    created_at: row.created_at,
    expires_at: row.expires_at,
  }
}

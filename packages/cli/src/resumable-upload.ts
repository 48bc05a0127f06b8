import type { Upload, UploadRef, Version } from '@mosis/api'
import type { Io } from './io.ts'
import type { Portal } from './portal.ts'
import type { UnfinishedUpload } from './unfinished-uploads.ts'
import { countedStream } from './upload.ts'

/** What is larger is sent so that a connection that breaks costs only what was not yet there. */
export const resumableFromBytes = 5 * 1024 * 1024

const firstWaitMs = 500
const longestWaitMs = 15_000
/** In a row, without a byte getting through. */
const mostTries = 8

interface ResumableUpload {
  appId: string
  bytes: Uint8Array
  onSent: (sentBytes: number) => void
  /** Where an earlier command may have left off. */
  unfinished?: UnfinishedUpload
}

/** Uploads a package by the tus protocol: where a connection breaks or the portal restarts, it goes on from what came. */
export async function uploadResumable(
  io: Pick<Io, 'wait' | 'interrupted'>,
  { call }: Portal,
  { appId, bytes, onSent, unfinished }: ResumableUpload,
): Promise<Version> {
  const { ApiError, tusContentType, tusVersion, uploads } = await import('@mosis/api')
  const tus = { 'tus-resumable': tusVersion }
  const headers = { ...tus, 'upload-length': String(bytes.length) }
  const begun = (await findBegun()) ?? (await call(uploads.createUpload, { params: { app_id: appId } }, { headers }))
  const params: UploadRef = { app_id: appId, upload_id: begun.id }
  unfinished?.keep(begun.id)
  let upload: Upload = begun
  for (let tries = 1; upload.state === 'open'; tries += 1) {
    const { offset } = upload
    const failure = await sendFrom(offset)
    const now = await look(failure)
    if (now.offset > offset) tries = 0
    if (failure !== undefined && now.state === 'open') {
      if (tries >= mostTries) throw failure
      await io.wait(Math.min(firstWaitMs * 2 ** tries, longestWaitMs), io.interrupted)
    }
    upload = now
  }
  unfinished?.forget()
  if (upload.problem !== null) throw ApiError.fromProblem(upload.problem) ?? new ApiError('upload.not_found')
  if (upload.version === null) throw new ApiError('upload.not_found')
  return upload.version

  /** What an earlier command began, as far as it can go on. */
  async function findBegun(): Promise<Upload | undefined> {
    const upload_id = unfinished?.find()
    if (upload_id === undefined) return undefined
    try {
      const kept = await call(uploads.getUpload, { params: { app_id: appId, upload_id } })
      // A refused one stays refused, though what it was refused for may have been put right.
      return kept.state !== 'refused' && kept.size_bytes === bytes.length ? kept : undefined
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'upload.not_found') return undefined
      throw failure
    }
  }

  /** Sends the rest, or nothing where only the answer is missing; gives what went wrong on the way. */
  async function sendFrom(offset: number): Promise<unknown> {
    const sent = { ...tus, 'content-type': tusContentType, 'upload-offset': String(offset) }
    const rest = bytes.subarray(offset)
    const body = () => (rest.length === 0 ? rest : countedStream(rest, (count) => onSent(offset + count)))
    try {
      await call(uploads.continueUpload, () => ({ params, body: body() }), { headers: sent })
      return undefined
    } catch (failure) {
      if (!mayPass(failure)) throw failure
      return failure
    }
  }

  /** Asks where the upload stands, for as long as the portal may be away. */
  async function look(before: unknown): Promise<Upload> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await call(uploads.getUpload, { params })
      } catch (failure) {
        if (!mayPass(failure)) throw failure
        if (tries >= mostTries) throw before ?? failure
        await io.wait(Math.min(firstWaitMs * 2 ** tries, longestWaitMs), io.interrupted)
      }
    }
  }

  function mayPass(failure: unknown): boolean {
    if (!(failure instanceof ApiError)) return false
    return failure.status >= 500 || passing.has(failure.code)
  }
}

/** Nobody answers, or the portal has other bytes by now than it had. */
const passing = new Set(['portal.unreachable', 'portal.unexpected_answer', 'upload.wrong_offset', 'upload.incomplete'])

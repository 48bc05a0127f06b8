import type { Problem } from '@mosis/api'
import { useCallback, useSyncExternalStore } from 'react'
import type { DetailedError, Upload as TusUpload } from 'tus-js-client'
import { PortalError } from '../../call.ts'
import { deleteUpload, endUpload, lookAtUpload, uploadAddress } from '../../queries/uploads.ts'
import { findKept, forgetKept, isSameFile, keepUpload } from './kept-uploads.ts'
import { Speed } from './speed.ts'

/** Where the upload of a package stands. */
export interface UploadStatus {
  /**
   * `waiting`: the network or the portal is away, and it goes on by itself. `checking`: every byte is there, and the portal looks
   * into the package. `refused`: the package was, for good. `stopped`: something else came between, and it can go on.
   */
  readonly step: 'starting' | 'sending' | 'paused' | 'waiting' | 'checking' | 'refused' | 'stopped' | 'done'
  readonly fileName: string
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly bytesPerSecond?: number | undefined
  readonly uploadId?: string
  /** Why it waits, stopped or was refused. */
  readonly error?: unknown
  /** The draft that it became. */
  readonly versionId?: string
}

interface Run {
  status: UploadStatus
  readonly file: File
  readonly speed: Speed
  tus?: TusUpload
  timer?: ReturnType<typeof setTimeout>
  /** Tries in a row without a byte getting through. */
  tries: number
}

// Outlives the page: an upload goes on while its developer looks at something else.
const runs = new Map<string, Run>()
const listeners = new Set<() => void>()

const firstWaitMs = 1000
const longestWaitMs = 15_000

/** The upload of an app in this tab, as it goes on. */
export function useUpload(appId: string): UploadStatus | undefined {
  const read = useCallback(() => runs.get(appId)?.status, [appId])
  return useSyncExternalStore(watch, read)
}

function watch(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Begins to send a package, or goes on with the upload that was named or that this browser began with the same file. Another one
 * of this app in this tab is left where it is.
 */
export async function startUpload(appId: string, file: File, named?: string): Promise<void> {
  abandon(appId)
  const status = { step: 'starting', fileName: file.name, sizeBytes: file.size, sentBytes: 0 } as const
  const run: Run = { status, file, speed: new Speed(), tries: 0 }
  runs.set(appId, run)
  tell()
  const kept = findKept(appId)
  const begun = named ?? (kept && isSameFile(kept, file) ? kept.uploadId : undefined)
  const uploadId = begun === undefined ? undefined : await findOpen(appId, begun, file)
  if (runs.get(appId) === run) await sendOn(appId, run, uploadId)
}

/** Stops sending; what is there stays there for a day. */
export function pauseUpload(appId: string): void {
  const run = runs.get(appId)
  if (!run) return
  stop(run)
  change(run, { step: 'paused', bytesPerSecond: undefined, error: undefined })
}

/** Goes on after a pause, or at once instead of waiting any longer. */
export function resumeUpload(appId: string): void {
  const run = runs.get(appId)
  if (!run) return
  stop(run)
  void sendOn(appId, run, run.status.uploadId)
}

/** Gives the upload up; what came of it on the portal is removed. */
export async function cancelUpload(appId: string, uploadId: string | undefined): Promise<void> {
  abandon(appId)
  forgetKept(appId)
  tell()
  if (uploadId === undefined) return
  try {
    await deleteUpload(appId, uploadId)
  } catch (failure) {
    // Gone already is what was wanted.
    if (!(failure instanceof PortalError) || failure.code !== 'upload.not_found') throw failure
  }
}

/** Forgets an upload that has ended, so that another one can begin. */
export function forgetUpload(appId: string): void {
  abandon(appId)
  forgetKept(appId)
  tell()
}

/** An upload that can go on with this file; one that is over, or began with another size, cannot. */
async function findOpen(appId: string, uploadId: string, file: File): Promise<string | undefined> {
  try {
    const { state, size_bytes } = await lookAtUpload(appId, uploadId)
    return state !== 'refused' && size_bytes === file.size ? uploadId : undefined
  } catch (failure) {
    if (failure instanceof PortalError && failure.status >= 400 && failure.status < 500) return undefined
    // Not known now; the protocol asks again before it sends.
    return uploadId
  }
}

async function sendOn(appId: string, run: Run, uploadId: string | undefined): Promise<void> {
  run.speed.reset()
  change(run, { step: 'sending', error: undefined, bytesPerSecond: undefined, ...(uploadId && { uploadId }) })
  // Only who uploads loads it.
  const { Upload } = await import('tus-js-client')
  if (runs.get(appId) !== run || run.status.step !== 'sending') return
  const tus: TusUpload = new Upload(run.file, {
    endpoint: uploadAddress(appId),
    uploadUrl: uploadId === undefined ? null : uploadAddress(appId, uploadId),
    metadata: { filename: run.file.name },
    storeFingerprintForResuming: false,
    // Done here, so that it waits for the network as long as that takes.
    retryDelays: null,
    onUploadUrlAvailable() {
      const id = tus.url?.split('/').at(-1)
      if (id === undefined || id === run.status.uploadId) return
      const { name, size, lastModified } = run.file
      keepUpload(appId, { uploadId: id, name, size, lastModified })
      change(run, { uploadId: id })
    },
    onProgress(sentBytes, sizeBytes) {
      if (run.tus !== tus) return
      run.speed.add({ at: performance.now(), bytes: sentBytes })
      if (sentBytes > run.status.sentBytes) run.tries = 0
      const { bytesPerSecond } = run.speed
      change(run, { step: sentBytes < sizeBytes ? 'sending' : 'checking', sentBytes, bytesPerSecond })
    },
    onSuccess: () => void (run.tus === tus && end(appId, run)),
    onError: (failure) => void (run.tus === tus && fail(appId, run, toFailure(failure))),
  })
  run.tus = tus
  tus.start()
}

/** Asks what became of it. Where the answer to the last bytes was lost, the portal has yet to be told that they were the last. */
async function end(appId: string, run: Run): Promise<void> {
  const { uploadId } = run.status
  if (uploadId === undefined) return
  change(run, { step: 'checking', sentBytes: run.file.size, bytesPerSecond: undefined })
  try {
    let upload = await lookAtUpload(appId, uploadId)
    if (upload.state === 'open') {
      await endUpload(appId, uploadId, run.file.size)
      upload = await lookAtUpload(appId, uploadId)
    }
    if (upload.problem !== null) throw toError(upload.problem as unknown as Problem)
    if (upload.version === null) throw new PortalError('', { code: 'upload.not_found', status: 404 })
    forgetKept(appId)
    change(run, { step: 'done', versionId: upload.version.id, error: undefined })
  } catch (failure) {
    fail(appId, run, failure)
  }
}

function fail(appId: string, run: Run, error: unknown): void {
  const { code, status } = error instanceof PortalError ? error : { code: '', status: undefined }
  if (status === 0 || status === 423 || status === 429 || (status ?? 0) >= 500 || code === 'upload.wrong_offset') {
    wait(appId, run, error)
    return
  }
  // The portal has seen the whole package, and will say the same of it again.
  const isRefused = code.startsWith('package.') || code.startsWith('version.')
  if (isRefused) forgetKept(appId)
  change(run, { step: isRefused ? 'refused' : 'stopped', error, bytesPerSecond: undefined })
}

function wait(appId: string, run: Run, error: unknown): void {
  stop(run)
  change(run, { step: 'waiting', error, bytesPerSecond: undefined })
  const ms = Math.min(longestWaitMs, firstWaitMs * 2 ** run.tries)
  run.tries += 1
  const again = () => {
    clearTimeout(run.timer)
    removeEventListener('online', again)
    if (runs.get(appId) === run && run.status.step === 'waiting') resumeUpload(appId)
  }
  addEventListener('online', again)
  run.timer = setTimeout(again, ms)
}

function stop(run: Run): void {
  clearTimeout(run.timer)
  const { tus } = run
  run.tus = undefined
  void tus?.abort()
}

function abandon(appId: string): void {
  const run = runs.get(appId)
  if (run) stop(run)
  runs.delete(appId)
}

function change(run: Run, changes: Partial<UploadStatus>): void {
  run.status = { ...run.status, ...changes }
  tell()
}

function tell(): void {
  for (const listener of listeners) listener()
}

/** What the protocol met, in the words of the portal where it gave an answer. */
function toFailure(failure: Error | DetailedError): unknown {
  const answer = 'originalResponse' in failure ? failure.originalResponse : null
  if (answer === null || answer.getStatus() === 0) {
    return 'originalRequest' in failure
      ? new PortalError('The portal does not answer', { code: 'portal.unreachable', status: 0 })
      : failure
  }
  const status = answer.getStatus()
  try {
    const problem = JSON.parse(answer.getBody()) as Problem
    return toError({ ...problem, status })
  } catch {
    return new PortalError(`The portal answered with status ${status} and nothing that can be read`, {
      code: 'portal.unexpected_answer',
      status,
    })
  }
}

const toError = (problem: Problem) => new PortalError(problem.detail, problem)

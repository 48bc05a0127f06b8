import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '@mosis/format'
import { freeBytes, listFolder, randomName } from './disk.ts'
import { DeviceError, isDiskFull } from './errors.ts'
import type { Place } from './place.ts'
import type { Expected } from './policy.ts'

/** What is to be downloaded; with a SHA-256 a download that was cut goes on where it stopped. */
export interface Wanted extends Expected {
  id: string
  url: string
}

interface DownloadOptions {
  fetch: typeof globalThis.fetch
  /** Sent along, also where the address leads on. */
  headers: Readonly<Record<string, string>>
  onProgress: (progress: number) => void
  signal?: AbortSignal
}

/** What stands beside a download that may be continued. */
interface Note {
  id: string
  url: string
  /** Null when it was not promised: then it cannot be continued. */
  sha256: string | null
  created_at: string
}

/** A portal that says nothing for so long is not there; a person waits at most this long for that answer. */
const answerMs = 8_000
/** Between two pieces of a download. */
const pieceMs = 20_000

/**
 * Downloads a package into `downloads/` and returns its bytes. Never more than the promised size (or the largest package)
 * is written; the whole is compared with the promised SHA-256. The caller holds the app.
 */
export async function download(place: Place, wanted: Wanted, options: DownloadOptions): Promise<Buffer> {
  const path = (await findPart(place, wanted)) ?? (await newPart(place, wanted))
  let keep = false
  try {
    await append(place, path, wanted, options)
    const bytes = await readFile(path)
    requireSha256(bytes, wanted)
    return bytes
  } catch (error) {
    keep = error instanceof DeviceError && resumable.has(error.code)
    if (isDiskFull(error)) throw await diskFull(place, wanted, error)
    throw error
  } finally {
    if (!keep) await removePart(place, path)
  }
}

const resumable = new Set<string>(['device.download_cut', 'device.portal_unreachable'])

async function append(place: Place, path: string, wanted: Wanted, options: DownloadOptions) {
  const { onProgress, signal } = options
  const maxBytes = wanted.size_bytes ?? limits.maxPackageBytes
  const tooLarge = () => new DeviceError('device.download_too_large', { id: wanted.id, should: maxBytes })
  const file = await place.disk.openAppend(path)
  try {
    let haveBytes = (await stat(path)).size
    if (haveBytes === maxBytes && wanted.size_bytes !== undefined) return
    const silence = new AbortController()
    let timer = setTimeout(() => silence.abort(), answerMs)
    try {
      const response = await ask(
        options,
        wanted,
        haveBytes,
        AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
      )
      if (response.status !== 206 && haveBytes > 0) {
        // The server began anew.
        await file.truncate()
        haveBytes = 0
      }
      const restBytes = Number(response.headers.get('content-length') ?? 0)
      if (haveBytes + restBytes > maxBytes) throw tooLarge()
      try {
        for await (const piece of response.body ?? []) {
          clearTimeout(timer)
          timer = setTimeout(() => silence.abort(), pieceMs)
          haveBytes += piece.byteLength
          if (haveBytes > maxBytes) throw tooLarge()
          await file.write(piece)
          onProgress(haveBytes / Math.max(maxBytes, 1))
        }
      } catch (cause) {
        if (cause instanceof DeviceError || isDiskFull(cause) || signal?.aborted) throw cause
        throw cutOff(wanted, haveBytes, { cause })
      }
      if (wanted.size_bytes !== undefined && haveBytes < wanted.size_bytes) throw cutOff(wanted, haveBytes, {})
    } finally {
      clearTimeout(timer)
    }
  } finally {
    await file.close()
  }
}

async function ask(
  { fetch, headers: more }: DownloadOptions,
  { id, url }: Wanted,
  haveBytes: number,
  signal: AbortSignal,
) {
  const headers = { ...more, 'accept-encoding': 'identity', ...(haveBytes > 0 && { range: `bytes=${haveBytes}-` }) }
  let response: Response
  try {
    response = await fetch(url, { headers, signal })
  } catch (cause) {
    throw new DeviceError('device.portal_unreachable', { url, reason: reasonOf(cause) }, { cause })
  }
  const rightPart = response.headers.get('content-range')?.startsWith(`bytes ${haveBytes}-`) ?? false
  if (response.status === 200 || (response.status === 206 && rightPart)) return response
  await response.body?.cancel()
  const advice = 'Look at the app in the store: it may have been withdrawn; the installed version stays'
  throw new DeviceError('device.portal_refused', { id, reason: `it answered status ${response.status}`, advice })
}

/** `fetch` says only "fetch failed"; what happened is in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return `no answer in ${answerMs / 1000} s`
  const { cause } = error
  if (cause instanceof AggregateError && cause.errors[0] instanceof Error) return cause.errors[0].message
  return cause instanceof Error && cause.message ? cause.message : error.message
}

function cutOff({ id, size_bytes }: Wanted, is: number, options: { cause?: unknown }) {
  return new DeviceError('device.download_cut', { id, is, should: size_bytes ?? 'an unknown number' }, options)
}

function requireSha256(bytes: Buffer, { id, sha256 }: Wanted) {
  const is = createHash('sha256').update(bytes).digest('hex')
  if (sha256 !== undefined && is !== sha256) {
    throw new DeviceError('device.package_mismatch', { id, what: 'SHA-256', is, should: sha256 })
  }
}

async function diskFull({ layout }: Place, { id, size_bytes }: Wanted, cause: unknown) {
  const details = { needed_bytes: size_bytes ?? limits.maxPackageBytes, free_bytes: await freeBytes(layout.downloads) }
  return new DeviceError('device.disk_full', { action: `download "${id}"`, ...details }, { cause })
}

const notePath = (part: string) => `${part}.json`

async function findPart({ layout }: Place, { id, sha256 }: Wanted): Promise<string | undefined> {
  if (sha256 === undefined) return undefined
  for (const { name } of await listFolder(layout.downloads)) {
    if (!name.endsWith('.json')) continue
    const note = await readNote(join(layout.downloads, name))
    // The SHA-256 says which bytes they are: another address of the same package may go on with them.
    if (note?.id === id && note.sha256 === sha256) return join(layout.downloads, name.slice(0, -'.json'.length))
  }
  return undefined
}

async function newPart({ disk, layout, now }: Place, { id, url, sha256 }: Wanted): Promise<string> {
  const path = join(layout.downloads, randomName())
  const note: Note = { id, url, sha256: sha256 ?? null, created_at: new Date(now()).toISOString() }
  // The note comes first, so a download without one belongs to nobody.
  await disk.createFile(notePath(path), JSON.stringify(note))
  return path
}

async function removePart({ disk }: Place, path: string) {
  await disk.remove(path)
  await disk.remove(notePath(path))
}

/** A cut download is worth keeping for a day; after that the store has most likely a newer version. */
const keptMs = 24 * 60 * 60 * 1000

/** Removes downloads that no installation will ask for again. `isFree` tells whether nobody works on an app. */
export async function removeStaleDownloads(place: Place, isFree: (id: string) => Promise<boolean>): Promise<void> {
  const { disk, layout } = place
  const names = (await listFolder(layout.downloads)).map((entry) => entry.name)
  for (const name of names) {
    const path = join(layout.downloads, name)
    if (name.endsWith('.json')) {
      const note = await readNote(path)
      const isFresh = note?.sha256 != null && place.now() - Date.parse(note.created_at) < keptMs
      if (isFresh || (note && !(await isFree(note.id)))) continue
      await removePart(place, path.slice(0, -'.json'.length))
    } else if (!names.includes(`${name}.json`)) {
      await disk.remove(path)
    }
  }
}

async function readNote(path: string): Promise<Note | undefined> {
  try {
    const { id, url, sha256, created_at } = JSON.parse(await readFile(path, 'utf8')) as Partial<Note>
    if (typeof id !== 'string' || typeof url !== 'string') return undefined
    if ((typeof sha256 !== 'string' && sha256 !== null) || typeof created_at !== 'string') return undefined
    return { id, url, sha256, created_at }
  } catch (error) {
    // A note that was cut off while it was written belongs to a download that never began.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      return undefined
    throw error
  }
}

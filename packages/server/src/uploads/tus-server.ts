import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { ApiError, tusVersion } from '@mosis/api'
import { FileStore } from '@tus/file-store'
import { MemoryLocker, Server, Upload } from '@tus/server'

/** What is kept about an upload beside its bytes. */
export interface KeptUpload {
  sizeBytes: number
  createdAt: string
}

export interface TusRequest {
  method: 'POST' | 'HEAD' | 'PATCH' | 'DELETE'
  /** Empty for the one that makes an upload. */
  id: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body?: Readable
}

export interface TusServer {
  /** Answers one request of the protocol; whatever it refuses is thrown in the words of the contract. */
  answer: (request: TusRequest) => Promise<Headers>
}

/** The headers that the protocol knows; everything else of a request is none of its business. */
const readHeaders = ['tus-resumable', 'upload-length', 'upload-offset', 'upload-metadata', 'content-type']
const readAlso = ['upload-defer-length', 'upload-concat', 'content-length']

/**
 * The tus protocol 1.0.0 over files in one folder. Whose an upload is, and what becomes of it, is not known here: `newId` names
 * one, `find` gives what was kept of it.
 */
export function createTusServer(
  directory: string,
  options: { maxBytes: number; newId: () => string; find: (id: string) => Promise<KeptUpload | undefined> },
): TusServer {
  const { maxBytes, newId, find } = options
  const store = new FileStore({
    directory,
    configstore: {
      async get(id) {
        const kept = await find(id)
        return kept && new Upload({ id, size: kept.sizeBytes, offset: 0, creation_date: kept.createdAt })
      },
      // The rows are written by the verbs, in transactions of their own.
      set: () => Promise.resolve(),
      delete: () => Promise.resolve(),
    },
  })
  store.extensions = ['creation', 'termination', 'expiration']
  store.write = (readable, id, offset) => writeBytes(join(directory, id), readable, offset)
  const failures = new WeakMap<Request, unknown>()
  const server = new Server({
    path: '/uploads',
    datastore: store,
    locker: new MemoryLocker(),
    maxSize: maxBytes,
    namingFunction: newId,
    onResponseError: (request, failure) => void failures.set(request, failure),
  })
  return {
    async answer({ method, id, headers, body }) {
      const known = [...readHeaders, ...readAlso].flatMap((name): [string, string][] => {
        const value = headers[name]
        return typeof value === 'string' ? [[name, value]] : []
      })
      const request = new Request(`http://portal/uploads${id && `/${id}`}`, {
        method,
        headers: known,
        ...(body && { body: Readable.toWeb(body) as ReadableStream, duplex: 'half' }),
      })
      const response = await server.handleWeb(request)
      if (response.ok) return response.headers
      const said = (await response.text()).trim()
      throw await toApiError(failures.get(request), response.status, said)
    },
  }

  async function toApiError(failure: unknown, status: number, said: string): Promise<unknown> {
    // A full disk, or a bug: the portal's own words fit better.
    if (failure instanceof Error && !('status_code' in failure)) return failure
    if (status === 404 || status === 410) return new ApiError('upload.not_found')
    if (status === 412) return new ApiError('upload.unsupported_protocol', { is: '', should: tusVersion })
    if (status === 413) return new ApiError('upload.too_large', { max_bytes: maxBytes })
    if (status === 409) return new ApiError('upload.wrong_offset')
    // 501: a part of the protocol that the portal leaves out.
    return status < 500 || status === 501
      ? new ApiError('upload.malformed', { reason: said })
      : new ApiError('unavailable')
  }
}

/** Where an upload stands: the bytes that are here. */
export async function findOffset(directory: string, id: string): Promise<number | undefined> {
  try {
    return (await stat(join(directory, id))).size
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}

/**
 * Piece after piece, none of them begun when the source breaks: whoever goes on after that finds the file as it will stay. On
 * the disk before it is acknowledged.
 */
async function writeBytes(path: string, source: AsyncIterable<Buffer>, offset: number): Promise<number> {
  const file = await open(path, 'r+')
  try {
    let position = offset
    for await (const piece of source) {
      for (let done = 0; done < piece.length;) {
        const { bytesWritten } = await file.write(piece, done, piece.length - done, position)
        done += bytesWritten
        position += bytesWritten
      }
    }
    await file.sync()
    return position
  } finally {
    await file.close()
  }
}

import type { Readable } from 'node:stream'

/** Bytes of one stored thing, from `start` to `end`, both included. */
export interface ByteRange {
  start: number
  end: number
}

export interface PutOptions {
  /** More than this is refused with `StorageError('too-large')`, as soon as it comes. */
  maxBytes?: number
}

/** Bytes that arrived whole and lie on the local disk, but have no key yet: check them at `path`, then keep or discard. */
export interface Received {
  /** A local file to read; it is gone after `keep` or `discard`. */
  path: string
  sha256: string
  sizeBytes: number
  /** Stores the bytes under the key, durable when this resolves; keeping what is there already makes it new again. */
  keep: (key: string) => Promise<void>
  /** Safe to call after `keep`, so that it can stand in a `finally`. */
  discard: () => Promise<void>
}

/** Where packages lie. Keys are lower-case paths such as `packages/<sha256>.mosis`; what a key names never changes. */
export interface Storage {
  /** Takes a stream in without holding it in memory, counting and hashing on the way. */
  receive: (source: AsyncIterable<Uint8Array>, options?: PutOptions) => Promise<Received>
  /** `receive` and `keep` in one. */
  put: (
    key: string,
    source: AsyncIterable<Uint8Array>,
    options?: PutOptions,
  ) => Promise<{ sha256: string; sizeBytes: number }>
  /** Opens what is stored; throws `StorageError('not-found')`. */
  get: (key: string, range?: ByteRange) => Promise<Readable>
  head: (key: string) => Promise<{ sizeBytes: number } | undefined>
  /** Deleting what is not there is no fault. */
  delete: (key: string) => Promise<void>
  /** Every key that begins so, in no order. */
  list: (prefix: string) => AsyncIterable<{ key: string; sizeBytes: number; modifiedAt: string }>
  /** Removes bytes that were being received before this moment and never were kept: their process ended. */
  discardUnfinished: (before: Date) => Promise<void>
  /** The local file of a key, where the storage is a local disk; else undefined. */
  path: (key: string) => string | undefined
}

export type StorageErrorCode = 'bad-key' | 'not-found' | 'too-large' | 'incomplete' | 'disk-full'

/** Why something could not be stored or read. */
export class StorageError extends Error {
  readonly code: StorageErrorCode
  readonly details: { key?: string; maxBytes?: number; receivedBytes?: number }
  override readonly name = 'StorageError'

  constructor(code: StorageErrorCode, details: StorageError['details'] = {}, options: { cause?: unknown } = {}) {
    super(`${sentences[code]}${details.key === undefined ? '' : ` (key "${details.key}")`}`, options)
    this.code = code
    this.details = details
  }
}

const sentences: Record<StorageErrorCode, string> = {
  'bad-key': 'Cannot use a storage key: it is not a lower-case path of letters, digits, dots and hyphens',
  'not-found': 'Cannot read from storage: nothing is stored there',
  'too-large': 'Cannot store the bytes: they are more than is allowed',
  incomplete: 'Cannot store the bytes: the sender went away before the end',
  'disk-full': 'Cannot store the bytes: the disk is full',
}

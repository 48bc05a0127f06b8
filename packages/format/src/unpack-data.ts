import { crc32, inflateRawSync, type InflateRaw } from 'node:zlib'
import type { Entry } from './archive.ts'
import { deflated, stored } from './zip-rules.ts'

/** What is wrong with the data of an entry. */
export interface DataFault {
  code: 'data-broken' | 'data-length' | 'data-crc'
  is?: string
  should?: string | number
  cause?: unknown
}

/** The contents of an entry from its packed data: exact size, exact end, right checksum. Stored data is a view, nothing is copied. */
export function unpackOrFault(packed: Buffer, entry: Entry): Buffer | DataFault {
  const contents = entry.method === stored ? packed : inflate(packed, entry)
  if (!Buffer.isBuffer(contents)) return contents
  if (contents.length !== entry.sizeBytes) {
    return { code: 'data-length', is: `${contents.length} bytes`, should: entry.sizeBytes }
  }
  const sum = crc32(contents)
  return sum === entry.crc32 ? contents : { code: 'data-crc', is: hex(sum), should: hex(entry.crc32) }
}

/**
 * Gives the memory of unpacked contents back at once: left to the collector, files of 10 MiB pile up until it comes by.
 * They must not be used any more. Stored contents are a view of the package and stay.
 */
export function releaseUnpacked({ method }: Entry, contents: Buffer): void {
  const memory = contents.buffer
  const isShared = memory.byteLength <= Buffer.poolSize // small buffers of Node live together in one memory
  if (method === deflated && !isShared && memory instanceof ArrayBuffer) memory.transfer(0)
}

/** Room for one byte more than stated, in one piece: more output is refused before it is made. */
function inflate(packed: Buffer, { sizeBytes, packedBytes }: Entry): Buffer | DataFault {
  const maxBytes = sizeBytes + 1
  try {
    // What `info` gives, which the types of Node do not say.
    const result = inflateRawSync(packed, {
      info: true,
      maxOutputLength: maxBytes,
      chunkSize: Math.max(64, maxBytes),
    }) as unknown as { buffer: Buffer; engine: InflateRaw }
    const { bytesWritten } = result.engine
    // Node ignores what stands behind the end of a stream; a second payload could hide there.
    if (bytesWritten === packedBytes) return result.buffer
    return { code: 'data-length', is: `an end after ${bytesWritten} packed bytes`, should: packedBytes }
  } catch (cause) {
    const isTooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    return isTooLong
      ? { code: 'data-length', is: 'more bytes', should: sizeBytes, cause }
      : { code: 'data-broken', cause }
  }
}

function hex(sum: number): string {
  return `0x${sum.toString(16).padStart(8, '0')}`
}

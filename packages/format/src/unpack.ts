import { crc32, inflateRawSync, type InflateRaw } from 'node:zlib'
import type { Entry } from './archive.ts'
import { PackageError } from './errors.ts'
import { deflated, stored } from './zip-rules.ts'

/** The contents of an entry of an archive: exact size, exact end, right checksum. Stored data is a view, nothing is copied. */
export function unpackEntry(bytes: Buffer, entry: Entry): Buffer {
  return unpackData(bytes.subarray(entry.dataOffset, entry.dataOffset + entry.packedBytes), entry)
}

/** The same from the data of the entry alone. */
export function unpackData(packed: Buffer, entry: Entry): Buffer {
  const { path, sizeBytes, dataOffset: offset } = entry
  const contents = entry.method === stored ? packed : inflate(packed, entry)
  if (contents.length !== sizeBytes) {
    throw new PackageError('data-length', { path, offset, is: `${contents.length} bytes`, should: sizeBytes })
  }
  const sum = crc32(contents)
  if (sum !== entry.crc32) throw new PackageError('data-crc', { path, offset, is: hex(sum), should: hex(entry.crc32) })
  return contents
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

function inflate(packed: Buffer, { path, sizeBytes, packedBytes, dataOffset: offset }: Entry): Buffer {
  const result = inflateUpTo(packed, sizeBytes + 1, { path, offset })
  // Node ignores what stands behind the end of a stream; a second payload could hide there.
  if (result.engine.bytesWritten !== packedBytes) {
    throw new PackageError('data-length', {
      path,
      offset,
      is: `an end after ${result.engine.bytesWritten} packed bytes`,
      should: packedBytes,
    })
  }
  return result.buffer
}

/** Room for one byte more than stated, in one piece: more output is refused before it is made. */
function inflateUpTo(
  packed: Buffer,
  maxBytes: number,
  place: { path: string; offset: number },
): { buffer: Buffer; engine: InflateRaw } {
  try {
    const result: unknown = inflateRawSync(packed, {
      info: true,
      maxOutputLength: maxBytes,
      chunkSize: Math.max(64, maxBytes),
    })
    return result as { buffer: Buffer; engine: InflateRaw } // what `info` gives, which the types of Node do not say
  } catch (cause) {
    const isTooLong = cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE'
    const facts = isTooLong ? { is: 'more bytes', should: maxBytes - 1 } : {}
    throw new PackageError(isTooLong ? 'data-length' : 'data-broken', { ...place, ...facts }, { cause })
  }
}

function hex(sum: number): string {
  return `0x${sum.toString(16).padStart(8, '0')}`
}

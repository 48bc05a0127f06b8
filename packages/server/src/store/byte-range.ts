import type { ByteRange } from '../storage/storage.ts'

/**
 * Reads a Range header (RFC 9110, section 14). Undefined: send everything, which is also the answer to several ranges and to what
 * is not understood. `unsatisfiable`: no byte of the range exists.
 */
export function readByteRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(header ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  const last = sizeBytes - 1
  if (from === '') {
    const length = Number(to)
    return length === 0 || sizeBytes === 0 ? 'unsatisfiable' : { start: Math.max(0, sizeBytes - length), end: last }
  }
  const start = Number(from)
  if (to !== '' && Number(to) < start) return undefined
  if (start > last) return 'unsatisfiable'
  return { start, end: to === '' ? last : Math.min(Number(to), last) }
}

/** A place in the app's storage, checked: segments joined by `/`; the empty path is the root. */
export interface StoragePath {
  path: string
  /** In `cache/` or `temp/`: clearable, counted apart. */
  isCache: boolean
}

const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\]/
/** Names that Windows gives to devices, with any extension. */
const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i
const maxSegmentBytes = 255
const encoder = new TextEncoder()

/** Reads a path as an app writes it, or answers what is wrong with it. The rules hold on every file system a device may have. */
export function readStoragePath(
  text: string,
  limits: { pathCodePoints: number; pathDepth: number },
): StoragePath | { wrong: string } {
  const trimmed = text.endsWith('/') ? text.slice(0, -1) : text
  if (trimmed === '') return text === '/' ? { wrong: 'it begins with "/"' } : { path: '', isCache: false }
  if (trimmed.startsWith('/')) return { wrong: 'it begins with "/"' }
  if (Array.from(trimmed).length > limits.pathCodePoints)
    return { wrong: `it is longer than ${limits.pathCodePoints} characters` }
  if (trimmed.normalize('NFC') !== trimmed) return { wrong: 'it is not in the composed form of Unicode (NFC)' }
  const segments = trimmed.split('/')
  if (segments.length > limits.pathDepth + 1) return { wrong: `it has more than ${limits.pathDepth} directories` }
  for (const segment of segments) {
    const wrong = wrongSegment(segment)
    if (wrong !== undefined) return { wrong }
  }
  return { path: trimmed, isCache: segments[0] === 'cache' || segments[0] === 'temp' }
}

function wrongSegment(segment: string): string | undefined {
  if (segment === '') return 'it has an empty part between two "/"'
  if (segment === '.' || segment === '..') return `it has the part "${segment}"`
  if (forbidden.test(segment)) return 'it has a character that not every file system can store'
  if (segment.endsWith('.') || segment.endsWith(' ')) return 'a part of it ends with a dot or a space'
  if (device.test(segment)) return `"${segment}" is the name of a device on some systems`
  if (encoder.encode(segment).length > maxSegmentBytes) return `a part of it is longer than ${maxSegmentBytes} bytes`
  return undefined
}

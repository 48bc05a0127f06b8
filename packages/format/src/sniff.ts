import { isUtf8 } from 'node:buffer'
import type { PackageErrorCode } from './errors.ts'

/** What the contents of a file are not. */
export interface ContentFault {
  code: PackageErrorCode
  should?: string
}

/** Looks whether contents are of the kind that the extension promises: a program named .ogg is refused. */
export function findContentFault(path: string, contents: Buffer): ContentFault | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  const kind = kinds[extension]
  if (kind === undefined) return findTextFault(extension, contents)
  return kind.fits(contents) ? undefined : { code: 'content-mismatch', should: kind.name }
}

interface Kind {
  name: string
  fits(contents: Buffer): boolean
}

const jpeg: Kind = { name: 'a JPEG image', fits: (contents) => startsWith(contents, [0xff, 0xd8, 0xff]) }
const font: Kind = { name: 'a TrueType or OpenType font', fits: isFont }

/** Every kind of file but texts, by extension. */
const kinds: Record<string, Kind | undefined> = {
  png: { name: 'a PNG image', fits: isPng },
  jpg: jpeg,
  jpeg,
  tga: { name: 'a TGA image', fits: isTga },
  webp: { name: 'a WebP image', fits: (contents) => isRiff(contents, 'WEBP') },
  wav: { name: 'a WAV sound', fits: (contents) => isRiff(contents, 'WAVE') },
  ogg: { name: 'an Ogg sound', fits: (contents) => startsWith(contents, [0x4f, 0x67, 0x67, 0x53, 0x00]) },
  mp3: { name: 'an MP3 sound', fits: isMp3 },
  ttf: font,
  otf: font,
}

function findTextFault(extension: string, contents: Buffer): ContentFault | undefined {
  if (!isUtf8(contents) || contents.includes(0)) return { code: 'content-not-text' }
  // Compiled Lua begins with ESC; loading it skips every check of the language.
  if (contents[0] === 0x1b) return { code: 'content-not-text' }
  if (extension === 'json' && !/^[ \t\r\n]*["[{\-0-9tfn]/.test(contents.toString('latin1', 0, 1024))) {
    return { code: 'content-mismatch', should: 'JSON' }
  }
  return undefined
}

function startsWith(contents: Buffer, bytes: number[]): boolean {
  return bytes.every((byte, index) => contents[index] === byte)
}

function isPng(contents: Buffer): boolean {
  return (
    startsWith(contents, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) &&
    contents.toString('latin1', 12, 16) === 'IHDR'
  )
}

/** RIFF states its own length; a byte of padding may follow. */
function isRiff(contents: Buffer, form: string): boolean {
  if (contents.length < 12 || contents.toString('latin1', 0, 4) !== 'RIFF') return false
  const behind = contents.length - 8 - contents.readUInt32LE(4)
  return contents.toString('latin1', 8, 12) === form && (behind === 0 || behind === 1)
}

/** TGA has no magic bytes: its header must make sense, and the pixels it promises must be there. */
function isTga(contents: Buffer): boolean {
  if (contents.length < 18) return false
  const [idBytes = 0, colourMap = 0, type = 0] = contents
  const colours = contents.readUInt16LE(5)
  const colourBits = contents.readUInt8(7)
  const pixels = contents.readUInt16LE(12) * contents.readUInt16LE(14)
  const bits = contents.readUInt8(16)
  if (![1, 2, 3, 9, 10, 11].includes(type) || ![8, 15, 16, 24, 32].includes(bits) || pixels === 0) return false
  if (colourMap > 1 || (colourMap === 1 && ![15, 16, 24, 32].includes(colourBits))) return false
  if ((type === 1 || type === 9) && colourMap === 0) return false
  const pixelBytes = Math.ceil(bits / 8)
  // Run-length data packs 128 pixels into one pixel and a count at best.
  const leastBytes = type < 9 ? pixels * pixelBytes : Math.ceil(pixels / 128) * (pixelBytes + 1)
  return contents.length >= 18 + idBytes + colourMap * colours * Math.ceil(colourBits / 8) + leastBytes
}

/** An ID3 tag, or the frame header of an MPEG layer III sound. */
function isMp3(contents: Buffer): boolean {
  if (contents.toString('latin1', 0, 3) === 'ID3') return true
  const [first = 0, second = 0, third = 0] = contents
  const isLayer3 = first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02
  const version = (second >> 3) & 3
  return isLayer3 && version !== 1 && third >> 4 !== 15 && ((third >> 2) & 3) !== 3
}

/** The signature of an outline font, and a table list that fits into the file. */
function isFont(contents: Buffer): boolean {
  if (contents.length < 12) return false
  const isKnown =
    contents.readUInt32BE(0) === 0x00010000 || ['true', 'OTTO'].includes(contents.toString('latin1', 0, 4))
  const tables = contents.readUInt16BE(4)
  return isKnown && tables > 0 && 12 + tables * 16 <= contents.length
}

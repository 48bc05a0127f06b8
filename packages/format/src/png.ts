import { crc32, inflateSync } from 'node:zlib'
import { limits } from './limits.ts'
import type { PackageErrorCode } from './errors.ts'

/** What is wrong with an icon. */
export interface IconFault {
  code: PackageErrorCode
  is: string
  should?: string
}

interface Chunk {
  type: string
  data: Buffer
}

interface Header {
  width: number
  height: number
  bitsPerPixel: number
  colourType: number
  isInterlaced: boolean
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
const channels: Record<number, number | undefined> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const depths: Record<number, number[] | undefined> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
/** x and y of the first pixel and of the steps of the seven passes of an interlaced image. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const

/** Decodes an icon completely: chunks, checksums, and image data of exactly the size that the header promises. */
export function findIconFault(contents: Buffer, pixels: number): IconFault | undefined {
  if (contents.length > limits.maxIconBytes) {
    return { code: 'icon-too-large', is: `${contents.length} bytes`, should: `at most ${limits.maxIconBytes}` }
  }
  if (!contents.subarray(0, 8).equals(signature)) return { code: 'icon-broken', is: 'no PNG signature' }
  const chunks = readChunks(contents)
  if (typeof chunks === 'string') return { code: 'icon-broken', is: chunks }
  const header = readHeader(chunks[0])
  if (typeof header === 'string') return { code: 'icon-broken', is: header }
  if (header.width !== pixels || header.height !== pixels) {
    return { code: 'icon-wrong-size', is: `${header.width} × ${header.height} pixels`, should: `${pixels} × ${pixels}` }
  }
  const is = findOrderFault(chunks, header) ?? findDataFault(chunks, header)
  return is === undefined ? undefined : { code: 'icon-broken', is }
}

/** All chunks with their checksums verified, or what is wrong with them. */
function readChunks(contents: Buffer): Chunk[] | string {
  const chunks: Chunk[] = []
  let at = signature.length
  while (at < contents.length) {
    if (chunks.at(-1)?.type === 'IEND') return `data behind the end, at byte ${at}`
    const length = at + 12 <= contents.length ? contents.readUInt32BE(at) : contents.length
    if (at + 12 + length > contents.length) return `a chunk that is cut off, at byte ${at}`
    const type = contents.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{2}[A-Z][A-Za-z]$/.test(type)) return `a chunk without a valid type, at byte ${at}`
    const checked = contents.subarray(at + 4, at + 8 + length)
    if (crc32(checked) !== contents.readUInt32BE(at + 8 + length)) return `a wrong checksum of the ${type} chunk`
    chunks.push({ type, data: checked.subarray(4) })
    at += 12 + length
  }
  return chunks.at(-1)?.type === 'IEND' ? chunks : 'no IEND chunk at the end'
}

function readHeader(chunk: Chunk | undefined): Header | string {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) return 'no IHDR chunk in front'
  const [depth = 0, colourType = 0, compression = 0, filter = 0, interlace = 0] = chunk.data.subarray(8)
  if (!depths[colourType]?.includes(depth)) return `the colour type ${colourType} with ${depth} bits`
  if (compression !== 0 || filter !== 0 || interlace > 1) return 'an unknown compression, filter or interlace method'
  const bitsPerPixel = depth * (channels[colourType] ?? 0)
  return {
    width: chunk.data.readUInt32BE(0),
    height: chunk.data.readUInt32BE(4),
    bitsPerPixel,
    colourType,
    isInterlaced: interlace === 1,
  }
}

function findOrderFault(chunks: Chunk[], { colourType, bitsPerPixel }: Header): string | undefined {
  const types = chunks.map(({ type }) => type)
  const unknown = types.find((type) => /^[A-Z]/.test(type) && !['IHDR', 'PLTE', 'IDAT', 'IEND'].includes(type))
  if (unknown !== undefined) return `the unknown chunk ${unknown}`
  const animation = types.find((type) => ['acTL', 'fcTL', 'fdAT'].includes(type))
  if (animation !== undefined) return `the animation chunk ${animation}`
  const twice = ['IHDR', 'PLTE', 'IEND'].find((type) => types.indexOf(type) !== types.lastIndexOf(type))
  if (twice !== undefined) return `two ${twice} chunks`
  if (chunks.at(-1)?.data.length !== 0) return 'an IEND chunk with data'
  const first = types.indexOf('IDAT')
  if (first < 0) return 'no IDAT chunk'
  if (types.slice(first, types.lastIndexOf('IDAT')).some((type) => type !== 'IDAT'))
    return 'IDAT chunks that are not in a row'
  return findPaletteFault(chunks, first, colourType, bitsPerPixel)
}

function findPaletteFault(chunks: Chunk[], firstData: number, colourType: number, bits: number): string | undefined {
  const at = chunks.findIndex(({ type }) => type === 'PLTE')
  const palette = chunks[at]
  if (!palette) return colourType === 3 ? 'no PLTE chunk' : undefined
  if (at > firstData) return 'a PLTE chunk behind the image'
  if (colourType === 0 || colourType === 4) return 'a PLTE chunk in a grey image'
  const colours = palette.data.length / 3
  const most = colourType === 3 ? 2 ** bits : 256
  return Number.isInteger(colours) && colours >= 1 && colours <= most
    ? undefined
    : `a palette of ${palette.data.length} bytes`
}

function findDataFault(chunks: Chunk[], header: Header): string | undefined {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  const rows = rowsOf(header)
  const expected = rows.reduce((sum, row) => sum + row, 0)
  const image = inflateImage(packed, expected)
  if (typeof image === 'string') return image
  if (image.length !== expected) return `${image.length} bytes of image data instead of ${expected}`
  let at = 0
  for (const row of rows) {
    if ((image[at] ?? 0) > 4) return `the unknown row filter ${image[at]}`
    at += row
  }
  return undefined
}

function inflateImage(packed: Buffer, expected: number): Buffer | string {
  try {
    const result: unknown = inflateSync(packed, { info: true, maxOutputLength: expected + 1, chunkSize: expected + 64 })
    const { buffer, engine } = result as { buffer: Buffer; engine: { bytesWritten: number } } // what `info` gives
    return engine.bytesWritten === packed.length ? buffer : 'data behind the image data'
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `image data that cannot be unpacked (${String(error.code)})`
    throw error
  }
}

/** Bytes of each row: a filter byte and the pixels. */
function rowsOf({ width, height, bitsPerPixel, isInterlaced }: Header): number[] {
  const images = isInterlaced
    ? passes.map(([x, y, dx, dy]) => ({ columns: Math.ceil((width - x) / dx), rows: Math.ceil((height - y) / dy) }))
    : [{ columns: width, rows: height }]
  return images
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .flatMap(({ columns, rows }) => Array.from({ length: rows }, () => 1 + Math.ceil((columns * bitsPerPixel) / 8)))
}

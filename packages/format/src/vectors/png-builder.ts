import { crc32 } from 'node:zlib'
import { deflateByHand } from './zip-builder.ts'

/** How an image differs from a plain grey one of one bit. */
export interface PngChanges {
  width?: number
  height?: number
  depth?: number
  colourType?: number
  interlace?: number
  /** Unpacked image data. */
  rows?: Buffer
  /** Packed image data, when it is wrong. */
  packed?: Buffer
  chunksBefore?: Buffer[]
  chunksAfter?: Buffer[]
  end?: Buffer
  behind?: Buffer
}

/** A PNG image written by hand: the same bytes everywhere. */
export function buildPng(pixels: number, changes: PngChanges = {}): Buffer {
  const { width = pixels, height = pixels, depth = 1, colourType = 0, interlace = 0 } = changes
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colourType, 0, 0, interlace], 8)
  const rows = changes.rows ?? Buffer.alloc(height * (1 + Math.ceil((width * depth) / 8)))
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    buildChunk('IHDR', header),
    ...(changes.chunksBefore ?? []),
    buildChunk('IDAT', changes.packed ?? zlibByHand(rows)),
    ...(changes.chunksAfter ?? []),
    changes.end ?? buildChunk('IEND', Buffer.alloc(0)),
    changes.behind ?? Buffer.alloc(0),
  ])
}

export function buildChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length, 0)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body), 0)
  return Buffer.concat([length, body, sum])
}

export function zlibByHand(data: Buffer): Buffer {
  let [a, b] = [1, 0]
  for (const byte of data) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(b * 0x10000 + a, 0)
  return Buffer.concat([Buffer.from([0x78, 0x01]), deflateByHand(data), sum])
}

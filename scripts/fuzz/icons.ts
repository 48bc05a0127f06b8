import assert from 'node:assert/strict'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { PNG } from 'pngjs'
import { findIconFault } from '../../packages/format/src/png.ts'
import { buildChunk, buildPng } from '../../packages/format/src/vectors/png-builder.ts'
import { shapeOf } from './archives.ts'
import { changeBytes } from './change-bytes.ts'
import type { Random } from './random.ts'
import type { FuzzTarget } from './target.ts'

const pixels = 32
const data = Buffer.from(Array.from({ length: pixels * pixels * 4 }, (_, index) => (index * 7) & 0xff))
const palette = buildChunk('PLTE', Buffer.from('000000ffffff', 'hex'))
const encoded = ([0, 2, 4, 6] as const).map((colorType) =>
  PNG.sync.write({ width: pixels, height: pixels, data }, { colorType }),
)

/** Icons: what is accepted is decoded to the same size by pngjs. */
export const iconTarget: FuzzTarget = {
  name: 'icon',
  starts: [
    buildPng(pixels),
    buildPng(pixels, { interlace: 1, rows: Buffer.alloc(192) }),
    buildPng(pixels, { colourType: 3, chunksBefore: [palette, buildChunk('tRNS', Buffer.from([0]))] }),
    buildPng(pixels, { chunksAfter: [buildChunk('tEXt', Buffer.from('a\0b'))] }),
    ...encoded,
  ],
  maxBytes: 20_000,
  change: changeIcon,
  read(input) {
    const fault = findIconFault(input, pixels)
    return { way: fault ? `${fault.code} ${shapeOf(fault.is)}` : 'accepted', isAccepted: !fault }
  },
  compare(input) {
    const { width, height } = PNG.sync.read(input, { checkCRC: true })
    assert.deepEqual({ width, height }, { width: pixels, height: pixels })
  },
}

/** The bytes, or the unpacked image, mostly with checksums made right again: decoders differ behind them. */
function changeIcon(input: Buffer, other: Buffer, random: Random): Buffer {
  const changed = random.percent(30) ? changeImage(input, random) : changeBytes(input, other, random)
  return random.percent(85) ? correctChecksums(changed) : changed
}

function changeImage(input: Buffer, random: Random): Buffer {
  const at = input.indexOf('IDAT') - 4
  if (at < 0 || at + 8 > input.length) return input
  const end = at + 12 + input.readUInt32BE(at)
  try {
    const image = changeBytes(inflateSync(input.subarray(at + 8, end - 4), { maxOutputLength: 100_000 }), data, random)
    return Buffer.concat([input.subarray(0, at), buildChunk('IDAT', deflateSync(image)), input.subarray(end)])
  } catch (error) {
    if (error instanceof Error && 'code' in error) return input // not a zlib stream any more
    throw error
  }
}

function correctChecksums(input: Buffer): Buffer {
  for (let at = 8; at + 12 <= input.length;) {
    const end = at + 8 + input.readUInt32BE(at)
    if (end + 4 > input.length) break
    input.writeUInt32BE(crc32(input.subarray(at + 4, end)), end)
    at = end + 4
  }
  return input
}

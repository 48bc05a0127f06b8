import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PNG } from 'pngjs'
import { tgaToPng } from './tga-to-png.ts'

/** The header of a picture of two by two with blue, green, red and alpha. */
function header(kind: number, descriptor: number): Buffer {
  const bytes = Buffer.alloc(18)
  bytes[2] = kind
  bytes.writeUInt16LE(2, 12)
  bytes.writeUInt16LE(2, 14)
  bytes[16] = 32
  bytes[17] = descriptor
  return bytes
}

const red = [0, 0, 255, 255]
const green = [0, 255, 0, 128]

test('a TGA becomes a PNG with the same pixels, packed or not, from the top or the bottom', () => {
  const plain = Buffer.concat([header(2, 0x20), Buffer.from([...red, ...red, ...green, ...green])])
  const packed = Buffer.concat([header(10, 0), Buffer.from([0x81, ...green, 0x01, ...red, ...red])])
  for (const tga of [plain, packed]) {
    const { width, height, data } = PNG.sync.read(Buffer.from(tgaToPng(tga)!))
    assert.deepEqual(
      [width, height, [...data]],
      [2, 2, [255, 0, 0, 255, 255, 0, 0, 255, 0, 255, 0, 128, 0, 255, 0, 128]],
    )
  }
})

test('what is cut short or of an unknown kind is no picture', () => {
  const packed = Buffer.concat([header(10, 0), Buffer.from([0x81, ...green, 0x01, ...red, ...red])])
  for (let length = 0; length < packed.length; length += 1)
    assert.equal(tgaToPng(packed.subarray(0, length)), undefined)
  assert.equal(tgaToPng(header(9, 0)), undefined)
})

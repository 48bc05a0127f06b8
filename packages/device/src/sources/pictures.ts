import { crc32, deflateSync } from 'node:zlib'
import type { Picture } from '@mosis/sandbox'

const pngStart = Buffer.from('89504e470d0a1a0a', 'hex')
/** Segments of a JPEG picture that say how large it is: all kinds of frames, and no table. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Reads the kind and the size of a picture, or answers undefined for bytes that are neither PNG nor JPEG. */
export function readPicture(bytes: Uint8Array): Picture | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.subarray(0, 8).equals(pngStart) && data.length >= 24) {
    return { type: 'image/png', bytes, width: data.readUInt32BE(16), height: data.readUInt32BE(20) }
  }
  return readJpeg(data, bytes)
}

function readJpeg(data: Buffer, bytes: Uint8Array): Picture | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 <= data.length;) {
    if (data[at] !== 0xff) return undefined
    const marker = data[at + 1]!
    // Any number of 0xff may stand before a marker.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) {
      return { type: 'image/jpeg', bytes, height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) }
    }
    at += 2 + data.readUInt16BE(at + 2)
  }
  return undefined
}

/** Eight coloured bars over a ramp of grey: what a camera sees that was given no picture. */
export function drawTestPicture(width: number, height: number): Picture {
  const row = (paint: (x: number) => readonly number[]) => {
    const line = Buffer.alloc(1 + width * 3)
    for (let x = 0; x < width; x++) line.set(paint(x), 1 + x * 3)
    return line
  }
  const bars = row((x) => {
    const bar = 7 - Math.floor((x * 8) / width)
    return [bar & 2 ? 220 : 30, bar & 4 ? 220 : 30, bar & 1 ? 220 : 30]
  })
  const ramp = row((x) => Array<number>(3).fill(Math.floor((x * 255) / width)))
  const lines = Array.from({ length: height }, (_, y) => (y < height * 0.8 ? bars : ramp))
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  const pixels = deflateSync(Buffer.concat(lines))
  const parts = [pngStart, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]
  return { type: 'image/png', bytes: new Uint8Array(Buffer.concat(parts)), width, height }
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)])
}

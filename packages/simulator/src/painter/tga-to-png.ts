import { crc32, deflateSync } from 'node:zlib'

/** No picture of a phone's screen has more pixels. */
const maxPixels = 4096 * 4096

/** Makes a PNG of a TGA picture, which browsers cannot read; undefined when it is none or of a kind that is not known. */
export function tgaToPng(bytes: Uint8Array): Uint8Array | undefined {
  const picture = readTga(bytes)
  if (!picture) return undefined
  const { width, height, pixels } = picture
  const rows = Buffer.alloc(height * (width * 4 + 1))
  for (let y = 0; y < height; y += 1) pixels.copy(rows, y * (width * 4 + 1) + 1, y * width * 4, (y + 1) * width * 4)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a channel, four channels.
  header.set([8, 6], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function readTga(bytes: Uint8Array): { width: number; height: number; pixels: Buffer } | undefined {
  if (bytes.length < 18) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kind = view.getUint8(2)
  const width = view.getUint16(12, true)
  const height = view.getUint16(14, true)
  const channels = view.getUint8(16) / 8
  const isGrey = kind === 3 || kind === 11
  const isKnown = kind === 2 || kind === 10 ? channels === 3 || channels === 4 : isGrey && channels === 1
  if (!isKnown || view.getUint8(1) !== 0 || width === 0 || height === 0 || width * height > maxPixels) return undefined
  const packed = unpack(bytes.subarray(18 + view.getUint8(0)), width * height, channels, kind >= 10)
  if (!packed) return undefined
  const pixels = Buffer.alloc(width * height * 4)
  const isFromTop = (view.getUint8(17) & 0x20) !== 0
  for (let y = 0; y < height; y += 1) {
    const row = isFromTop ? y : height - 1 - y
    for (let x = 0; x < width; x += 1) {
      const from = (row * width + x) * channels
      const to = (y * width + x) * 4
      const blue = packed[from]!
      pixels[to] = isGrey ? blue : packed[from + 2]!
      pixels[to + 1] = isGrey ? blue : packed[from + 1]!
      pixels[to + 2] = blue
      pixels[to + 3] = channels === 4 ? packed[from + 3]! : 255
    }
  }
  return { width, height, pixels }
}

/** Runs of equal pixels, or the pixels as they are. */
function unpack(data: Uint8Array, count: number, channels: number, isRunLength: boolean): Uint8Array | undefined {
  const size = count * channels
  if (!isRunLength) return data.length >= size ? data.subarray(0, size) : undefined
  const pixels = new Uint8Array(size)
  let from = 0
  let to = 0
  while (to < size) {
    const head = data[from]
    if (head === undefined) return undefined
    from += 1
    const length = ((head & 0x7f) + 1) * channels
    const isRun = head >= 0x80
    const needed = isRun ? channels : length
    if (from + needed > data.length || to + length > size) return undefined
    for (let index = 0; index < length; index += 1)
      pixels[to + index] = data[from + (isRun ? index % channels : index)]!
    from += needed
    to += length
  }
  return pixels
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { ApiError, screenshotLimits } from '@mosis/api'
import type { Sharp } from 'sharp'

export interface ScreenshotImage {
  /** A WebP file. */
  bytes: Buffer
  sha256: string
  width: number
  height: number
}

/** The beginnings of the files that are read; the decoder knows many more kinds, and none of the others reaches it. */
const beginnings: Readonly<Record<string, RegExp>> = {
  png: /^\x89PNG\r\n\x1A\n/,
  jpeg: /^\xFF\xD8\xFF/,
  webp: /^RIFF[\s\S]{4}WEBP/,
}
const webpQuality = 88

/** One at a time: each takes up to 60 MB while it is decoded. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Reads an image that somebody sent and writes it anew, so that what goes on to devices comes from our own encoder: no place, no
 * name of a camera, no second file behind the pixels.
 */
export async function readScreenshot(body: Readable): Promise<ScreenshotImage> {
  const sent = await readBytes(body)
  const kind = Object.keys(beginnings).find((name) => beginnings[name]?.test(sent.toString('latin1', 0, 12)))
  if (kind === undefined) throw new ApiError('screenshot.not_an_image')
  const work = last.then(() => convert(sent, kind))
  // The next one begins whether or not this one is an image.
  last = work.catch(() => undefined)
  return work
}

async function convert(sent: Buffer, kind: string): Promise<ScreenshotImage> {
  // Only who adds screenshots pays for the library.
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  const { maxSide } = screenshotLimits
  const image = sharp(sent, { limitInputPixels: maxSide * maxSide, failOn: 'error', pages: 1 })
  const { format, autoOrient } = await read(image.metadata())
  if (format !== kind) throw new ApiError('screenshot.not_an_image')
  // From the header alone: a picture that claims to be a mile wide is never unpacked.
  requireSize(autoOrient)
  const { data, info } = await read(toWebp(image))
  return {
    bytes: data,
    sha256: createHash('sha256').update(data).digest('hex'),
    width: info.width,
    height: info.height,
  }
}

const toWebp = (image: Sharp) => image.autoOrient().webp({ quality: webpQuality }).toBuffer({ resolveWithObject: true })

/** What the decoder does not understand is the sender's fault. */
async function read<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    throw new ApiError('screenshot.not_an_image', {}, { cause })
  }
}

function requireSize({ width, height }: { width: number; height: number }): void {
  const { minSide, maxSide, maxRatio } = screenshotLimits
  const [shorter, longer] = [Math.min(width, height), Math.max(width, height)]
  if (shorter >= minSide && longer <= maxSide && longer / shorter <= maxRatio) return
  const should = { min_side: minSide, max_side: maxSide, max_ratio: maxRatio }
  throw new ApiError('screenshot.wrong_size', { width, height, ...should })
}

async function readBytes(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  // A sender that is refused half-way still wants to read the answer.
  for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > screenshotLimits.maxBytes)
      throw new ApiError('screenshot.too_large', { max_bytes: screenshotLimits.maxBytes })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

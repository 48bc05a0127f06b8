import { createHash } from 'node:crypto'
import { crc32, deflateSync } from 'node:zlib'

/** An icon for a new app: its first letter on a rounded square, in a colour that its id gives it. A PNG file. */
export function drawIcon(sizePixels: number, { id, name }: { id: string; name: string }): Buffer {
  const glyph = glyphs[firstLetter(name)] ?? glyphs['*']!
  const hue = createHash('sha256').update(id).digest().readUInt16BE(0) % 360
  const top = fromHsl(hue, 0.62, 0.58)
  const bottom = fromHsl((hue + 28) % 360, 0.68, 0.4)
  const pixels = Buffer.alloc(sizePixels * sizePixels * 4)
  for (let y = 0; y < sizePixels; y++) {
    for (let x = 0; x < sizePixels; x++) {
      const { square, letter } = coverage(x, y, sizePixels, glyph)
      const across = (x + y) / (2 * sizePixels)
      const at = (y * sizePixels + x) * 4
      for (let channel = 0; channel < 3; channel++) {
        const ground = top[channel]! + (bottom[channel]! - top[channel]!) * across
        pixels[at + channel] = Math.round(ground + (255 - ground) * letter)
      }
      pixels[at + 3] = Math.round(square * 255)
    }
  }
  return encodePng(sizePixels, pixels)
}

const samples = 4

/** How much of a pixel lies on the square and on the letter, from a grid of samples, so that edges are smooth. */
function coverage(x: number, y: number, size: number, glyph: readonly string[]) {
  let square = 0
  let letter = 0
  for (let index = 0; index < samples * samples; index++) {
    const u = (x + ((index % samples) + 0.5) / samples) / size
    const v = (y + (Math.floor(index / samples) + 0.5) / samples) / size
    if (!isInSquare(u, v)) continue
    square++
    // The letter is 5 by 7 cells of 1/13 of the icon, in the middle.
    const column = Math.floor((u - 4 / 13) * 13)
    const row = Math.floor((v - 3 / 13) * 13)
    if (glyph[row]?.[column] === '#') letter++
  }
  return { square: square / samples ** 2, letter: square === 0 ? 0 : letter / square }
}

const cornerRadius = 0.22

function isInSquare(u: number, v: number): boolean {
  const dx = Math.max(cornerRadius - u, u - (1 - cornerRadius), 0)
  const dy = Math.max(cornerRadius - v, v - (1 - cornerRadius), 0)
  return dx * dx + dy * dy <= cornerRadius * cornerRadius
}

function fromHsl(hue: number, saturation: number, lightness: number): [number, number, number] {
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12
    const a = saturation * Math.min(lightness, 1 - lightness)
    return 255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1)))
  }
  return [channel(0), channel(8), channel(4)]
}

function encodePng(size: number, pixels: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8) // 8 bits a channel, RGBA, no interlacing
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}

function firstLetter(name: string): string {
  return (name.trim().normalize('NFD').charAt(0) || '*').toUpperCase()
}

const draw = (rows: string) => rows.split('/')

/** Letters and digits in 5 by 7 cells; anything else gets the ring. */
const glyphs: Readonly<Record<string, readonly string[]>> = {
  A: draw(' ### /#   #/#   #/#####/#   #/#   #/#   #'),
  B: draw('#### /#   #/#   #/#### /#   #/#   #/#### '),
  C: draw(' ####/#    /#    /#    /#    /#    / ####'),
  D: draw('#### /#   #/#   #/#   #/#   #/#   #/#### '),
  E: draw('#####/#    /#    /#### /#    /#    /#####'),
  F: draw('#####/#    /#    /#### /#    /#    /#    '),
  G: draw(' ####/#    /#    /#  ##/#   #/#   #/ ####'),
  H: draw('#   #/#   #/#   #/#####/#   #/#   #/#   #'),
  I: draw(' ### /  #  /  #  /  #  /  #  /  #  / ### '),
  J: draw('  ###/    #/    #/    #/    #/#   #/ ### '),
  K: draw('#   #/#  # /# #  /##   /# #  /#  # /#   #'),
  L: draw('#    /#    /#    /#    /#    /#    /#####'),
  M: draw('#   #/## ##/# # #/# # #/#   #/#   #/#   #'),
  N: draw('#   #/##  #/##  #/# # #/#  ##/#  ##/#   #'),
  O: draw(' ### /#   #/#   #/#   #/#   #/#   #/ ### '),
  P: draw('#### /#   #/#   #/#### /#    /#    /#    '),
  Q: draw(' ### /#   #/#   #/#   #/# # #/#  # / ## #'),
  R: draw('#### /#   #/#   #/#### /# #  /#  # /#   #'),
  S: draw(' ####/#    /#    / ### /    #/    #/#### '),
  T: draw('#####/  #  /  #  /  #  /  #  /  #  /  #  '),
  U: draw('#   #/#   #/#   #/#   #/#   #/#   #/ ### '),
  V: draw('#   #/#   #/#   #/#   #/#   #/ # # /  #  '),
  W: draw('#   #/#   #/#   #/# # #/# # #/## ##/#   #'),
  X: draw('#   #/#   #/ # # /  #  / # # /#   #/#   #'),
  Y: draw('#   #/#   #/ # # /  #  /  #  /  #  /  #  '),
  Z: draw('#####/    #/   # /  #  / #   /#    /#####'),
  0: draw(' ### /#   #/#  ##/# # #/##  #/#   #/ ### '),
  1: draw('  #  / ##  /  #  /  #  /  #  /  #  / ### '),
  2: draw(' ### /#   #/    #/   # /  #  / #   /#####'),
  3: draw('#### /    #/    #/ ### /    #/    #/#### '),
  4: draw('   # /  ## / # # /#  # /#####/   # /   # '),
  5: draw('#####/#    /#### /    #/    #/#   #/ ### '),
  6: draw(' ### /#    /#    /#### /#   #/#   #/ ### '),
  7: draw('#####/    #/   # /  #  / #   / #   / #   '),
  8: draw(' ### /#   #/#   #/ ### /#   #/#   #/ ### '),
  9: draw(' ### /#   #/#   #/ ####/    #/    #/ ### '),
  '*': draw(' ### /#   #/#   #/#   #/#   #/#   #/ ### '),
}

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as fc from 'fast-check'
import { PNG } from 'pngjs'
import { findIconFault } from './png.ts'
import { findContentFault } from './sniff.ts'

const size = fc.constantFrom(32, 64, 128)
const image = fc
  .record({
    size,
    colorType: fc.constantFrom<0 | 2 | 4 | 6>(0, 2, 4, 6),
    bitDepth: fc.constantFrom<8 | 16>(8, 16),
    filterType: fc.constantFrom(-1, 0, 1, 2, 3, 4),
    shade: fc.nat(255),
  })
  .map(({ size, shade, ...options }) => {
    const data = Buffer.from(Array.from({ length: size * size * 4 }, (_, index) => (index * shade) & 0xff))
    const pixels = options.bitDepth === 16 ? Buffer.from(new Uint16Array(data).buffer) : data
    return { size, bytes: PNG.sync.write({ width: size, height: size, data: pixels }, options) }
  })

test('images that another encoder writes are accepted as icons of their size', () => {
  fc.assert(
    fc.property(image, ({ size, bytes }) => {
      assert.equal(findIconFault(bytes, size), undefined)
      assert.equal(findIconFault(bytes, size === 32 ? 64 : 32)?.code, 'icon-wrong-size')
      assert.equal(findContentFault('icons/icon.png', bytes), undefined)
    }),
    { numRuns: 30, seed: 4 },
  )
})

test('an icon with changed bytes is refused, or decoded by another decoder too', () => {
  fc.assert(
    fc.property(image, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ size, bytes }, at, bits) => {
      const changed = Buffer.from(bytes)
      const place = at % changed.length
      changed[place] = (changed[place] ?? 0) ^ bits
      if (findIconFault(changed, size) !== undefined) return
      assert.equal(PNG.sync.read(changed, { checkCRC: true }).width, size)
    }),
    { numRuns: 200, seed: 5 },
  )
})

test('no program passes as any other kind of file', () => {
  const starts = [
    '4d5a9000',
    '7f454c46',
    'cafebabe',
    'cffaedfe',
    '504b0304',
    '1f8b0800',
    '23212f62696e2f7368',
    '0061736d',
    '1b4c7561',
  ]
  for (const start of starts) {
    const program = Buffer.concat([Buffer.from(start, 'hex'), Buffer.alloc(4096)])
    for (const extension of 'png jpg jpeg tga webp ttf otf ogg wav mp3 rml rcss lua json'.split(' ')) {
      assert.ok(findContentFault(`assets/x.${extension}`, program), `${start} as .${extension}`)
    }
  }
})

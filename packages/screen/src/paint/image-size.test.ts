import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readImageSize } from './image-size.ts'

const files: [kind: string, path: string, hex: string][] = [
  ['PNG', 'a.png', '89504e470d0a1a0a0000000d49484452000000280000001e'],
  ['JPEG', 'a.jpg', 'ffd8ffe000044a46ffc0001108001e00280301'],
  ['WebP', 'a.webp', '524946460000000057454250565038580a000000000000002700001d0000'],
  ['TGA', 'a.tga', '00000200000000000000000028001e002008'],
]

for (const [kind, path, hex] of files) {
  test(`the size of a ${kind} stands in its first bytes`, () => {
    const bytes = Buffer.from(hex.padEnd(96, '0'), 'hex')
    assert.deepEqual(readImageSize(bytes, path), { width: 40, height: 30 })
    for (let length = 0; length < 12; length += 1)
      assert.equal(readImageSize(bytes.subarray(0, length), path), undefined)
  })
}

import type { Random } from './random.ts'

const edges = [0, 1, 2, 0x0a, 0x20, 0x7f, 0x80, 0xff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff]

/** One to four small changes anywhere. */
export function changeBytes(input: Buffer, other: Buffer, random: Random): Buffer {
  let bytes: Buffer = Buffer.from(input)
  do bytes = random.pick(changes)(bytes, other, random)
  while (random.percent(45))
  return bytes
}

type Change = (bytes: Buffer, other: Buffer, random: Random) => Buffer

const changes: readonly Change[] = [
  (bytes, _, random) => setByte(bytes, random, (old) => old ^ (1 << random.below(8))),
  (bytes, _, random) => setByte(bytes, random, () => random.below(256)),
  (bytes, _, random) => setByte(bytes, random, (old) => old + random.pick([1, -1])),
  (bytes, _, random) => setNumber(bytes, 2, random),
  (bytes, _, random) => setNumber(bytes, 4, random),
  (bytes, _, random) => splice(bytes, random, Buffer.alloc(1 + random.below(8), random.below(256)), 0),
  (bytes, _, random) => splice(bytes, random, Buffer.alloc(0), 1 + random.below(16)),
  (bytes, _, random) => splice(bytes, random, slice(bytes, random), random.pick([0, 0, 4, 16])),
  (bytes, other, random) => splice(bytes, random, slice(other, random), random.pick([0, 0, 4, 16])),
  (bytes, _, random) => bytes.subarray(0, random.below(bytes.length + 1)),
  (bytes, _, random) => Buffer.concat([bytes, slice(bytes, random)]),
]

function setByte(bytes: Buffer, random: Random, value: (old: number) => number): Buffer {
  const at = random.below(bytes.length)
  if (bytes.length > 0) bytes[at] = value(bytes[at] ?? 0)
  return bytes
}

function setNumber(bytes: Buffer, width: 2 | 4, random: Random): Buffer {
  if (bytes.length < width) return bytes
  const value = random.percent(50) ? random.pick(edges) : random.below(2 * bytes.length)
  bytes.writeUIntLE(value % 2 ** (8 * width), random.below(bytes.length - width + 1), width)
  return bytes
}

function splice(bytes: Buffer, random: Random, piece: Buffer, drop: number): Buffer {
  const at = random.below(bytes.length + 1)
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at + drop)])
}

function slice(bytes: Buffer, random: Random): Buffer {
  const from = random.below(bytes.length + 1)
  return bytes.subarray(from, from + random.below(Math.min(64, bytes.length - from) + 1))
}

/** Numbers that cannot be foreseen without the seed; the same seed gives the same numbers. */
export interface RandomNumbers {
  /** A whole number below 2⁴⁰. */
  draw(): number
  /** 64 bits, as Lua takes them. */
  drawWord: () => bigint
}

/** Makes numbers from secure bytes that are asked for only once, so that a start costs one call. */
export function createRandomNumbers(random: (sizeBytes: number) => Uint8Array): RandomNumbers {
  const seed = random(32)
  const view = new DataView(seed.buffer, seed.byteOffset, seed.byteLength)
  const state = BigUint64Array.from([0, 8, 16, 24], (offset) => view.getBigUint64(offset, true))
  // Four zero words would stay zero for ever.
  state[0]! |= 1n

  /** xoshiro256**, as Lua's own generator. */
  function drawWord(): bigint {
    const [first, second, third, fourth] = state as unknown as [bigint, bigint, bigint, bigint]
    const result = BigInt.asUintN(64, rotate(BigInt.asUintN(64, second * 5n), 7n) * 9n)
    const mixed = third ^ first
    const other = fourth ^ second
    state[1] = second ^ mixed
    state[0] = first ^ other
    state[2] = mixed ^ BigInt.asUintN(64, second << 17n)
    state[3] = rotate(other, 45n)
    return BigInt.asIntN(64, result)
  }

  return { drawWord, draw: () => Number(BigInt.asUintN(40, drawWord())) }
}

function rotate(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word << by) | (word >> (64n - by)))
}

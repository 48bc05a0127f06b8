/** Random numbers that a seed makes, so that every run can be repeated. */
export interface Random {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** Whether something happens that happens `times` times in a hundred. */
  percent(times: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

export function newRandom(seed: number, name: string): Random {
  let state = seed >>> 0
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    percent: (times) => below(100) < times,
    pick(items) {
      if (items.length === 0) throw new RangeError('Nothing to pick from')
      return items[below(items.length)] as (typeof items)[number] // which is there, since the list is not empty
    },
  }
}

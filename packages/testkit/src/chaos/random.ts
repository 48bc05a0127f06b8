/** Chance that comes out the same for the same seed. */
export interface Random {
  /** From 0 up to, not including, 1. */
  share: () => number
  /** A whole number below `end`. */
  below: (end: number) => number
  pick: <Item>(items: readonly Item[]) => Item
  /** Another sequence, which the order of calls elsewhere does not change. */
  fork: () => Random
}

/** A small generator (mulberry32): chance for tests, not for secrets. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(share() * end)
  return {
    share,
    below,
    pick(items) {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Cannot pick from an empty list')
      return item
    },
    fork: () => createRandom(below(2 ** 31)),
  }
}

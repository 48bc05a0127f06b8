/** The last things of a kind; the oldest are forgotten first. */
export interface Ring<T> {
  add(entry: T): void
  /** Oldest first. */
  entries(): T[]
}

/** Keeps the last `size` entries. */
export function createRing<T>(size: number): Ring<T> {
  const kept: T[] = []
  let next = 0
  return {
    add(entry) {
      kept[next] = entry
      next = (next + 1) % size
    },
    entries: () => [...kept.slice(next), ...kept.slice(0, next)],
  }
}

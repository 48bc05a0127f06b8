import type { Clock } from '../clock.ts'
import { oneLeft } from './buckets.ts'
import type { Buckets, KeyedBucket } from './buckets.ts'

interface Level {
  level: number
  atMs: number
  fullAtMs: number
}

/** More than this are never kept: those that were not asked about for the longest time go first. */
const maxKept = 100_000

/** Buckets in the memory of this process, for a portal that is one process. */
export function createProcessBuckets(clock: Clock): Buckets {
  const levels = new Map<string, Level>()
  function put({ key, burst, refillMs }: KeyedBucket, level: number): void {
    const atMs = clock().getTime()
    levels.delete(key)
    levels.set(key, { level, atMs, fullAtMs: atMs + (burst - level) * refillMs })
    const oldest = levels.keys().next()
    if (levels.size > maxKept && !oldest.done) levels.delete(oldest.value)
  }
  function levelOf({ key, burst, refillMs }: KeyedBucket): number {
    const known = levels.get(key)
    if (!known) return burst
    // A clock that was set back gives nothing away.
    const passedMs = Math.max(0, clock().getTime() - known.atMs)
    return Math.min(burst, known.level + passedMs / refillMs)
  }
  return {
    take(wanted) {
      const empty = wanted.find((bucket) => levelOf(bucket) < oneLeft)
      if (empty) return Promise.resolve((1 - levelOf(empty)) * empty.refillMs)
      for (const bucket of wanted) put(bucket, levelOf(bucket) - 1)
      return Promise.resolve(undefined)
    },
    giveBack(taken) {
      for (const bucket of taken) put(bucket, Math.min(bucket.burst, levelOf(bucket) + 1))
      return Promise.resolve()
    },
    sweep() {
      const now = clock().getTime()
      for (const [key, { fullAtMs }] of levels) if (fullAtMs <= now) levels.delete(key)
      return Promise.resolve()
    },
  }
}

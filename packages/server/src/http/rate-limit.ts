import { isIPv6 } from 'node:net'
import { ApiError } from '@mosis/api'
import type { Clock } from '../clock.ts'

export interface RateLimitOptions {
  /** How many may come at once. */
  burst: number
  /** How long until one more is allowed. */
  refillMs: number
  clock: Clock
}

export interface RateLimit {
  /** Takes one; throws `rate_limited` with the time to wait when none is left. */
  take: (key: string) => void
  /** Puts one back: what succeeded does not count. */
  giveBack: (key: string) => void
}

interface Bucket {
  level: number
  at: number
}

/** More keys than this are never kept: the ones that were not asked about for the longest time go first. */
const maxKeys = 20_000

/** A token bucket for each key, in this process. */
export function createRateLimit({ burst, refillMs, clock }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, Bucket>()
  function bucketOf(key: string): Bucket {
    const now = clock().getTime()
    const known = buckets.get(key)
    buckets.delete(key)
    const level = known ? Math.min(burst, known.level + Math.max(0, now - known.at) / refillMs) : burst
    const bucket = { level, at: now }
    buckets.set(key, bucket)
    const oldest = buckets.keys().next()
    if (buckets.size > maxKeys && !oldest.done) buckets.delete(oldest.value)
    return bucket
  }
  return {
    take(key) {
      const bucket = bucketOf(key)
      if (bucket.level < 1) {
        const waitMs = (1 - bucket.level) * refillMs
        throw new ApiError('rate_limited', { retry_after_seconds: Math.ceil(waitMs / 1000) })
      }
      bucket.level -= 1
    },
    giveBack(key) {
      const bucket = bucketOf(key)
      bucket.level = Math.min(burst, bucket.level + 1)
    },
  }
}

/** Whether a network, as `addressKey` gives it, is this machine itself. */
export function isLoopback(network: string): boolean {
  return network.startsWith('127.') || network === '0:0:0:0::/64'
}

/** Who holds one IPv6 address holds 2^64 of them, so the network counts. */
export function addressKey(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? []
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

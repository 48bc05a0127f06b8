import { sql } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/schema.ts'
import { oneLeft } from './buckets.ts'
import type { Bucket, Buckets, KeyedBucket } from './buckets.ts'

/** A bucket that nobody asked about for this long is full again, whichever it is. */
const forgottenMs = 7 * 86_400_000

/** Buckets in a table of PostgreSQL, which all processes of the portal share. */
export function createDatabaseBuckets(db: Db, clock: Clock): Buckets {
  const refusals = rememberRefusals(clock)

  /** Takes one; gives how long to wait when none is left. */
  async function takeOne({ key, burst, refillMs }: KeyedBucket): Promise<number | undefined> {
    const now = clock().getTime()
    const refilled = levelAt(now, { burst, refillMs })
    // One statement that decides by itself: of many callers at once no two take the last one.
    const taken = await sql`
      insert into rate_bucket (key, level, at_ms) values (${key}, ${burst - 1}, ${now})
      on conflict (key) do update set level = ${refilled} - 1, at_ms = ${now} where ${refilled} >= ${oneLeft}
      returning key`.execute(db)
    if (taken.rows.length > 0) return undefined
    const { rows } = await sql<{ level: number }>`
      select ${refilled} as level from rate_bucket where key = ${key}`.execute(db)
    // Given back, or swept away, between the two statements: the next attempt succeeds.
    const waitMs = Math.max(1, (1 - (rows[0]?.level ?? 1)) * refillMs)
    refusals.note(key, waitMs)
    return waitMs
  }

  async function giveBack(taken: readonly KeyedBucket[]): Promise<void> {
    for (const { key, burst, refillMs } of taken) {
      const now = clock().getTime()
      await sql`
        update rate_bucket
        set level = least(${burst}::float8, ${levelAt(now, { burst, refillMs })} + 1), at_ms = ${now}
        where key = ${key}`.execute(db)
      refusals.forget(key)
    }
  }

  return {
    async take(wanted) {
      for (const { key } of wanted) {
        const waitMs = refusals.find(key)
        if (waitMs !== undefined) return waitMs
      }
      for (const [index, bucket] of wanted.entries()) {
        const waitMs = await takeOne(bucket)
        if (waitMs === undefined) continue
        await giveBack(wanted.slice(0, index))
        return waitMs
      }
      return undefined
    },
    giveBack,
    async sweep() {
      await db
        .deleteFrom('rate_bucket')
        .where('at_ms', '<', clock().getTime() - forgottenMs)
        .execute()
    },
  }
}

/** The level of a row at this time. A clock that was set back gives nothing away. */
function levelAt(now: number, { burst, refillMs }: Bucket) {
  const passedMs = sql`greatest(0::float8, ${now}::float8 - rate_bucket.at_ms)`
  return sql<number>`least(${burst}::float8, rate_bucket.level + ${passedMs} / ${refillMs}::float8)`
}

/** Short, since another process may give back what was taken. */
const longestMemoryMs = 1000
const maxRemembered = 10_000

/** Who was just refused is refused again without asking the database, so that a flood of attempts does not reach it. */
function rememberRefusals(clock: Clock) {
  const refused = new Map<string, { atMs: number; untilMs: number }>()
  return {
    find(key: string): number | undefined {
      const refusal = refused.get(key)
      if (!refusal) return undefined
      const now = clock().getTime()
      if (now >= refusal.atMs && now < Math.min(refusal.untilMs, refusal.atMs + longestMemoryMs)) {
        return refusal.untilMs - now
      }
      refused.delete(key)
      return undefined
    },
    note(key: string, waitMs: number): void {
      const now = clock().getTime()
      if (refused.size >= maxRemembered) refused.clear()
      refused.set(key, { atMs: now, untilMs: now + waitMs })
    },
    forget: (key: string) => void refused.delete(key),
  }
}

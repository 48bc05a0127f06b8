import type { Clock } from '@mosis/server'

const dayMs = 86_400_000

/** The time of a world that has a past: some days back at first, then moved on until it is now. */
export interface Calendar {
  /** Goes on while it is looked at, as every clock does. */
  clock: Clock
  /** Moves on to this many days before now, at the time of day at which the world began; 0 is now. */
  moveTo: (daysAgo: number) => void
}

export function openCalendar(daysAgo: number): Calendar {
  const begun = Date.now()
  let behindMs = daysAgo * dayMs
  return {
    clock: () => new Date(Date.now() - behindMs),
    moveTo(daysAgo) {
      // However long it took to fill the day before: each one begins where it should.
      behindMs = daysAgo === 0 ? 0 : Date.now() - begun + daysAgo * dayMs
    },
  }
}

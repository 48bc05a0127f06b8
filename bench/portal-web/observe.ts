import type { Page } from 'playwright-core'

/** What a page went through. */
export interface Seen {
  largestPaintMs: number
  shift: number
  longestPressMs: number
  longestTaskMs: number
}

/** Runs in the page, before anything else does. */
export function observe(): void {
  const seen: Seen = { largestPaintMs: 0, shift: 0, longestPressMs: 0, longestTaskMs: 0 }
  Object.assign(globalThis, { seen })
  const hears: Record<string, (entry: PerformanceEntry) => void> = {
    'largest-contentful-paint': ({ startTime }) => (seen.largestPaintMs = startTime),
    'layout-shift': (entry) => {
      const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
      if (!hadRecentInput) seen.shift += value
    },
    event: (entry) => {
      const { interactionId = 0 } = entry as PerformanceEntry & { interactionId?: number }
      if (interactionId > 0) seen.longestPressMs = Math.max(seen.longestPressMs, entry.duration)
    },
    longtask: ({ duration }) => (seen.longestTaskMs = Math.max(seen.longestTaskMs, duration)),
  }
  for (const [type, hear] of Object.entries(hears)) {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) hear(entry)
    })
    observer.observe({ type, buffered: true, ...(type === 'event' && { durationThreshold: 16 }) })
  }
}

export const readSeen = (page: Page): Promise<Seen> =>
  page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen)

/** The longest task of the page while something is done with it, and until it has come to rest; 0 where none took 50 ms. */
export async function longestTaskDuring(page: Page, work: () => Promise<void>): Promise<number> {
  const rest = () => page.waitForTimeout(500)
  await rest()
  await page.evaluate(() => ((globalThis as unknown as { seen: Seen }).seen.longestTaskMs = 0))
  await work()
  await rest()
  return (await readSeen(page)).longestTaskMs
}

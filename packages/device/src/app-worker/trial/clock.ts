import type { Clock } from '@mosis/sandbox'

/** A clock that stands still until it is told to go on. */
export interface TrialClock extends Clock {
  /** Lets time go by; timers that are due run in their order, each after the work of the one before. */
  advance(ms: number): Promise<void>
}

/** However many timers an app starts, however short they are and however much they do, a trial ends. */
const maxTimersRun = 2000
const maxRealMs = 8000

export function createTrialClock(startMs: number): TrialClock {
  let nowMs = startMs
  let timersLeft = maxTimersRun
  const endMs = performance.now() + maxRealMs
  const timers = new Set<{ dueMs: number; run: () => void }>()

  function takeDue(untilMs: number): { dueMs: number; run: () => void } | undefined {
    // Of the same moment the one that was set first.
    let first: { dueMs: number; run: () => void } | undefined
    for (const timer of timers) if (timer.dueMs <= untilMs && (!first || timer.dueMs < first.dueMs)) first = timer
    if (first) timers.delete(first)
    return first
  }

  return {
    now: () => nowMs,
    setTimer(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run }
      timers.add(timer)
      return timer
    },
    // What comes back is what `setTimer` gave.
    clearTimer: (timer) => void timers.delete(timer as { dueMs: number; run: () => void }),
    async advance(ms) {
      const untilMs = nowMs + ms
      for (
        let timer = takeDue(untilMs);
        timer && timersLeft > 0 && performance.now() < endMs;
        timer = takeDue(untilMs)
      ) {
        timersLeft -= 1
        nowMs = Math.max(nowMs, timer.dueMs)
        timer.run()
        await nextTurn()
      }
      nowMs = untilMs
    },
  }
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

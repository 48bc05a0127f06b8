import type { Clock } from '@mosis/sandbox'

/** A clock that stands still until it is told to go on. */
export interface TrialClock extends Clock {
  /** Lets time go by; timers that are due run in their order, each after the work of the one before. */
  advance(ms: number, settle?: Settle): Promise<void>
  /** Lets time go by until no timer is set any more, or so much of it is over. */
  advanceUntilIdle(maxMs: number, settle?: Settle): Promise<void>
  /** When the next timer is due, or null without one. */
  nextMs(): number | null
}

/** Waits for the work of a timer. */
type Settle = () => Promise<void>

/** However many timers an app starts, however short they are and however much they do, a trial ends. */
export interface TrialBounds {
  maxTimersRun: number
  maxRealMs: number
}

const trialBounds: TrialBounds = { maxTimersRun: 2000, maxRealMs: 8000 }

interface Timer {
  dueMs: number
  run: () => void
}

export function createTrialClock(startMs: number, bounds = trialBounds): TrialClock {
  let nowMs = startMs
  let timersLeft = bounds.maxTimersRun
  const endMs = performance.now() + bounds.maxRealMs
  const timers = new Set<Timer>()

  /** Of the same moment the one that was set first. */
  function findNext(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers) if (!first || timer.dueMs < first.dueMs) first = timer
    return first
  }

  async function runUntil(untilMs: number, settle: Settle): Promise<void> {
    for (
      let timer = findNext();
      timer && timer.dueMs <= untilMs && timersLeft > 0 && performance.now() < endMs;
      timer = findNext()
    ) {
      timers.delete(timer)
      timersLeft -= 1
      nowMs = Math.max(nowMs, timer.dueMs)
      timer.run()
      await settle()
    }
  }

  return {
    now: () => nowMs,
    setTimer(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run }
      timers.add(timer)
      return timer
    },
    // What comes back is what `setTimer` gave.
    clearTimer: (timer) => void timers.delete(timer as Timer),
    nextMs: () => findNext()?.dueMs ?? null,
    async advance(ms, settle = nextTurn) {
      const untilMs = nowMs + ms
      await runUntil(untilMs, settle)
      nowMs = untilMs
    },
    async advanceUntilIdle(maxMs, settle = nextTurn) {
      const untilMs = nowMs + maxMs
      await runUntil(untilMs, settle)
      // What is left is due later still.
      if (timers.size > 0) nowMs = untilMs
    },
  }
}

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve))

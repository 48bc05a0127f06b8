import type { Clock } from '@mosis/sandbox'

/** A value at a time after the timeline was set. */
export type Timed<T> = T & { atMs: number }

/** A value that may become another one as time goes by, and those who look at it. */
export interface Timeline<T> {
  current(): T | undefined
  /** One value, or several in their order; undefined takes the value away. */
  set(values: T | readonly Timed<T>[] | undefined): void
  /** Tells the value at once, if there is one, and every later one. Answers how to end it. */
  watch(tell: (value: T) => void): () => void
}

export function createTimeline<T extends object>(clock: Clock): Timeline<T> {
  const watchers = new Set<(value: T) => void>()
  let value: T | undefined
  let timer: unknown

  function become(next: T) {
    value = next
    for (const tell of watchers) tell(next)
  }

  function play(steps: readonly Timed<T>[], startMs: number, at: number) {
    for (let index = at; index < steps.length; index++) {
      const step = steps[index]!
      const waitMs = startMs + step.atMs - clock.now()
      if (waitMs > 0) {
        timer = clock.setTimer(waitMs, () => play(steps, startMs, index))
        return
      }
      become(step)
    }
  }

  return {
    current: () => value,
    set(values) {
      clock.clearTimer(timer)
      value = undefined
      if (isSeveral(values)) play(values, clock.now(), 0)
      else if (values !== undefined) become(values)
    },
    watch(tell) {
      watchers.add(tell)
      if (value !== undefined) tell(value)
      return () => void watchers.delete(tell)
    },
  }
}

// Array.isArray alone does not tell a readonly list from a value.
const isSeveral = <T>(values: T | readonly Timed<T>[] | undefined): values is readonly Timed<T>[] =>
  Array.isArray(values)

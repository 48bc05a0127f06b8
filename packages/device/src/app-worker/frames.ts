import type { Clock } from '@mosis/sandbox'

/** When the screen is brought up to date: soon after something became different, and again and again while it moves. */
export interface Frames {
  /** Something is different: draw soon. */
  request(): void
  /** Draws now if something is different. */
  flush(): void
  /** Nothing is drawn while the app is not to be seen. */
  setPaused(isPaused: boolean): void
  stop(): void
}

interface FramesOptions {
  clock: Pick<Clock, 'now' | 'setTimer' | 'clearTimer'>
  /** Milliseconds between two frames. */
  frameMs: number
  /** The clock stands still until it is told to go on: what is different is drawn at once, only what moves waits for it. */
  isVirtual?: boolean
  /** Brings everything up to date; answers how soon the next frame is wanted although nothing is different, if at all. */
  draw: () => number | undefined
}

/** One frame at a time, at most one in so many milliseconds, and none while everything stands still. */
export function createFrames({ clock, frameMs, isVirtual = false, draw }: FramesOptions): Frames {
  let timer: unknown
  let dueMs = Infinity
  let lastMs = -Infinity
  let isDirty = false
  let isDrawing = false
  let isPaused = false
  let isStopped = false

  function schedule(delayMs: number) {
    if (isPaused || isStopped) return
    const wantedMs = Math.max(clock.now() + delayMs, lastMs + frameMs)
    if (wantedMs >= dueMs) return
    clock.clearTimer(timer)
    dueMs = wantedMs
    timer = clock.setTimer(Math.max(0, wantedMs - clock.now()), run)
  }

  function run() {
    dueMs = Infinity
    timer = undefined
    isDirty = false
    lastMs = clock.now()
    isDrawing = true
    let nextMs: number | undefined
    try {
      nextMs = draw()
    } finally {
      isDrawing = false
    }
    if (isDirty && !isVirtual) schedule(0)
    else if (isDirty) setImmediate(flush)
    else if (nextMs !== undefined) schedule(nextMs)
  }

  function flush() {
    if (!isDirty || isDrawing || isStopped) return
    clock.clearTimer(timer)
    run()
  }

  return {
    request() {
      if (isDirty) return
      isDirty = true
      if (isDrawing) return
      if (isVirtual) setImmediate(flush)
      else schedule(0)
    },
    flush,
    setPaused(paused) {
      isPaused = paused
      if (paused) {
        clock.clearTimer(timer)
        timer = undefined
        dueMs = Infinity
      } else if (isDirty) schedule(0)
    },
    stop() {
      isStopped = true
      clock.clearTimer(timer)
    },
  }
}

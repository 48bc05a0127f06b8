import type { Arguments } from '../arguments.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { LuaFunctionRef } from '../values.ts'

interface Timer {
  id: number
  fn: LuaFunctionRef
  /** Undefined for a timer that runs once. */
  everyMs: number | undefined
  dueMs: number
  handle: unknown
  /** Its handler has started and waits for something. */
  isWaiting: boolean
}

/** `timer`: they outlive navigation and end with the app. */
export function timerModule(host: ModuleHost): HostModule {
  const { clock, run } = host
  const { timers: maxTimers, timerMinMs, timerMaxMs } = host.sandbox.limits
  const timers = new Map<number, Timer>()
  let nextId = 1

  function start(call: Arguments, everyMs: number | undefined, delayMs: number): number {
    if (timers.size >= maxTimers) {
      throw new LuaError('timer.too_many', `Cannot call ${call.functionName}: ${maxTimers} timers are running already`)
    }
    const fn = call.function(2, 'callback')
    const timer = { id: nextId++, fn, everyMs, dueMs: clock.now() + delayMs, handle: undefined, isWaiting: false }
    timers.set(timer.id, timer)
    schedule(timer)
    return timer.id
  }

  function schedule(timer: Timer): void {
    timer.handle = clock.setTimer(Math.max(0, timer.dueMs - clock.now()), () => void fire(timer))
  }

  async function fire(timer: Timer): Promise<void> {
    const { everyMs } = timer
    if (everyMs === undefined) timers.delete(timer.id)
    else {
      // Kept on its grid; what a slow handler or a sleeping machine missed is left out.
      timer.dueMs += everyMs
      if (timer.dueMs <= clock.now()) timer.dueMs = clock.now() + everyMs
      schedule(timer)
    }
    // A handler that still waits is not started a second time.
    if (timer.isWaiting) return
    await run(timer.fn, [], 'timer', { onWait: () => void (timer.isWaiting = true) })
    timer.isWaiting = false
    if (!timers.has(timer.id)) timer.fn.release()
  }

  function cancel(timer: Timer): void {
    clock.clearTimer(timer.handle)
    timers.delete(timer.id)
    timer.fn.release()
  }

  host.onStop(() => {
    for (const timer of timers.values()) cancel(timer)
  })

  return {
    after(call) {
      // At least one millisecond, so that a chain of them lets time go on.
      const delayMs = Math.max(1, call.number(1, 'milliseconds'))
      return start(call, undefined, checkDelay(call, delayMs))
    },
    every(call) {
      const everyMs = Math.max(timerMinMs, call.number(1, 'milliseconds'))
      return start(call, checkDelay(call, everyMs), everyMs)
    },
    /** Answers whether there was such a timer. */
    cancel(call) {
      const timer = timers.get(call.integer(1, 'timer'))
      if (timer === undefined) return false
      cancel(timer)
      return true
    },
  }

  function checkDelay(call: Arguments, delayMs: number): number {
    if (delayMs <= timerMaxMs) return delayMs
    return call.wrong(
      1,
      'milliseconds',
      Number.isNaN(delayMs) ? 'not a number (nan)' : String(delayMs),
      `at most ${timerMaxMs}`,
    )
  }
}

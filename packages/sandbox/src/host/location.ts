import { BrokerError } from '../brokers.ts'
import { LuaError } from '../errors.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { LocationBroker, Position } from '../source-brokers.ts'
import { LuaFloat } from '../values.ts'
import type { LuaFunctionRef, LuaInput } from '../values.ts'
import { Fields } from './fields.ts'
import { distanceBetween, roundPosition } from './places.ts'

const startCost = 2000
const maxIntervalMs = 86_400_000
const maxDistance = 1_000_000
const usualIntervalMs = 1000

interface Watch {
  fn: LuaFunctionRef
  intervalMs: number
  distance: number
  /** The last position that was told, and when. */
  told: Position | undefined
  toldMs: number
  /** Came too soon after the last one. */
  next: Position | undefined
  timer: unknown
  /** Its handler has started and waits for something. */
  isWaiting: boolean
  end: () => void
}

/** `location`: with the coarse permission only, positions are rounded before the app sees them. Failures come in the `error` field. */
export function locationModule(host: ModuleHost, broker: LocationBroker): HostModule {
  const { clock, sandbox } = host
  const { limits } = sandbox
  const watches = new Map<number, Watch>()
  let nextId = 1
  let requests = 0

  /** The better permission of those that the app has; without one this raises. */
  function requireEither(functionName: string): void {
    const name = sandbox.grants.has('location.fine') ? 'location.fine' : 'location.coarse'
    if (sandbox.grants.has(name)) host.note(functionName, name)
    else host.require(sandbox.grants.isDeclared('location.fine') ? 'location.fine' : name, functionName)
  }

  /** What the app may know of a position now, which may be nothing any more. */
  function seen(position: Position): Position | undefined {
    if (sandbox.grants.has('location.fine')) return position
    return sandbox.grants.has('location.coarse') ? roundPosition(position, limits.coarseMetres) : undefined
  }

  async function locate(): Promise<LuaInput> {
    requests++
    const given = Promise.withResolvers<never>()
    const timer = clock.setTimer(limits.locationTimeoutMs, () =>
      given.reject(new BrokerError('location.timeout', 'The position was not found in time')),
    )
    try {
      const found = seen(await Promise.race([broker.locate(), given.promise]))
      return found ? toPosition(found, clock.now()) : withdrawn
    } catch (error) {
      if (!(error instanceof BrokerError)) throw error
      return { error: `${error.code}: ${error.message}` }
    } finally {
      clock.clearTimer(timer)
      requests--
    }
  }

  async function tell(watch: Watch, answer: LuaInput): Promise<void> {
    // A handler that still waits is not started a second time.
    if (watch.isWaiting || watch.fn.isReleased) return
    await host.run(watch.fn, [answer], 'timer', {
      name: 'location.watch',
      onWait: () => void (watch.isWaiting = true),
    })
    watch.isWaiting = false
  }

  /** Tells the newest position unless that is too soon or too near. */
  function consider(watch: Watch): void {
    const { next, told, intervalMs, distance } = watch
    if (next === undefined || (told !== undefined && distanceBetween(told, next) < distance)) return
    const waitMs = told === undefined ? 0 : watch.toldMs + intervalMs - clock.now()
    clock.clearTimer(watch.timer)
    if (waitMs > 0) {
      watch.timer = clock.setTimer(waitMs, () => consider(watch))
      return
    }
    watch.told = next
    watch.toldMs = clock.now()
    watch.next = undefined
    void tell(watch, toPosition(next, watch.toldMs))
  }

  function start(watch: Watch): void {
    watch.end = broker.watch({
      moved(position) {
        const found = seen(position)
        watch.next = found
        if (found) consider(watch)
        else void tell(watch, withdrawn)
      },
      failed: (code, message) => void tell(watch, { error: `${code}: ${message}` }),
    })
  }

  function end(watch: Watch): void {
    watch.end()
    clock.clearTimer(watch.timer)
    watch.fn.release()
  }

  host.onStop(() => {
    for (const watch of watches.values()) end(watch)
    watches.clear()
  })

  return {
    /** Calls back once. */
    get(call) {
      requireEither(call.functionName)
      call.charge(startCost)
      const callback = call.function(1, 'callback')
      if (requests >= limits.locationRequests) {
        callback.release()
        throw new BrokerError('location.busy', `${limits.locationRequests} requests wait for the position already`)
      }
      void host.answer(callback, locate(), call.functionName)
      return true
    },
    /** Answers the number of the watch. */
    watch(call) {
      requireEither(call.functionName)
      call.charge(startCost)
      const fields = new Fields(call, 2, 'options', ['interval', 'distance'], { optional: true })
      const intervalMs = fields.optionalNumber('interval', 0, maxIntervalMs) ?? usualIntervalMs
      const distance = fields.optionalNumber('distance', 0, maxDistance) ?? 0
      if (watches.size >= limits.locationWatches) {
        throw new LuaError(
          'location.too_many',
          `Cannot call location.watch: ${limits.locationWatches} watches run already. End some with location.unwatch`,
        )
      }
      const watch: Watch = {
        fn: call.function(1, 'callback'),
        intervalMs: Math.max(intervalMs, limits.locationMinMs),
        distance,
        told: undefined,
        toldMs: 0,
        next: undefined,
        timer: undefined,
        isWaiting: false,
        end: () => undefined,
      }
      const id = nextId++
      watches.set(id, watch)
      // Not before this call has returned the number.
      queueMicrotask(() => {
        if (watches.get(id) === watch) start(watch)
      })
      return id
    },
    /** Answers whether there was such a watch. */
    unwatch(call) {
      const id = call.integer(1, 'watch')
      const watch = watches.get(id)
      if (watch === undefined) return false
      watches.delete(id)
      end(watch)
      return true
    },
  }
}

const withdrawn: LuaInput = { error: 'permission.denied: The person took the permission for the location back' }

function toPosition({ altitude, speed, heading, ...position }: Position, nowMs: number): LuaInput {
  const place: Record<string, LuaInput> = { timestamp: Math.trunc(nowMs) }
  for (const [name, value] of Object.entries({ ...position, altitude, speed, heading })) {
    if (typeof value === 'number') place[name] = new LuaFloat(value)
  }
  return place
}

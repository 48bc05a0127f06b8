import type { Arguments } from '../arguments.ts'
import type { ModuleHost } from '../module-host.ts'
import type { HostModule } from '../sandbox.ts'
import type { SensorBroker, SensorName, SensorReading } from '../source-brokers.ts'
import { LuaFloat } from '../values.ts'
import type { LuaFunctionRef, LuaInput } from '../values.ts'
import { Fields } from './fields.ts'

const startCost = 2000
const maxIntervalMs = 60_000
const usualIntervalMs = 100
/** Only of the body: how a phone is held tells nothing that the app does not see anyway. */
const permissionOf: Partial<Record<SensorName, string>> = { heartrate: 'sensors.body' }

interface Running {
  fn: LuaFunctionRef
  /** As apps call what started it. */
  name: string
  timer: unknown
  newest: SensorReading | undefined
  isWaiting: boolean
  end: () => void
}

/** `sensors`: the newest reading, as often as the app asked for. Starting a sensor again starts it anew. */
export function sensorsModule(host: ModuleHost, broker: SensorBroker): HostModule {
  const { clock } = host
  const running = new Map<SensorName, Running>()

  function requirePermission(sensor: SensorName, functionName: string): void {
    const permission = permissionOf[sensor]
    if (permission === undefined) host.noteFirst(functionName, sensor)
    else host.use(permission, functionName)
  }

  async function tell(run: Running, answer: LuaInput): Promise<void> {
    // A handler that still waits is not started a second time.
    if (run.isWaiting || run.fn.isReleased) return
    await host.run(run.fn, [answer], 'timer', { name: run.name, onWait: () => void (run.isWaiting = true) })
    run.isWaiting = false
  }

  function sample(sensor: SensorName, run: Running, intervalMs: number, dueMs: number): void {
    // Kept on its grid; what a slow handler or a sleeping machine missed is left out.
    const next = dueMs + intervalMs <= clock.now() ? clock.now() + intervalMs : dueMs + intervalMs
    run.timer = clock.setTimer(Math.max(0, next - clock.now()), () => sample(sensor, run, intervalMs, next))
    const permission = permissionOf[sensor]
    const isAllowed = permission === undefined || host.sandbox.grants.has(permission)
    if (run.newest !== undefined && isAllowed) void tell(run, toReading(run.newest))
  }

  function stop(sensor: SensorName): void {
    const run = running.get(sensor)
    if (run === undefined) return
    running.delete(sensor)
    clock.clearTimer(run.timer)
    run.end()
    run.fn.release()
  }

  function start(sensor: SensorName, call: Arguments): LuaInput {
    requirePermission(sensor, call.functionName)
    call.charge(startCost)
    const fields = new Fields(call, 2, 'options', ['interval'], { optional: true })
    const asked = fields.optionalNumber('interval', 0, maxIntervalMs) ?? usualIntervalMs
    const intervalMs = Math.max(asked, host.sandbox.limits.sensorMinMs)
    const fn = call.function(1, 'callback')
    stop(sensor)
    const run: Running = {
      fn,
      name: call.functionName,
      timer: undefined,
      newest: undefined,
      isWaiting: false,
      end: () => undefined,
    }
    running.set(sensor, run)
    const startMs = clock.now()
    run.end = broker.watch(sensor, {
      read: (reading) => void (run.newest = reading),
      // Not before this call has returned.
      failed: (code, message) => queueMicrotask(() => void tell(run, { error: `${code}: ${message}` })),
    })
    run.timer = clock.setTimer(intervalMs, () => sample(sensor, run, intervalMs, startMs + intervalMs))
    return true
  }

  host.onStop(() => {
    for (const sensor of running.keys()) stop(sensor)
  })

  const functionsOf = (sensor: SensorName): HostModule => ({
    start: (call) => start(sensor, call),
    stop: () => stop(sensor),
  })

  return {
    accelerometer: functionsOf('accelerometer'),
    gyroscope: functionsOf('gyroscope'),
    magnetometer: functionsOf('magnetometer'),
    heartrate: functionsOf('heartrate'),
  }
}

function toReading(reading: SensorReading): LuaInput {
  return Object.fromEntries(Object.entries(reading).map(([name, value]) => [name, new LuaFloat(value)]))
}

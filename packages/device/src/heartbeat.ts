/** How long an app's thread may be silent. */
export interface Heartbeat {
  /** The app has given a sign of life. */
  beat(): void
  /** The app runs as a load now, which may take longer, or not any more. */
  setLoading(isLoading: boolean): void
  /** The app waits for the device, whose own time limits hold. */
  pause(): void
  resume(): void
  stop(): void
}

interface HeartbeatOptions {
  ping: () => void
  onSilence: (silentMs: number) => void
  /** Milliseconds for an event handler or a timer, and for a load. */
  eventMs?: number
  loadMs?: number
}

const tickMs = 250
const defaultEventMs = 2000
const defaultLoadMs = 5000

/**
 * The backstop for everything that the sandbox's own limits do not end: asks the app's thread for signs of life and tells
 * when it stayed silent for too long. Time in which this thread itself stood still does not count against the app.
 */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { ping, onSilence, eventMs = defaultEventMs, loadMs = defaultLoadMs } = options
  let silentMs = 0
  let isLoading = true
  let pauses = 0
  let lastTick = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    if (pauses === 0) silentMs += Math.min(now - lastTick, 2 * tickMs)
    lastTick = now
    if (silentMs > (isLoading ? loadMs : eventMs)) {
      clearInterval(timer)
      onSilence(Math.round(silentMs))
      return
    }
    ping()
  }, tickMs)
  return {
    beat() {
      silentMs = 0
    },
    setLoading(loading) {
      isLoading = loading
      silentMs = 0
    },
    pause() {
      pauses += 1
      silentMs = 0
    },
    resume() {
      pauses -= 1
      silentMs = 0
    },
    stop: () => clearInterval(timer),
  }
}

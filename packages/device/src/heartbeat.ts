/** How long an app's thread may be silent. */
export interface Heartbeat {
  /** The app has given a sign of life. */
  beat(): void
  /** The app has something to do: it is looked at more often for a while. */
  rouse(): void
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
  /** Milliseconds for which the app's thread has run since its start, however long it waited for a processor. */
  ranMs: () => Promise<number>
  /** Milliseconds for an event handler or a timer, and for a load. */
  eventMs?: number
  loadMs?: number
}

const tickMs = 250
/** An app that nothing was asked of for so long is looked at less often: twenty that wait must not keep a phone awake. */
const calmAfterMs = 3000
const calmTickMs = 1000
/** A thread that ran for less than this share of its silence was kept waiting by a busy computer. */
const ownShare = 0.5
/** Then it gets so many times the silence: one that waits for ever in the engine itself does not run either. */
const patience = 10
const defaultEventMs = 2000
const defaultLoadMs = 5000

/**
 * The backstop for everything that the sandbox's own limits do not end: asks the app's thread for signs of life and tells
 * when it stayed silent for too long. Time in which this thread itself stood still does not count against the app.
 */
export function startHeartbeat(options: HeartbeatOptions): Heartbeat {
  const { ping, onSilence, ranMs, eventMs = defaultEventMs, loadMs = defaultLoadMs } = options
  let silentMs = 0
  let isLoading = true
  let isStopped = false
  /** Counts the signs of life. */
  let beats = 0
  /** How long the thread had run when it became silent. */
  let ranBefore: number | undefined
  let pauses = 0
  let lastTick = performance.now()
  let rousedAt = lastTick
  let stepMs = tickMs
  let timer = setTimeout(tick, stepMs)

  function tick() {
    const now = performance.now()
    if (pauses === 0) silentMs += Math.min(now - lastTick, 2 * stepMs)
    lastTick = now
    // One that answers is never silent for longer than a step.
    if (silentMs > 1.5 * stepMs) void judge()
    ping()
    stepMs = isLoading || now - rousedAt < calmAfterMs ? tickMs : calmTickMs
    timer = setTimeout(tick, stepMs)
  }

  /** Whether the silence is the app's own. */
  async function judge() {
    const most = isLoading ? loadMs : eventMs
    const at = beats
    const ran = await ranMs().catch(() => Infinity)
    if (at !== beats || isStopped) return
    ranBefore ??= ran
    if (silentMs <= most || (ran - ranBefore < most * ownShare && silentMs <= most * patience)) return
    isStopped = true
    clearTimeout(timer)
    onSilence(Math.round(silentMs))
  }

  function noteSign() {
    silentMs = 0
    beats += 1
    ranBefore = undefined
  }

  return {
    beat: noteSign,
    rouse() {
      rousedAt = performance.now()
      if (stepMs === tickMs || isStopped) return
      stepMs = tickMs
      clearTimeout(timer)
      timer = setTimeout(tick, stepMs)
    },
    setLoading(loading) {
      isLoading = loading
      noteSign()
    },
    pause() {
      pauses += 1
      noteSign()
    },
    resume() {
      pauses -= 1
      noteSign()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}

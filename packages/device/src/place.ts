import type { Disk } from './disk.ts'
import { DeviceError } from './errors.ts'
import type { Layout } from './layout.ts'
import type { Locks } from './lock.ts'

export type LogLevel = 'info' | 'warning' | 'error'

/** Takes one line for the people who look after the device. */
export type Log = (level: LogLevel, text: string, fields?: Record<string, string | number | boolean>) => void

/** What the verbs of a device work on: its data folder, and what is needed to change it safely. */
export interface Place {
  disk: Disk
  layout: Layout
  locks: Locks
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
  /** Stops the app when it runs in this program, and returns when it has stopped. */
  stopApp: (id: string) => Promise<void>
}

/** Long enough for a download that goes on elsewhere to end, short enough for a person to wait. */
const busyWaitMs = 30_000

/** An app in another program gets this long to be closed before a change is refused. */
const runningWaitMs = 2_000

/** Does the work while nobody else installs, updates, removes or restores this app. */
export async function whileHolding<T>({ locks }: Place, id: string, work: () => Promise<T>): Promise<T> {
  const release = await locks.take(`app-${id}`, busyWaitMs)
  if (!release) throw new DeviceError('device.busy', { id })
  try {
    return await work()
  } finally {
    release()
  }
}

/** Does the work at once, or not at all when somebody else is at this app. Returns whether it was done. */
export async function ifNobodyHolds({ locks }: Place, id: string, work: () => Promise<void>): Promise<boolean> {
  const release = await locks.take(`app-${id}`)
  if (!release) return false
  try {
    await work()
    return true
  } finally {
    release()
  }
}

/** Stops the app and does the work while it cannot be started, so that no file goes away under a running app. */
export async function whileStopped<T>(place: Place, id: string, action: string, work: () => Promise<T>): Promise<T> {
  await place.stopApp(id)
  const release = await place.locks.take(runLock(id), runningWaitMs)
  if (!release) throw new DeviceError('device.app_running', { id, action })
  try {
    return await work()
  } finally {
    release()
  }
}

/** The lock that a running app holds. */
export const runLock = (id: string): string => `run-${id}`

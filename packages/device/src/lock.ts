import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'

/** Gives a lock back; calling it again does nothing. */
export type Release = () => void

/** Locks that hold between functions of one program and between programs; a killed program's locks are free at once. */
export interface Locks {
  /** Takes the lock, or returns undefined when it is still taken after `waitMs`. */
  take(name: string, waitMs?: number): Promise<Release | undefined>
}

const pollMs = 20

/**
 * Locks in a folder. A lock is an exclusive transaction on an empty SQLite file, so that the operating system gives it
 * back when its owner dies: a file with a process number would have to be judged stale, and two judges race.
 */
export function openLocks(folder: string): Locks {
  return {
    async take(name, waitMs = 0) {
      const until = performance.now() + waitMs
      for (;;) {
        const release = tryTake(join(folder, `${name}.lock`))
        if (release || performance.now() >= until) return release
        await wait(pollMs)
      }
    },
  }
}

const sqliteBusy = 5

function tryTake(path: string): Release | undefined {
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined
    throw error
  }
  return () => {
    if (database.isOpen) database.close()
  }
}

import { getCompileCacheDir } from 'node:module'
import { availableParallelism } from 'node:os'
import { dirname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SharedWork } from './shared-work.ts'

export type { SharedWork }

/** A second thread that takes part in reading packages, one at a time. */
export interface ReadingHelper {
  /** Ends when the thread has nothing more to do for this package, well or not. */
  help(work: SharedWork): Promise<void>
  close(): Promise<unknown>
}

/** Starts a helper, best before the bytes are read; undefined where there is no second processor to run it. */
export function startHelper(): ReadingHelper | undefined {
  return availableParallelism() < 2 ? undefined : startThread()
}

/** Starts a helper, whatever the machine has. */
export function startThread(): ReadingHelper {
  // Node names the folder of its own version inside the one it was given.
  const cache = getCompileCacheDir()
  const worker = new Worker(new URL('./helper.ts', import.meta.url), {
    env: cache === undefined ? {} : { NODE_COMPILE_CACHE: dirname(cache) },
    argv: [],
    execArgv: [],
  })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  // A thread that cannot start or fails has left pieces undone; the reader does them, and meets what was wrong by itself.
  worker.on('error', () => undefined)
  const waiting = new Map<number, () => void>()
  worker.on('message', (id: number) => waiting.get(id)?.())
  worker.unref()
  let works = 0
  return {
    async help(work) {
      const id = ++works
      const done = new Promise<void>((resolve) => waiting.set(id, resolve))
      worker.ref()
      worker.postMessage({ id, work })
      await Promise.race([done, ended])
      waiting.delete(id)
      // Who did not wait for the end of an earlier work may be in the next one already.
      if (waiting.size === 0) worker.unref()
    },
    close: () => worker.terminate(),
  }
}

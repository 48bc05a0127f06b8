import { availableParallelism } from 'node:os'
import type { Deps } from '../deps.ts'
import { createThreadPool } from '../threads/thread-pool.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'
import type { PackageCheck } from './package-facts.ts'

/** The threads that look at packages as they come in, whichever way they come. */
export type PackageChecks = ThreadPool<{ path: string }, PackageCheck>

export function openPackageChecks({ onClose }: Pick<Deps, 'onClose'>): PackageChecks {
  const checks: PackageChecks = createThreadPool(new URL('./check-thread.ts', import.meta.url), {
    // One stays for everybody else's requests.
    threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
    timeoutMs: 30_000,
    maxHeapMib: 128,
    maxWaiting: 64,
  })
  onClose(() => checks.close())
  return checks
}

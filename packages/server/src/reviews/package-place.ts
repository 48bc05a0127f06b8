import { ApiError } from '@mosis/api'
import type { Db, VersionRow } from '../db/schema.ts'
import type { Log } from '../log.ts'
import type { Storage } from '../storage/storage.ts'
import { createThreadPool, ThreadError } from '../threads/thread-pool.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'
import { packageKey } from '../versions/storage-keys.ts'
import type { PackageAnswer, PackageTask } from './package-thread.ts'

/** Where packages are unpacked to be read. */
export interface PackagePlace {
  db: Db
  storage: Storage
  packages: ThreadPool<PackageTask, PackageAnswer>
  log: Log
}

/** Threads that read packages; those who wait for one pool do not hold up those who wait for another. */
export function openPackagePool(): PackagePlace['packages'] {
  return createThreadPool(new URL('./package-thread.ts', import.meta.url), {
    // Two packages of 50 MB may lie in it at once.
    threads: 1,
    timeoutMs: 20_000,
    maxHeapMib: 192,
    maxWaiting: 16,
  })
}

/** The files of a local storage are read where they lie; else they are fetched for the time of the work. */
export async function withPackages<Result>(
  { storage }: PackagePlace,
  versions: readonly (VersionRow | undefined)[],
  work: (paths: readonly (string | undefined)[]) => Promise<Result>,
): Promise<Result> {
  await using fetched = new AsyncDisposableStack()
  const paths: (string | undefined)[] = []
  for (const version of versions) {
    if (!version) {
      paths.push(undefined)
      continue
    }
    const key = packageKey(version.sha256)
    const here = storage.path(key)
    if (here !== undefined) {
      paths.push(here)
      continue
    }
    const received = await storage.receive(await storage.get(key))
    fetched.defer(() => received.discard())
    paths.push(received.path)
  }
  return await work(paths)
}

/** Has a thread read packages; refuses with `review.unreadable` what it cannot read. */
export async function readPackages(
  { packages, log }: PackagePlace,
  { id: versionId }: Pick<VersionRow, 'id'>,
  task: PackageTask,
): Promise<PackageAnswer> {
  try {
    return await packages.run(task)
  } catch (cause) {
    if (!(cause instanceof ThreadError)) throw cause
    if (cause.code === 'busy' || cause.code === 'closed') throw new ApiError('unavailable', {}, { cause })
    log.warn({ err: cause, versionId }, 'Cannot show the package of a version')
    const reason = cause.code === 'timeout' ? 'reading it takes too long' : 'reading it failed'
    throw new ApiError('review.unreadable', { reason }, { cause })
  }
}

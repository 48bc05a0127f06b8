import type { Db } from '../db/schema.ts'
import { inTransaction } from '../db/transaction.ts'
import type { Log } from '../log.ts'
import type { Storage } from '../storage/storage.ts'
import type { ThreadPool } from '../threads/thread-pool.ts'
import { saveFiles } from '../versions/blocks.ts'
import type { PackageCheck } from '../versions/package-facts.ts'
import { packageKey } from '../versions/storage-keys.ts'

export interface FileListPlace {
  db: Db
  storage: Storage
  checks: ThreadPool<{ path: string }, PackageCheck>
  log: Log
}

/** Reads the packages of versions that came before their files were listed; answers how many it listed. */
export async function findFileLists({ db, storage, checks, log }: FileListPlace, signal: AbortSignal): Promise<number> {
  const unlisted = await db
    .selectFrom('version')
    .select(['id', 'sha256'])
    .where((version) =>
      version.not(
        version.exists(
          version.selectFrom('version_file').select('sha256').whereRef('version_file.version_id', '=', 'version.id'),
        ),
      ),
    )
    .orderBy('id')
    .execute()
  let listed = 0
  for (const { id, sha256 } of unlisted) {
    signal.throwIfAborted()
    const check = await readPackage(storage, checks, sha256)
    if (!check.isValid) {
      // It passed by the rules of its time; a file in it cannot be found by a hash.
      log.warn({ versionId: id }, 'Cannot list the files of a stored package: it is no longer valid')
      continue
    }
    const isThere = await inTransaction(db, async (db) => {
      // A draft may have been deleted meanwhile.
      const version = await db.selectFrom('version').select('id').where('id', '=', id).executeTakeFirst()
      if (version) await saveFiles(db, id, check.facts.files)
      return version !== undefined
    })
    if (isThere) listed += 1
  }
  return listed
}

/** The file of a local storage is read where it lies; else it is fetched for the time of reading. */
async function readPackage(storage: Storage, checks: FileListPlace['checks'], sha256: string): Promise<PackageCheck> {
  const key = packageKey(sha256)
  const path = storage.path(key)
  if (path !== undefined) return checks.run({ path })
  const fetched = await storage.receive(await storage.get(key))
  try {
    return await checks.run({ path: fetched.path })
  } finally {
    await fetched.discard()
  }
}

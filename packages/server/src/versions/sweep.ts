import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'
import type { Storage } from '../storage/storage.ts'
import { iconKey, packageKey } from './storage-keys.ts'

/** Younger than this, bytes may belong to an upload whose row is about to be written. */
const youngMs = 24 * 60 * 60 * 1000

/** Removes stored packages and icons that no version names: of refused uploads, of deleted drafts. */
export async function sweepStorage(db: Db, storage: Storage, call: Call): Promise<void> {
  for (const { key } of await findUnnamed(db, storage, call)) await storage.delete(key)
}

/** The stored packages and icons that no version names, and that are old enough to go. */
export async function findUnnamed(
  db: Db,
  storage: Storage,
  { now }: Pick<Call, 'now'>,
): Promise<{ key: string; sizeBytes: number }[]> {
  const oldest = new Date(Date.parse(now) - youngMs).toISOString()
  const found: { key: string; sizeBytes: number }[] = []
  for (const prefix of ['packages/', 'icons/']) {
    for await (const { key, sizeBytes, modifiedAt } of storage.list(prefix)) {
      if (modifiedAt < oldest) found.push({ key, sizeBytes })
    }
  }
  if (found.length === 0) return []
  // Asked after the list was made: a version that came meanwhile is among the named ones.
  const named = await namedKeys(db)
  return found.filter(({ key }) => !named.has(key))
}

async function namedKeys(db: Db): Promise<Set<string>> {
  const rows = await db.selectFrom('version').select(['sha256', 'icons']).execute()
  return new Set(
    rows.flatMap(({ sha256, icons }) => [
      packageKey(sha256),
      ...Object.values(JSON.parse(icons) as Record<string, string>).map(iconKey),
    ]),
  )
}

import { buffer } from 'node:stream/consumers'
import type { Storage } from '../storage/storage.ts'
import { iconKey } from '../versions/storage-keys.ts'

/** A page of the store shows dozens of icons, and the same ones to everybody. */
const maxKeptBytes = 8 * 1024 * 1024

/** Returns a reader of stored icons that keeps the ones asked for last in memory; what an address names never changes. */
export function createIconReader(storage: Storage): (sha256: string) => Promise<Buffer> {
  const kept = new Map<string, Buffer>()
  let keptBytes = 0
  return async (sha256) => {
    const known = kept.get(sha256)
    const icon = known ?? (await buffer(await storage.get(iconKey(sha256))))
    // Two readers may have fetched it at the same time; the sum counts it once.
    if (kept.delete(sha256)) keptBytes -= icon.length
    kept.set(sha256, icon)
    keptBytes += icon.length
    for (const [oldest, { length }] of kept) {
      if (keptBytes <= maxKeptBytes) break
      kept.delete(oldest)
      keptBytes -= length
    }
    return icon
  }
}

import type { Storage } from '../storage/storage.ts'
import { packageKey } from '../versions/storage-keys.ts'

/** Does `work` with the path of a stored package: where it lies, or fetched from a storage elsewhere for as long as it takes. */
export async function withPackage<Result>(
  storage: Storage,
  { sha256 }: { sha256: string },
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const key = packageKey(sha256)
  const path = storage.path(key)
  if (path !== undefined) return work(path)
  const fetched = await storage.receive(await storage.get(key))
  try {
    return await work(fetched.path)
  } finally {
    await fetched.discard()
  }
}

import { opendir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Db } from '../db/schema.ts'
import type { Call } from '../http/call.ts'

/** Where the bytes of unfinished uploads lie, in the folder of packages. */
export const uploadsFolder = '.uploads'

/** Younger than this, a file may belong to an upload whose row is about to be written. */
const youngMs = 60 * 60_000

/** Removes uploads that ended, and the bytes of those that nobody can go on with: given up, finished, of deleted apps. */
export async function sweepUploads(db: Db, directory: string, call: Call): Promise<void> {
  await db.deleteFrom('upload').where('expires_at', '<=', call.now).execute()
  const before = Date.parse(call.now) - youngMs
  for (const name of await listFiles(directory)) {
    const row = await db
      .selectFrom('upload')
      .select('id')
      .where('id', '=', name)
      .where('state', '=', 'open')
      .executeTakeFirst()
    if (!row && (await changedAt(join(directory, name))) < before) await rm(join(directory, name), { force: true })
  }
}

async function listFiles(directory: string): Promise<string[]> {
  const names: string[] = []
  try {
    for await (const entry of await opendir(directory)) if (entry.isFile()) names.push(entry.name)
  } catch (failure) {
    // Nobody has uploaded in pieces yet.
    if (!isMissing(failure)) throw failure
  }
  return names
}

/** A file that somebody else removes meanwhile is as good as a young one. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs
  } catch (failure) {
    if (isMissing(failure)) return Infinity
    throw failure
  }
}

const isMissing = (failure: unknown) => failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'

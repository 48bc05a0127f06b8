import { ApiError } from '@mosis/api'
import type { BlockRow, Db, VersionRow } from '../db/schema.ts'

/** What can be blocked of a package: itself, who signed it, each of its files. */
export interface Blockable {
  sha256: string
  key_id: string
  /** SHA-256 of each file, or the version that they were stored for. */
  files: readonly string[] | { ofVersion: string }
}

/** Refuses a package that contains or is signed by what an admin has blocked. */
export async function requireNotBlocked(db: Db, blockable: Blockable): Promise<void> {
  const block = await findBlock(db, blockable)
  if (block) throw blockedError(block)
}

/** The block that a stored version falls under, or undefined. */
export function findBlockOf(db: Db, { id, sha256, key_id }: Pick<VersionRow, 'id' | 'sha256' | 'key_id'>) {
  return findBlock(db, { sha256, key_id, files: { ofVersion: id } })
}

/** Refuses a stored version that falls under a block, also one that came after the upload. */
export async function requireVersionNotBlocked(
  db: Db,
  version: Pick<VersionRow, 'id' | 'sha256' | 'key_id'>,
): Promise<void> {
  const block = await findBlockOf(db, version)
  if (block) throw blockedError(block)
}

export function blockedError({ kind, value, public_reason }: BlockRow): ApiError {
  return new ApiError('package.blocked', { kind, value, reason: public_reason })
}

/**
 * The signer alone counts, not the keys that handed over to it: a developer who replaced a key before it was stolen has to
 * carry it on in the lineage, for devices that know the app by it.
 */
function findBlock(db: Db, { sha256, key_id, files }: Blockable): Promise<BlockRow | undefined> {
  return db
    .selectFrom('block')
    .selectAll()
    .where('removed_at', 'is', null)
    .where((block) => {
      const isFile = block('kind', '=', 'file')
      const stored = (id: string) =>
        block.selectFrom('version_file').select('version_file.sha256').where('version_file.version_id', '=', id)
      const ofFiles =
        'ofVersion' in files
          ? [block.and([isFile, block('value', 'in', stored(files.ofVersion))])]
          : files.length > 0
            ? [block.and([isFile, block('value', 'in', files)])]
            : []
      return block.or([
        block.and([block('kind', '=', 'package'), block('value', '=', sha256)]),
        block.and([block('kind', '=', 'key'), block('value', '=', key_id)]),
        ...ofFiles,
      ])
    })
    .orderBy('id')
    .executeTakeFirst()
}

/** Keeps which files a version has, so that a block finds it. */
export async function saveFiles(db: Db, versionId: string, files: readonly string[]): Promise<void> {
  const rows = [...new Set(files)].map((sha256) => ({ version_id: versionId, sha256 }))
  if (rows.length === 0) return
  await db
    .insertInto('version_file')
    .values(rows)
    // Done by another run of the same job.
    .onConflict((conflict) => conflict.columns(['version_id', 'sha256']).doNothing())
    .execute()
}

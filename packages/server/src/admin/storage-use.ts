import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { PortalStorage } from '@mosis/api'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { findUnnamedImages } from '../apps/images.ts'
import { engineOf } from '../db/engine.ts'
import type { Deps } from '../deps.ts'
import type { Call } from '../http/call.ts'
import { uploadsFolder } from '../uploads/sweep.ts'
import { findUnnamed } from '../versions/sweep.ts'
import { measureDisk } from './measure-disk.ts'

type Kind = PortalStorage['kinds'][number]

/** What lies where, how much room is left, and what nothing names any more. Walks over every stored file. */
export async function measureStorage(
  { db, telemetryDb, storage, config }: Pick<Deps, 'db' | 'telemetryDb' | 'storage' | 'config'>,
  call: Call,
): Promise<PortalStorage> {
  const unnamed = [...(await findUnnamed(db, storage, call)), ...(await findUnnamedImages(db, storage, call))]
  const next = await db.selectFrom('job').select('run_at').where('id', '=', 'every_storage.sweep').executeTakeFirst()
  return {
    at: call.now,
    kinds: [
      { kind: 'packages', ...(await addUp(storage.list('packages/'))) },
      { kind: 'icons', ...(await addUp(storage.list('icons/'))) },
      { kind: 'images', ...(await addUp(storage.list('images/'))) },
      { kind: 'uploads', ...(await addUp(listFiles(join(config.packagesDir, uploadsFolder)))) },
      ...(config.mail.kind === 'folder'
        ? [{ kind: 'mail' as const, ...(await addUp(listFiles(config.mail.path))) }]
        : []),
      { kind: 'backups', ...(await addUp(listFiles(config.backupsDir))) },
    ] satisfies Kind[],
    databases: [
      { name: 'portal', bytes: await measureDatabase(db) },
      // On PostgreSQL both lie in one.
      ...(engineOf(db) === 'sqlite' ? [{ name: 'telemetry' as const, bytes: await measureDatabase(telemetryDb) }] : []),
    ],
    disks: await listDisks(config),
    sweep: { ...sum(unnamed), next_at: next && next.run_at !== '' ? next.run_at : null },
  }
}

async function addUp(files: AsyncIterable<{ sizeBytes: number }>): Promise<{ files: number; bytes: number }> {
  const sums = { files: 0, bytes: 0 }
  for await (const { sizeBytes } of files) {
    sums.files += 1
    sums.bytes += sizeBytes
  }
  return sums
}

const sum = (files: readonly { sizeBytes: number }[]) => ({
  files: files.length,
  bytes: files.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0),
})

async function* listFiles(folder: string): AsyncIterable<{ sizeBytes: number }> {
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.isFile()) yield { sizeBytes: (await stat(join(folder, entry.name))).size }
    }
  } catch (failure) {
    // The folder comes with the first file, and files go while they are counted.
    if (!(failure instanceof Error && 'code' in failure && failure.code === 'ENOENT')) throw failure
  }
}

async function measureDatabase<Schema>(db: Kysely<Schema>): Promise<number> {
  const { rows } =
    engineOf(db) === 'postgres'
      ? await sql<{ bytes: number | string }>`select pg_database_size(current_database()) as bytes`.execute(db)
      : await sql<{
          bytes: number
        }>`select page_count * page_size as bytes from pragma_page_count, pragma_page_size`.execute(db)
  return Number(rows[0]?.bytes ?? 0)
}

async function listDisks({ packagesDir, dataDir, backupsDir }: Deps['config']): Promise<PortalStorage['disks']> {
  const disks = new Map<number, PortalStorage['disks'][number]>()
  for (const [what, folder] of [
    ['packages', packagesDir],
    ['data', dataDir],
    ['backups', backupsDir],
  ] as const) {
    const disk = await measureDisk(folder)
    if (!disk) continue
    const { id, ...room } = disk
    disks.set(id, { ...room, holds: [...(disks.get(id)?.holds ?? []), what] })
  }
  return [...disks.values()]
}

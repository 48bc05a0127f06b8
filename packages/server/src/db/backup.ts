import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** So many snapshots are kept; the oldest goes first. */
const keptSnapshots = 7

/**
 * Writes a snapshot of a SQLite database that is in use, checks that it can be read as a whole, and only then gives it its name.
 * Answers its path.
 */
export async function backUpDatabase(databasePath: string, folder: string, now: string): Promise<string> {
  const path = join(folder, `portal-${now.replaceAll(/[:.]/g, '-')}.db`)
  const draft = `${path}.unfinished`
  await rm(draft, { force: true })
  // As private as what it is a copy of.
  await writeFile(draft, '', { mode: 0o600, flag: 'wx' })
  const source = new DatabaseSync(databasePath, { readOnly: true })
  try {
    await backup(source, draft)
  } finally {
    source.close()
  }
  checkSnapshot(draft)
  const file = await open(draft, 'r+')
  await file.sync()
  await file.close()
  await rename(draft, path)
  await removeOld(folder)
  return path
}

function checkSnapshot(path: string): void {
  const snapshot = new DatabaseSync(path)
  try {
    // A snapshot is one file: what would be a log beside it is written into it.
    snapshot.exec('pragma journal_mode = delete')
    const rows = snapshot.prepare('pragma integrity_check').all()
    const [first] = rows
    if (rows.length !== 1 || first?.integrity_check !== 'ok') {
      throw new Error(`Cannot keep the backup ${path}: it is damaged (${JSON.stringify(rows.slice(0, 3))})`)
    }
  } finally {
    snapshot.close()
  }
}

async function removeOld(folder: string): Promise<void> {
  const names = await readdir(folder)
  const snapshots = names.filter((name) => /^portal-[\dTZ-]+\.db$/.test(name)).sort()
  for (const name of snapshots.slice(0, -keptSnapshots)) await rm(join(folder, name), { force: true })
}

import { open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'

/** So many snapshots are kept; the oldest goes first. */
export const keptSnapshots = 7

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
  const names = await listNames(folder)
  for (const name of names.slice(0, -keptSnapshots)) await rm(join(folder, name), { force: true })
}

/** The oldest first. */
async function listNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => namePattern.test(name)).sort()
}

const namePattern = /^portal-(\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d)-(\d{3}Z)\.db$/

export interface Snapshot {
  name: string
  sizeBytes: number
  createdAt: string
  /** As long as its own first page says. It was checked as a whole when it was written; this notices what was cut since. */
  isWhole: boolean
}

/** The snapshots in a folder, the newest first; none while the folder is away, which is when somebody looks for what is wrong. */
export async function listSnapshots(folder: string): Promise<Snapshot[]> {
  const snapshots: Snapshot[] = []
  const names = await unlessMissing(listNames(folder))
  for (const name of names?.reverse() ?? []) {
    const [, day = '', hour = '', minute = '', second = '', rest = ''] = namePattern.exec(name) ?? []
    const facts = await readHead(join(folder, name))
    // Gone since the names were read: a newer one took its place.
    if (facts) snapshots.push({ name, createdAt: `${day}${hour}:${minute}:${second}.${rest}`, ...facts })
  }
  return snapshots
}

/** SQLite's file format, 1.3: a name, the size of a page at byte 16 (1 stands for 65,536) and their number at byte 28. */
async function readHead(path: string): Promise<Pick<Snapshot, 'sizeBytes' | 'isWhole'> | undefined> {
  const file = await unlessMissing(open(path, 'r'))
  if (!file) return undefined
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(32)
    await file.read(head, 0, head.length, 0)
    const pageBytes = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16)
    const isDatabase = head.toString('latin1', 0, 16) === 'SQLite format 3\0'
    return { sizeBytes: size, isWhole: isDatabase && size === pageBytes * head.readUInt32BE(28) }
  } finally {
    await file.close()
  }
}

/** Undefined where what is opened is not there. */
function unlessMissing<T>(opened: Promise<T>): Promise<T | undefined> {
  return opened.catch((failure: unknown) => {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  })
}

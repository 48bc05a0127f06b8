import { join } from 'node:path'
import { listFolder, randomName, unfinished } from './disk.ts'
import type { Place } from './place.ts'

/** A copy of an app's `data` and `db`. */
export interface Backup {
  name: string
  /** The version_code whose data it is. */
  version_code: number
  created_at: string
}

const backupPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([1-9]\d{0,9})-[0-9a-f]{18}$/

/** True for the name of a backup folder: when it was made, of which version_code, and a random part. */
export function isBackupName(value: unknown): value is string {
  return typeof value === 'string' && backupPattern.test(value)
}

/** What a backup holds; a person's data lies in these two and nowhere else. */
const parts = ['data', 'db'] as const

/** Copies an app's data; the app must not run. Returns the name under which it can be put back. */
export async function makeBackup({ disk, layout, now }: Place, id: string, versionCode: number): Promise<string> {
  const app = layout.app(id)
  const time = new Date(now()).toISOString().replaceAll(/[-:.]/g, '')
  const name = `${time}-${versionCode}-${randomName()}`
  const fresh = join(app.backups, unfinished + randomName())
  await disk.makeFolder(app.backups)
  try {
    for (const part of parts) await disk.copyTree(app[part], join(fresh, part))
    await disk.rename(fresh, join(app.backups, name))
  } catch (error) {
    await disk.remove(fresh)
    throw error
  }
  return name
}

/** Copies a backup, so that one copy can be put in place and the other stays. */
export async function copyBackup(place: Place, id: string, name: string): Promise<string> {
  const { disk, layout } = place
  const { backups } = layout.app(id)
  const copy = name.replace(/[0-9a-f]{18}$/, randomName())
  const fresh = join(backups, unfinished + randomName())
  try {
    await disk.copyTree(join(backups, name), fresh)
    await disk.rename(fresh, join(backups, copy))
  } catch (error) {
    await disk.remove(fresh)
    throw error
  }
  return copy
}

/**
 * Puts a backup in the place of an app's data, which uses it up. Done again after a kill it goes on with what is left;
 * it needs no free space.
 */
export async function putBack({ disk, layout }: Place, id: string, name: string): Promise<void> {
  const app = layout.app(id)
  const left = new Set((await listFolder(join(app.backups, name))).map((entry) => entry.name))
  for (const part of parts) {
    if (!left.has(part)) continue
    await disk.remove(app[part])
    await disk.rename(join(app.backups, name, part), app[part])
  }
}

/** The backups of an app, newest first. */
export async function listBackups({ layout }: Place, id: string): Promise<Backup[]> {
  const names = (await listFolder(layout.app(id).backups)).map((entry) => entry.name).filter(isBackupName)
  return names.sort((a, b) => (a < b ? 1 : -1)).map(toBackup)
}

/** Keeps the newest backups and those in use; a person may have removed space-eating ones by hand, which is fine. */
export async function pruneBackups(place: Place, id: string, inUse: readonly (string | undefined)[]): Promise<void> {
  const { backups } = place.layout.app(id)
  const entries = await listFolder(backups)
  for (const { name } of entries) if (name.startsWith(unfinished)) await place.disk.remove(join(backups, name))
  const spare = (await listBackups(place, id)).filter(({ name }) => !inUse.includes(name)).slice(keptBackups)
  for (const { name } of spare) await place.disk.remove(join(backups, name))
}

/** Enough to undo an update and a mistake or two; each may be as large as an app's data, 100 MiB. */
const keptBackups = 3

function toBackup(name: string): Backup {
  const [, year, month, day, hour, minute, second, millisecond, code] = backupPattern.exec(name) ?? []
  const created_at = `${year}-${month}-${day}T${hour}:${minute}:${second}.${millisecond}Z`
  return { name, version_code: Number(code), created_at }
}

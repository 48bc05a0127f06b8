import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Project } from '../phone/project.ts'

/** Where and how `mosis sim` reaches a phone that is on. */
export interface Note {
  pid: number
  origin: string
  token: string
  project: Project
}

/** Leaves a note that only this person can read. */
export async function writeNote(
  folder: string,
  note: Omit<Note, 'pid'>,
): Promise<{ path: string; remove(): Promise<void> }> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // It may have been there before, for all to look into.
  await chmod(folder, 0o700)
  const path = join(folder, `${process.pid}.json`)
  // A leftover of a program that had the same number would keep its rights.
  await rm(path, { force: true })
  await writeFile(path, `${JSON.stringify({ pid: process.pid, ...note })}\n`, { mode: 0o600, flag: 'wx' })
  return { path, remove: () => rm(path, { force: true }) }
}

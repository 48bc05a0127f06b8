import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { startPortal } from '../programs.ts'
import { until } from '../world.ts'
import type { Books } from './books.ts'
import type { Ledger } from './ledger.ts'

/** The jobs that clear up. */
const sweeps = ['storage.sweep', 'upload.sweep']
/** Where what is not complete yet lies. */
const unfinishedFolders = ['.tmp', '.uploads']

/**
 * Makes everything two days older than it is and has the portal clear up: what a killed upload left goes, what a version names
 * stays. No portal runs before and after.
 */
export async function liveThroughADay(
  folder: string,
  settings: Record<string, string>,
  books: Books,
  ledger: Ledger,
): Promise<number> {
  const before = await filesBelow(join(folder, 'packages'))
  const old = new Date(Date.now() - 2 * 86_400_000)
  for (const file of before) await utimes(file, old, old)
  await books.ask(`UPDATE upload SET expires_at = ''`)
  await books.ask(`UPDATE job SET run_at = '' WHERE id IN (${sweeps.map((name) => `'every_${name}'`).join()})`)
  const portal = await startPortal(folder, settings)
  await until(
    () => books.ask(`SELECT id FROM job WHERE run_at = '' AND id LIKE 'every_%'`),
    (rows) => rows.length === 0,
  )
  if ((await portal.stop()) !== 0) ledger.lies.add('The portal did not end well after clearing up')
  const after = await filesBelow(join(folder, 'packages'))
  const rows = (await books.ask('SELECT sha256 FROM version')) as { sha256: string }[]
  const named = new Set(rows.map(({ sha256 }) => sha256))
  for (const file of after) {
    if (unfinishedFolders.some((name) => file.includes(join('packages', name))))
      ledger.lies.add(`${file} was not cleared up`)
    const [sha256] = /[0-9a-f]{64}(?=\.mosis$)/.exec(file) ?? []
    if (sha256 !== undefined && !named.delete(sha256))
      ledger.lies.add(`No version names ${file}, and it was not cleared up`)
  }
  for (const sha256 of named) ledger.lies.add(`The package ${sha256} was cleared up, and a version names it`)
  return before.length - after.length
}

/** Lets the leases of jobs run out whose process was killed, instead of waiting for it. No portal runs. */
export async function endLeases({ ask }: Books): Promise<void> {
  await ask(`UPDATE job SET claimed_until = NULL WHERE state = 'ready'`)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
}

// Takes the place of `../thread-bundle.ts` in the released command: there both were built with the command, into a folder
// beside it.
import { fileURLToPath } from 'node:url'

const find = (name: string) => fileURLToPath(new URL(`./thread/${name}`, import.meta.url))

/** The file from which threads start. */
export function findThreadFile(): string {
  return find('entry.mjs')
}

/** The file from which the process of an app's databases starts. */
export function findDatabaseFile(): string {
  return find('database-child.cjs')
}

/** Nothing is left to make. */
export async function bundleThread(): Promise<void> {}

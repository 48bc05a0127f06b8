import { readFile } from 'node:fs/promises'
import { commandPath, digestOf, readSite } from './site-file.ts'
import type { Site, SiteFile } from './site-file.ts'

/**
 * Reads the built web portal, and the archive of the `mosis` command that it hands out where there is one; undefined where there
 * is no portal that this version understands.
 */
export async function openSite(file: URL, command: URL): Promise<Site | undefined> {
  const [bytes, archive] = await Promise.all([file, command].map(readIfThere))
  const site = bytes && readSite(bytes)
  return site && { ...site, files: [...site.files, ...(archive ? [commandFile(archive)] : [])] }
}

/** Whether developers can install the command from this portal. */
export const handsOutCommand = (site: Site | undefined) => site?.files.some(({ path }) => path === commandPath) ?? false

function commandFile(bytes: Buffer): SiteFile {
  const bodies = new Map([['identity', bytes]] as const)
  return { path: commandPath, type: 'application/gzip', sha256: digestOf(bytes), bodies }
}

const readIfThere = (file: URL) =>
  readFile(file).catch((failure: unknown) => {
    if (isMissing(failure)) return undefined
    throw failure
  })

const isMissing = (failure: unknown) => failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'

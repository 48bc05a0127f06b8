import { readFile } from 'node:fs/promises'
import { readSite } from './site-file.ts'
import type { Site } from './site-file.ts'

/** Reads the built web portal; undefined where there is none that this version of the portal understands. */
export async function openSite(file: URL): Promise<Site | undefined> {
  const bytes = await readFile(file).catch((failure: unknown) => {
    if (isMissing(failure)) return undefined
    throw failure
  })
  return bytes && readSite(bytes)
}

const isMissing = (failure: unknown) => failure instanceof Error && 'code' in failure && failure.code === 'ENOENT'

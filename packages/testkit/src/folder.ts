import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Every file below a folder with the hash of its contents; nothing where there is no such folder. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((failure: unknown) => {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return []
    throw failure
  })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const contents = paths.sort().map(async (path) => {
    const sha256 = createHash('sha256')
      .update(await readFile(path))
      .digest('hex')
    return [relative(folder, path), sha256] as const
  })
  return Object.fromEntries(await Promise.all(contents))
}

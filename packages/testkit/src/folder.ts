import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** Every file below a folder with the hash of its contents; nothing where there is no such folder. */
export async function contentsOf(folder: string): Promise<Record<string, string>> {
  const entries = (await unlessGone(readdir(folder, { recursive: true, withFileTypes: true }))) ?? []
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const contents: Record<string, string> = {}
  for (const path of paths.sort()) {
    // A temporary file may go between the listing and the reading.
    const bytes = await unlessGone(readFile(path))
    if (bytes) contents[relative(folder, path)] = createHash('sha256').update(bytes).digest('hex')
  }
  return contents
}

async function unlessGone<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return undefined
    throw failure
  }
}

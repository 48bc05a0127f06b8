import { stat, statfs } from 'node:fs/promises'

export interface Disk {
  /** The same for folders on one disk. */
  id: number
  free_bytes: number
  total_bytes: number
}

/** How much room is left where a folder lies, for whoever may not write into the reserve; undefined where nobody can say. */
export async function measureDisk(folder: string): Promise<Disk | undefined> {
  try {
    const [{ dev }, { bavail, blocks, bsize }] = [await stat(folder), await statfs(folder)]
    return { id: dev, free_bytes: bavail * bsize, total_bytes: blocks * bsize }
  } catch (failure) {
    // Gone, or on a file system that does not tell.
    if (failure instanceof Error && 'code' in failure) return undefined
    throw failure
  }
}

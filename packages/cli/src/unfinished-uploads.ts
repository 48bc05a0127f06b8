import { join } from 'node:path'
import type { Io } from './io.ts'

/** Where an upload was begun, kept so that the next `mosis publish` of the same bytes goes on with it. */
export interface UnfinishedUpload {
  find(): string | undefined
  keep(id: string): void
  forget(): void
}

/** The upload of these bytes to this portal, in a file of its own: two commands at once do not meet. */
export function unfinishedUpload(
  { files, paths }: Pick<Io, 'files' | 'paths'>,
  { url, sha256 }: { url: string; sha256: string },
): UnfinishedUpload {
  const folder = join(paths.state, 'uploads')
  const path = join(folder, `${sha256}.json`)
  return {
    find() {
      const bytes = files.find(path)
      const kept = bytes && readKept(bytes.toString())
      return kept?.portal === url ? kept.id : undefined
    },
    keep(id) {
      files.createFolder(folder)
      files.writeWhole(path, `${JSON.stringify({ portal: url, id })}\n`)
    },
    forget() {
      if (files.kind(path) !== undefined) files.remove(path)
    },
  }
}

function readKept(text: string): { portal: string; id: string } | undefined {
  try {
    const { portal, id } = JSON.parse(text) as Record<string, unknown>
    return typeof portal === 'string' && typeof id === 'string' ? { portal, id } : undefined
  } catch {
    // Damaged: then the upload begins anew.
    return undefined
  }
}

/** What this browser remembers of an upload, so that the same file goes on where it stopped, also after the page was closed. */
export interface KeptUpload {
  uploadId: string
  name: string
  size: number
  lastModified: number
}

const place = 'mosis.uploads'

/** The upload of an app that has not ended yet. */
export function findKept(appId: string): KeptUpload | undefined {
  const kept = readAll()[appId]
  return isKept(kept) ? kept : undefined
}

export function keepUpload(appId: string, kept: KeptUpload): void {
  writeAll({ ...readAll(), [appId]: kept })
}

export function forgetKept(appId: string): void {
  const { [appId]: _, ...others } = readAll()
  writeAll(others)
}

/** Whether it is the file that the upload began with. */
export function isSameFile(kept: KeptUpload, file: File): boolean {
  return kept.name === file.name && kept.size === file.size && kept.lastModified === file.lastModified
}

function readAll(): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(place) ?? '{}')
    return typeof read === 'object' && read !== null ? { ...read } : {}
  } catch {
    // The browser keeps nothing, or somebody wrote something else there: uploads then begin anew.
    return {}
  }
}

function writeAll(all: Record<string, unknown>): void {
  try {
    localStorage.setItem(place, JSON.stringify(all))
  } catch {
    // As above: the address still names the upload.
  }
}

function isKept(value: unknown): value is KeptUpload {
  return typeof value === 'object' && value !== null && 'uploadId' in value && 'lastModified' in value
}

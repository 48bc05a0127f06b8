import type { FileChange, Finding } from '@mosis/api'

export interface PackageFile {
  path: string
  size_bytes: number
}

/** A file of the package in review, with what a reviewer wants to know before opening it. */
export interface ListedFile extends PackageFile {
  /** Nothing while that is not known, and for what is as it was. */
  change: FileChange['change'] | undefined
  findings: number
}

/** The files of a package as a reviewer reads them: what changed first, then by name. */
export function listFiles(
  files: readonly PackageFile[],
  changed: readonly FileChange[],
  findings: readonly Finding[],
): readonly ListedFile[] {
  const changes = new Map(changed.map(({ path, change }) => [path, change]))
  const counts = Map.groupBy(findings, ({ path }) => path)
  const isSame = ({ change }: ListedFile) => Number(change === undefined)
  return files
    .map((file) => ({ ...file, change: changes.get(file.path), findings: counts.get(file.path)?.length ?? 0 }))
    .toSorted((a, b) => isSame(a) - isSame(b) || a.path.localeCompare(b.path))
}

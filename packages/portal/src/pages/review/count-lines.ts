import type { FileChange } from '@mosis/api'

/** How many lines the comparison of a file shows. */
export const countLines = ({ hunks }: Pick<FileChange, 'hunks'>): number =>
  (hunks ?? []).reduce((sum, { lines }) => sum + lines.length, 0)

const drawnAtOnce = 1000

/** The files whose lines are only shown on request: with all of them a large difference would hold up whoever scrolls. */
export function findClosed(files: readonly FileChange[]): ReadonlySet<string> {
  const closed = new Set<string>()
  let drawn = 0
  for (const file of files) {
    const lines = countLines(file)
    // The first is always open, however long: its lines scroll by themselves.
    if (drawn > 0 && drawn + lines > drawnAtOnce) closed.add(file.path)
    else drawn += lines
  }
  return closed
}

import type { ReactNode } from 'react'
import type { noticePictures } from './notice-pictures.ts'

export interface Marker {
  key: string
  /** The line it stands under, as the file counts. */
  line: number
  kind: keyof typeof noticePictures
  title: ReactNode
  /** The rule, the explanation, the fix. */
  body?: ReactNode
}

/** What a line is marked with: the gravest thing found in it, or that somebody should look at it. */
export type Mark = Marker['kind'] | 'chosen'

/** A line that stands for itself. */
export interface MarkedLine {
  mark: Mark | undefined
  markers: readonly Marker[]
}

/** Lines that look alike and are drawn as one text. */
export interface CodeRun {
  /** As the file counts. */
  firstLine: number
  lines: readonly string[]
  marked: MarkedLine | undefined
}

const weights: readonly (Mark | undefined)[] = ['chosen', 'good', 'info', 'warn', 'bad']

/** The lines that are marked, by number; the one that is gone to is there too, without a mark. */
export function markLines(
  highlighted: readonly number[],
  markers: readonly Marker[],
  goTo: number | undefined,
): ReadonlyMap<number, MarkedLine> {
  const marked = new Map<number, MarkedLine>()
  if (goTo !== undefined) marked.set(goTo, { mark: undefined, markers: [] })
  for (const line of highlighted) marked.set(line, { mark: 'chosen', markers: [] })
  for (const marker of markers) {
    const { mark, markers: present } = marked.get(marker.line) ?? { mark: undefined, markers: [] }
    const isGraver = weights.indexOf(marker.kind) > weights.indexOf(mark)
    marked.set(marker.line, { mark: isGraver ? marker.kind : mark, markers: [...present, marker] })
  }
  return marked
}

/** Cuts lines into runs of at most `most`; a marked line is a run of its own. */
export function cutIntoRuns(
  lines: readonly string[],
  firstLine: number,
  marked: ReadonlyMap<number, MarkedLine>,
  most: number,
): readonly CodeRun[] {
  const runs: CodeRun[] = []
  let begin = 0
  const endRun = (end: number) => {
    if (end > begin) runs.push({ firstLine: firstLine + begin, lines: lines.slice(begin, end), marked: undefined })
    begin = end
  }
  for (const [at, line] of lines.entries()) {
    const mark = marked.get(firstLine + at)
    if (mark || at - begin === most) endRun(at)
    if (!mark) continue
    runs.push({ firstLine: firstLine + at, lines: [line], marked: mark })
    begin = at + 1
  }
  endRun(lines.length)
  return runs
}

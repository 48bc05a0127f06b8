import { diff } from 'node:util'
import type { Hunk } from '@mosis/api'

/** Lines shown around a change. */
const context = 3
/** More lines than this that are in both texts and not the same are not compared: time and memory grow with their square. */
export const mostLines = 2000

export interface TextComparison {
  hunks: Hunk[]
  /** Lines that had to be compared with each other. */
  comparedLines: number
}

/** What changed between two texts, as hunks of a unified diff; undefined where more lines would have to be compared. */
export function compareTexts(before: string, after: string, maxLines: number = mostLines): TextComparison | undefined {
  const [old, now] = [linesOf(before), linesOf(after)]
  const [first, last] = [countSame(old, now), countSame(old.toReversed(), now.toReversed())]
  // What is the same at both ends is left out of the comparison; the ends must not overlap in the shorter text.
  const end = Math.min(last, Math.min(old.length, now.length) - first)
  const [oldMiddle, nowMiddle] = [old.slice(first, old.length - end), now.slice(first, now.length - end)]
  const isOneSided = oldMiddle.length === 0 || nowMiddle.length === 0
  const comparedLines = isOneSided ? 0 : oldMiddle.length + nowMiddle.length
  if (comparedLines > Math.min(maxLines, mostLines)) return undefined
  const edits = [
    ...old.slice(0, first).map(kept),
    ...compare(oldMiddle, nowMiddle),
    ...old.slice(old.length - end).map(kept),
  ]
  return { hunks: gather(edits), comparedLines }
}

/** A line of either text, with what became of it. */
interface Edit {
  sign: ' ' | '-' | '+'
  line: string
}

const kept = (line: string): Edit => ({ sign: ' ', line })

/** With their ends: a missing one at the end of the file is a difference too. */
const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

function countSame(one: readonly string[], other: readonly string[]): number {
  const different = one.findIndex((line, index) => line !== other[index])
  return different === -1 ? one.length : different
}

function compare(before: readonly string[], after: readonly string[]): Edit[] {
  if (before.length === 0) return after.map((line) => ({ sign: '+', line }))
  if (after.length === 0) return before.map((line) => ({ sign: '-', line }))
  // In this order of the two, what went comes in front of what came in its place.
  return diff([...before], [...after]).map(([operation, line]) => ({ sign: signs[operation + 1] ?? ' ', line }))
}

const signs = ['+', ' ', '-'] as const

/** Puts changes that are close to each other into one hunk. */
function gather(edits: readonly Edit[]): Hunk[] {
  const changed = edits.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]))
  const spans: { from: number; to: number }[] = []
  for (const index of changed) {
    const last = spans.at(-1)
    if (last && index - context <= last.to) last.to = Math.min(edits.length, index + context + 1)
    else spans.push({ from: Math.max(0, index - context), to: Math.min(edits.length, index + context + 1) })
  }
  return spans.map((span) => toHunk(edits, span))
}

function toHunk(edits: readonly Edit[], { from, to }: { from: number; to: number }): Hunk {
  const count = (part: readonly Edit[], sign: '-' | '+') => part.filter((edit) => edit.sign !== sign).length
  const [ahead, shown] = [edits.slice(0, from), edits.slice(from, to)]
  const [before_lines, after_lines] = [count(shown, '+'), count(shown, '-')]
  return {
    // As in a unified diff: a side without lines is named by the line in front of it.
    before_start: count(ahead, '+') + (before_lines > 0 ? 1 : 0),
    before_lines,
    after_start: count(ahead, '-') + (after_lines > 0 ? 1 : 0),
    after_lines,
    lines: shown.flatMap(({ sign, line }) =>
      line.endsWith('\n') ? [sign + line.slice(0, -1)] : [sign + line, '\\ No newline at end of file'],
    ),
  }
}

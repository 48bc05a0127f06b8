/** Lines that belong together: each begins with a space (same), `-` (before) or `+` (after), as in a unified diff. */
export interface DifferenceHunk {
  before_start: number
  after_start: number
  lines: readonly string[]
}

/** Some lines of a hunk, and what its first one is numbered. */
export interface DifferencePiece {
  hunk: DifferenceHunk
  /** Which of all lines of the hunk is its first one. */
  at: number
  lines: readonly string[]
  before: number
  after: number
}

/** What a line is: `\\` for a remark on the line in front of it, which stands in neither file. */
export type Sign = ' ' | '+' | '-' | '\\'

/** Neighbours of one sign, drawn as one text. */
export interface DifferenceRun {
  sign: Sign
  lines: readonly string[]
  before: readonly number[]
  after: readonly number[]
}

const longestPiece = 25
const sectionLines = 100

/** Cuts hunks into pieces, and gathers these to sections that the browser leaves out as one while they are out of sight. */
export function cutIntoSections(hunks: readonly DifferenceHunk[]): readonly (readonly DifferencePiece[])[] {
  const sections: DifferencePiece[][] = []
  let room = 0
  for (const piece of hunks.flatMap(cutIntoPieces)) {
    if (room <= 0) {
      sections.push([])
      room = sectionLines
    }
    sections.at(-1)?.push(piece)
    room -= piece.lines.length
  }
  return sections
}

function cutIntoPieces(hunk: DifferenceHunk): readonly DifferencePiece[] {
  const pieces: DifferencePiece[] = []
  let [before, after] = [hunk.before_start, hunk.after_start]
  for (let at = 0; at < hunk.lines.length; at += longestPiece) {
    const lines = hunk.lines.slice(at, at + longestPiece)
    pieces.push({ hunk, at, lines, before, after })
    before += count(lines, isBefore)
    after += count(lines, isAfter)
  }
  return pieces
}

/** The lines of a piece with their numbers, neighbours of one sign together. */
export function cutIntoRuns({ lines, before, after }: DifferencePiece): readonly DifferenceRun[] {
  const runs: { sign: Sign; lines: string[]; before: number[]; after: number[] }[] = []
  let [nextBefore, nextAfter] = [before, after]
  for (const line of lines) {
    const sign = signOf(line)
    let run = runs.at(-1)
    if (run?.sign !== sign) runs.push((run = { sign, lines: [], before: [], after: [] }))
    run.lines.push(line.slice(1))
    if (isBefore(sign)) run.before.push(nextBefore++)
    if (isAfter(sign)) run.after.push(nextAfter++)
  }
  return runs
}

/** How many lines came and went. */
export function countChanges(hunks: readonly DifferenceHunk[]): { added: number; removed: number } {
  const of = (sign: Sign) => hunks.reduce((sum, { lines }) => sum + count(lines, (each) => each === sign), 0)
  return { added: of('+'), removed: of('-') }
}

const count = (lines: readonly string[], is: (sign: Sign) => boolean) =>
  lines.reduce((sum, line) => (is(signOf(line)) ? sum + 1 : sum), 0)

const isBefore = (sign: Sign) => sign === ' ' || sign === '-'
const isAfter = (sign: Sign) => sign === ' ' || sign === '+'

function signOf(line: string): Sign {
  const sign = line[0]
  return sign === '+' || sign === '-' || sign === '\\' ? sign : ' '
}

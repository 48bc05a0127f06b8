import { TestFailure } from './failures.ts'

/** The kept pictures of one test file, as text: what was on the screen when somebody looked and found it right. */
export interface Snapshots {
  /** Compares a text with the kept one of this name; keeps it when there is none yet. */
  check(name: string, text: string): void
}

export interface SnapshotFile extends Snapshots {
  /**
   * What the file should hold now, or undefined when it is right as it is. Only when every test has run it is known which
   * snapshots nobody asks for any more.
   */
  changed(hasAllRun: boolean): string | undefined
  readonly counts: { written: number; updated: number; removed: number }
}

export interface SnapshotOptions {
  /** Keeps what is there now, whatever was kept. */
  isUpdating: boolean
  /** Writes none that are new. */
  isCi: boolean
}

const heading = '=== '
const intro = '# What the tests saw. Written by `mosis test --update`; read the difference before you keep it.'

/** Reads the file that holds the snapshots of one test file. */
export function openSnapshots(kept: string | undefined, { isUpdating, isCi }: SnapshotOptions): SnapshotFile {
  const texts = readTexts(kept ?? '')
  const used = new Set<string>()
  const counts = { written: 0, updated: 0, removed: 0 }
  return {
    counts,
    check(name, text) {
      used.add(name)
      const before = texts.get(name)
      if (before === text) return
      if (before === undefined && isCi && !isUpdating) {
        throw new TestFailure('test.snapshot_missing', `There is no snapshot "${name}" yet, and in CI none is written`)
      }
      if (before !== undefined && !isUpdating) {
        throw new TestFailure(
          'test.snapshot',
          `The screen is not as in the snapshot "${name}"\n${compareLines(before, text)}`,
        )
      }
      texts.set(name, text)
      counts[before === undefined ? 'written' : 'updated'] += 1
    },
    changed(hasAllRun) {
      if (isUpdating && hasAllRun) {
        for (const name of texts.keys()) if (!used.has(name) && texts.delete(name)) counts.removed += 1
      }
      if (counts.written + counts.updated + counts.removed === 0) return undefined
      return writeTexts(texts)
    },
  }
}

function readTexts(file: string): Map<string, string> {
  const texts = new Map<string, string>()
  let name: string | undefined
  let lines: string[] = []
  const end = () => {
    if (name !== undefined) texts.set(name, lines.join('\n').trimEnd())
    lines = []
  }
  for (const line of file.split(/\r?\n/)) {
    if (line.startsWith(heading)) {
      end()
      name = line.slice(heading.length)
    } else lines.push(line)
  }
  end()
  return texts
}

function writeTexts(texts: ReadonlyMap<string, string>): string {
  const parts = [...texts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, text]) => `${heading}${name}\n${text}\n`)
  return parts.length === 0 ? '' : `${intro}\n\n${parts.join('\n')}`
}

const around = 2
const mostLines = 400

/** The lines that differ, with some of those around them: `-` was there, `+` is there now. */
export function compareLines(before: string, now: string): string {
  const rows = alignLines(before.split('\n').slice(0, mostLines), now.split('\n').slice(0, mostLines))
  const shown = rows.map(({ sign }, index) =>
    rows.slice(Math.max(0, index - around), index + around + 1).some((row) => row.sign !== ' ') ? true : sign !== ' ',
  )
  const lines: string[] = []
  rows.forEach(({ sign, line }, index) => {
    if (shown[index]) lines.push(`${sign} ${line}`)
    else if (lines.at(-1) !== '…') lines.push('…')
  })
  return lines.join('\n')
}

interface Row {
  sign: ' ' | '-' | '+'
  line: string
}

/** By the longest common subsequence, so that one new line does not make all that follow look new. */
function alignLines(before: readonly string[], now: readonly string[]): Row[] {
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(now.length + 1))
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      lengths[i]![j] =
        before[i] === now[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!)
    }
  }
  const rows: Row[] = []
  let i = 0
  let j = 0
  while (i < before.length || j < now.length) {
    if (i < before.length && j < now.length && before[i] === now[j]) {
      rows.push({ sign: ' ', line: before[i++]! })
      j += 1
    } else if (i < before.length && (j === now.length || lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      rows.push({ sign: '-', line: before[i++]! })
    } else rows.push({ sign: '+', line: now[j++]! })
  }
  return rows
}

import type { FileChange, Hunk } from '@mosis/api'
import type { Package, PackageFile } from '@mosis/format'
import { compareTexts, mostLines } from './text-hunks.ts'

/** Larger files are named with their facts only. */
const mostFileBytes = 256 * 1024
/** Characters of all hunks together: an answer that a person can still read. */
const mostCharacters = 1024 * 1024
/** Of all files together the squares of the lines that are compared: about a second, however hostile they are. */
const mostWork = 40_000_000

export interface FileComparison {
  files: FileChange[]
  unchanged_files: number
}

/** What is left of what a comparison may cost. */
interface Budget {
  characters: number
  work: number
}

/** Compares the files of a package with those of an earlier one; without one, everything is new. */
export function compareFiles(before: Package | undefined, after: Package): FileComparison {
  const old = before?.files ?? new Map<string, PackageFile>()
  const paths = [...new Set([...old.keys(), ...after.files.keys()])].toSorted()
  const differ = paths.filter((path) => old.get(path)?.sha256 !== after.files.get(path)?.sha256)
  const budget = { characters: mostCharacters, work: mostWork }
  const files = differ.map((path) => toChange(path, old.get(path), after.files.get(path), budget))
  return { files, unchanged_files: paths.length - differ.length }
}

function toChange(
  path: string,
  before: PackageFile | undefined,
  after: PackageFile | undefined,
  budget: Budget,
): FileChange {
  const shown = showChange(before, after, budget)
  return {
    path,
    change: before ? (after ? 'changed' : 'removed') : 'added',
    before: before ? factsOf(before) : null,
    after: after ? factsOf(after) : null,
    ...('hunks' in shown ? { ...shown, left_out: null } : { ...shown, hunks: null }),
  }
}

type Shown = { hunks: Hunk[] } | Pick<FileChange, 'left_out'>

function showChange(before: PackageFile | undefined, after: PackageFile | undefined, budget: Budget): Shown {
  // What is gone does nothing any more.
  if (!after) return { left_out: null }
  if (Math.max(after.sizeBytes, before?.sizeBytes ?? 0) > mostFileBytes) return { left_out: 'too_large' }
  if (budget.characters <= 0) return { left_out: 'too_much' }
  const [old, now] = [before ? readText(before) : '', readText(after)]
  if (old === undefined || now === undefined) return { left_out: 'not_text' }
  const affordable = Math.floor(Math.sqrt(budget.work))
  const comparison = compareTexts(old, now, affordable)
  if (!comparison) return { left_out: affordable < mostLines ? 'too_much' : 'too_different' }
  const { hunks, comparedLines } = comparison
  budget.work -= comparedLines ** 2
  budget.characters -= hunks.flatMap(({ lines }) => lines).reduce((sum, line) => sum + line.length + 1, 0)
  return budget.characters < 0 ? { left_out: 'too_much' } : { hunks }
}

const factsOf = ({ sizeBytes, sha256 }: PackageFile) => ({ size_bytes: sizeBytes, sha256 })

/** Undefined for what is no text, whatever its name says. */
function readText(file: PackageFile): string | undefined {
  return toText(file.read())
}

/** Bytes as text; undefined where they are none. */
export function toText(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

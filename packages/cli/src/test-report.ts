import type { FailureReport, TestResult, TestRun } from '@mosis/device/test'
import { drawFrame } from './findings.ts'
import type { Colors } from './io.ts'
import { printable } from './output.ts'
import { showDuration } from './duration.ts'

interface Look {
  color: Colors
  columns: number
  /** The text of a file of the project, for the lines around a failure. */
  readText: (path: string) => string | undefined
}

/** One file for people: a line when all is well, else its failures with the lines where they are. */
export function describeTestFile(path: string, results: readonly TestResult[], look: Look): string {
  const { color } = look
  const failed = results.filter(({ outcome }) => outcome === 'failed')
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length
  const ms = results.reduce((sum, { durationMs }) => sum + durationMs, 0)
  const mark = failed.length > 0 ? color.red('✗') : color.green('✓')
  const counts = [`${results.length - skipped - failed.length} passed`]
  if (failed.length > 0) counts.push(color.red(`${failed.length} failed`))
  if (skipped > 0) counts.push(color.yellow(`${skipped} skipped`))
  const head = `${mark} ${color.bold(printable(path))}  ${counts.join(', ')}  ${color.dim(`${Math.round(ms)} ms`)}`
  const said = results.flatMap(({ output }) => output.flatMap((text) => indent(text, 4).map(color.dim)))
  return [head, ...said, ...failed.map((result) => describeFailed(result, look))].join('\n')
}

function describeFailed({ name, failure }: TestResult, look: Look): string {
  const { color } = look
  if (!failure) return ''
  const { code, path, line, message } = failure
  const place = `${path}${line === undefined ? '' : `:${line}`}`
  const lines = ['', `  ${color.red(`✗ ${printable(name)}`)}  ${color.dim(printable(place))}  ${color.dim(code)}`]
  lines.push(...indent(message, 4))
  const frame = frameOf(failure, look)
  if (frame !== undefined) lines.push('', frame)
  if (failure.screen !== undefined) {
    lines.push('', `    ${color.dim('On the screen:')}`, ...indent(cutScreen(failure.screen), 6).map(color.dim))
  }
  for (const note of failure.notes) lines.push(...indent(note, 4).map(color.yellow))
  return lines.join('\n')
}

function frameOf({ path, line, column }: FailureReport, look: Look): string | undefined {
  const text = line === undefined ? undefined : look.readText(path)
  if (text === undefined || line === undefined) return undefined
  const begins = /^\s*/.exec(text.split(/\r?\n/)[line - 1] ?? '')![0].length + 1
  return drawFrame(text, line, column ?? begins, look)
}

const mostScreenLines = 40

/** A long list says no more by its hundredth row. */
function cutScreen(text: string): string {
  const lines = text.split('\n')
  if (text === '') return '(nothing)'
  if (lines.length <= mostScreenLines) return text
  return [...lines.slice(0, mostScreenLines), `… ${lines.length - mostScreenLines} lines more`].join('\n')
}

const indent = (text: string, columns: number) =>
  text.split('\n').map((line) => (line === '' ? '' : ' '.repeat(columns) + printable(line)))

/** The closing line, and what happened to snapshots. */
export function describeRun(run: TestRun, color: Colors): string {
  const { passed, failed, skipped, snapshotCounts } = run
  const lines: string[] = []
  const kept = Object.entries(snapshotCounts).filter(([, number]) => number > 0)
  if (kept.length > 0) lines.push(`Snapshots: ${kept.map(([what, number]) => `${number} ${what}`).join(', ')}`)
  const numbers = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(', ')
  lines.push(
    `${failed > 0 ? color.red(numbers) : color.green(numbers)} ${color.dim(`(${showDuration(run.durationMs)})`)}`,
  )
  return lines.join('\n')
}

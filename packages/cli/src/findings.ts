import type { Colors } from './io.ts'
import { count, printable, wrap } from './output.ts'

/** A finding as review and portal give it. */
export interface Finding {
  code: string
  tier: number
  severity: 'error' | 'warning' | 'info'
  message: string
  fix: string
  path?: string
  line?: number
  column?: number
}

interface Look {
  color: Colors
  columns: number
  /** The text of a file of the app, for the frame around a place. */
  readText: (path: string) => string | undefined
}

/** Findings grouped by file, each with its place, what is wrong, the lines around it and the fix. */
export function describeFindings(findings: readonly Finding[], look: Look): string {
  const groups = Map.groupBy(findings, ({ path }) => path ?? '')
  return [...groups].map(([path, group]) => describeGroup(path, group, look)).join('\n\n')
}

/** The texts of an app for the frames, from whatever reads its files. */
export function textsOf(read: (path: string) => Uint8Array | undefined): Look['readText'] {
  return (path) => {
    const bytes = /\.(?:rml|rcss|lua|json)$/.test(path) ? read(path) : undefined
    return bytes && new TextDecoder().decode(bytes)
  }
}

/** `2 errors, 1 warning` */
export function countFindings(findings: readonly Finding[]): string {
  const parts = (['error', 'warning', 'info'] as const).flatMap((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length
    return number === 0 ? [] : [count(number, severity, severity === 'info' ? 'remarks' : undefined)]
  })
  return parts.join(', ') || 'no findings'
}

function describeGroup(path: string, findings: readonly Finding[], look: Look): string {
  const title = look.color.bold(look.color.underline(printable(path || 'the package')))
  return `${title}\n${findings.map((finding) => describeFinding(finding, look)).join('\n\n')}`
}

function describeFinding(finding: Finding, { color, columns, readText }: Look): string {
  const { code, severity, message, fix, path, line, column } = finding
  const place = line ? `${line}:${column ?? 1}  ` : ''
  const paint = { error: color.red, warning: color.yellow, info: color.blue }[severity]
  const head = `  ${color.dim(place)}${paint(severity)}  ${color.dim(code)}`
  const text = path && line ? readText(path) : undefined
  const frame = text === undefined ? undefined : drawFrame(text, line!, column ?? 1, { color, columns })
  return [
    head,
    wrap(printable(message), columns, '    '),
    ...(frame ? [frame] : []),
    wrap(`fix: ${printable(fix)}`, columns, '    ').replace('fix:', color.cyan('fix:')),
  ].join('\n')
}

/** The line and its neighbours with a mark under the place; long lines are cut around it. */
export function drawFrame(
  text: string,
  line: number,
  column: number,
  { color, columns }: Pick<Look, 'color' | 'columns'>,
): string | undefined {
  const lines = text.split(/\r\n|\n|\r/)
  if (line > lines.length) return undefined
  const first = Math.max(1, line - 1)
  // The empty rest behind the last line feed is no line of the file.
  const end = lines.at(-1) === '' && line < lines.length ? lines.length - 1 : lines.length
  const last = Math.min(end, line + 1)
  const gutter = String(last).length
  const room = Math.max(20, columns - gutter - 10)
  const from = Math.max(0, column - 1 - Math.floor(room * 0.7))
  const rows: string[] = []
  for (let number = first; number <= last; number++) {
    // A tab is one column for the position and must be one on the screen.
    const code = printable(lines[number - 1]!.slice(from, from + room).replaceAll('\t', ' '))
    const row = `    ${color.dim(`${String(number).padStart(gutter)} |`)} ${number === line ? code : color.dim(code)}`
    rows.push(row.trimEnd())
    if (number !== line) continue
    const before = printable(lines[number - 1]!.slice(from, column - 1).replaceAll('\t', ' '))
    rows.push(`    ${' '.repeat(gutter)} ${color.dim('|')} ${' '.repeat(Array.from(before).length)}${color.red('^')}`)
  }
  return rows.join('\n')
}

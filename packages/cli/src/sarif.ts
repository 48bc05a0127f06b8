import type { Finding } from './findings.ts'
import { version } from './version.ts'

const levels = { error: 'error', warning: 'warning', info: 'note' } as const

/** Findings as SARIF 2.1.0, the form that code hosts and editors read. */
export function toSarif(findings: readonly Finding[], explain: (code: string) => string | undefined): object {
  const codes = [...new Set(findings.map(({ code }) => code))].sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mosis validate',
            version,
            rules: codes.map((id) => ({ id, shortDescription: { text: explain(id) ?? id } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => toResult(finding, codes)),
      },
    ],
  }
}

function toResult({ code, severity, message, fix, path, line, column }: Finding, codes: readonly string[]): object {
  const region = line ? { region: { startLine: line, ...(column && { startColumn: column }) } } : {}
  const uri = path?.split('/').map(encodeURIComponent).join('/')
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: levels[severity],
    message: { text: `${message}. ${fix}` },
    ...(uri && { locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }] }),
  }
}

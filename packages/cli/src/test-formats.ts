import type { FailureReport, TestResult, TestRun } from '@mosis/device/test'

/** TAP 14: one line for each test, a YAML block where one failed. */
export function toTap({ results }: TestRun): string {
  const lines = ['TAP version 14', `1..${results.length}`]
  results.forEach(({ file, name, outcome, durationMs, failure }, index) => {
    const title = `${file} > ${name}`.replaceAll(/[\\#]/g, '\\$&').replaceAll(/\s+/g, ' ')
    const directive = outcome === 'skipped' ? ' # SKIP' : ''
    lines.push(`${outcome === 'failed' ? 'not ok' : 'ok'} ${index + 1} - ${title}${directive}`)
    if (outcome === 'skipped') return
    const facts = { duration_ms: Math.round(durationMs), ...(failure && factsOf(failure)) }
    // JSON is YAML, and needs no thought about what a message has in it.
    lines.push('  ---', ...Object.entries(facts).map(([key, value]) => `  ${key}: ${JSON.stringify(value)}`), '  ...')
  })
  return `${lines.join('\n')}\n`
}

function factsOf({ code, message, path, line, screen }: FailureReport) {
  return { code, message, at: line === undefined ? path : `${path}:${line}`, ...(screen !== undefined && { screen }) }
}

/** JUnit's XML, as CI systems read it: a suite for each file. */
export function toJunit({ results, passed, failed, skipped, durationMs }: TestRun): string {
  const suites = [...Map.groupBy(results, ({ file }) => file)].map(([file, tests]) => {
    const counts = `tests="${tests.length}" failures="${countOf(tests, 'failed')}" skipped="${countOf(tests, 'skipped')}"`
    const ms = tests.reduce((sum, test) => sum + test.durationMs, 0)
    return `  <testsuite name="${escape(file)}" ${counts} errors="0" time="${seconds(ms)}">\n${tests.map(toCase).join('')}  </testsuite>\n`
  })
  const all = `tests="${passed + failed + skipped}" failures="${failed}" skipped="${skipped}" errors="0" time="${seconds(durationMs)}"`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mosis test" ${all}>\n${suites.join('')}</testsuites>\n`
}

function toCase({ file, name, outcome, durationMs, failure }: TestResult): string {
  const head = `    <testcase classname="${escape(file)}" name="${escape(name)}" file="${escape(file)}" time="${seconds(durationMs)}"`
  if (outcome === 'skipped') return `${head}><skipped/></testcase>\n`
  if (!failure) return `${head}/>\n`
  const { code, message, path, line, screen, notes } = failure
  const [first = ''] = message.split('\n')
  const parts = [
    message,
    `at ${path}${line === undefined ? '' : `:${line}`}`,
    ...notes,
    ...(screen ? [`On the screen:\n${screen}`] : []),
  ]
  return `${head}>\n      <failure type="${code}" message="${escape(first)}">${escape(parts.join('\n'))}</failure>\n    </testcase>\n`
}

const countOf = (results: readonly TestResult[], outcome: TestResult['outcome']) =>
  results.filter((result) => result.outcome === outcome).length

const seconds = (ms: number) => (ms / 1000).toFixed(3)

/** XML has no way to write most control characters, not even as a reference. */
function escape(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`)
}

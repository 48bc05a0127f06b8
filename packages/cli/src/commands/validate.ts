import { command } from '../command.ts'
import { countFindings, describeFindings, textsOf } from '../findings.ts'
import type { Io } from '../io.ts'
import { openSource } from '../project.ts'
import type { Source } from '../project.ts'
import { toSarif } from '../sarif.ts'

export const validate = command({
  name: 'validate',
  summary: 'Check an app as the portal does, everything in one pass',
  about: 'Needs no account and no network. Ends with 3 if there is an error; warnings and remarks end with 0.',
  group: 'Write an app',
  arguments: { path: { summary: 'a project folder or a .mosis file (default: this folder)', optional: true } },
  options: { sarif: { summary: 'print SARIF 2.1.0 for editors and code hosts' } },
  examples: [
    ['mosis validate', 'this folder'],
    ['mosis validate clock-1.0.0.mosis --json', 'a package, for a script'],
    ['mosis validate --sarif > findings.sarif', 'for the annotations of a code host'],
  ],
  async run({ path = '.', sarif }, io) {
    const source = openSource(io, path)
    const { explainCode, reviewBytes, reviewFolder } = await import('@mosis/review')
    const review = source.kind === 'folder' ? await reviewFolder(source.files) : await reviewBytes(source.bytes)
    const exit = review.ok ? 'ok' : 'invalid'
    if (sarif) {
      const document = toSarif(review.findings, (code) => explainCode(code)?.explanation)
      return { data: { sarif: document }, text: JSON.stringify(document, null, 2), exit }
    }
    const readText = textsOf(await readerOf(source))
    const { findings } = review
    const look = { color: io.color, columns: io.columns, readText }
    const parts = findings.length > 0 ? [describeFindings(findings, look)] : []
    return { data: { path, ...review }, text: [...parts, verdict(review, path, io)].join('\n\n'), exit }
  },
})

interface Verdict {
  ok: boolean
  findings: Parameters<typeof countFindings>[0]
  requires_manual: boolean
  manual_reasons: readonly string[]
  rule_set: string
}

function verdict({ ok, findings, requires_manual, manual_reasons, rule_set }: Verdict, path: string, io: Io): string {
  const { color } = io
  const word = ok ? color.green('Valid') : color.red('Not valid')
  const lines = [`${word}  ${path}: ${countFindings(findings)}  ${color.dim(`(rules ${rule_set.slice(0, 8)})`)}`]
  if (ok && requires_manual) lines.push(color.dim(`A reviewer will also look: ${manual_reasons.join('; ')}`))
  return lines.join('\n')
}

/** How the files of what is judged are read, for the frames; what cannot be read as a package has none. */
async function readerOf(source: Source): Promise<(path: string) => Uint8Array | undefined> {
  if (source.kind === 'folder') return (path) => source.files.get(path)
  const { lintPackage } = await import('@mosis/format')
  const { pkg } = lintPackage(source.bytes, { allowUnsigned: true })
  return (path) => pkg?.files.get(path)?.read()
}

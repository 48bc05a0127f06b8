import type { Severity } from '@mosis/review'
import { command } from '../command.ts'
import { deviceExits, exitCodes, exitOfStatus, failures } from '../exits.ts'
import { Failure } from '../failure.ts'
import { wrap } from '../output.ts'

interface Explanation {
  code: string
  what: string
  fix?: string
  exit_code?: number
  severity?: Severity
}

const weights: Record<Severity, string> = {
  error: 'an error: it keeps the app from being published',
  warning: 'a warning: a person looks at the app before it is published',
  info: 'a hint: it keeps nothing from being published',
}

export const explain = command({
  name: 'explain',
  summary: 'Explain an error or finding by its code, offline',
  group: 'This command',
  arguments: {
    code: { summary: 'such as duplicate-entry or version.exists; without it, all are listed', optional: true },
  },
  examples: [
    ['mosis explain zip-encrypted', 'why, and what to do'],
    ['mosis explain', 'every code there is'],
  ],
  async run({ code }, io) {
    const known = await readExplanations()
    if (code === undefined) {
      const codes = [...known.keys()].sort()
      return { data: { codes }, text: codes.join('\n') }
    }
    const found = known.get(code)
    if (!found) throw await unknown(code, [...known.keys()])
    const { what, fix, exit_code, severity } = found
    const lines = [io.color.bold(code), wrap(what, io.columns, '  ')]
    if (fix) lines.push('', wrap(`What to do: ${fix}`, io.columns, '  '))
    if (severity) lines.push('', io.color.dim(`  ${weights[severity]}`))
    if (exit_code !== undefined) lines.push('', io.color.dim(`  exit code ${exit_code}`))
    return { data: { ...found }, text: lines.join('\n') }
  },
})

/** Every code of every part, from the tables that the parts themselves use. */
async function readExplanations(): Promise<Map<string, Explanation>> {
  const [{ luaErrors }, { errors }, { packageErrors }, { rules }, { deviceErrors }, { testFailures }] =
    await Promise.all([
      import('@mosis/format/lua-api'),
      import('@mosis/api'),
      import('@mosis/format'),
      import('@mosis/review'),
      import('@mosis/device'),
      import('@mosis/device/test-api'),
    ])
  const known = new Map<string, Explanation>()
  const add = (explanation: Explanation) => known.set(explanation.code, explanation)
  // What an app is told is no failure of the command.
  for (const [code, { meaning, fix }] of Object.entries(luaErrors)) add({ code, what: meaning, fix })
  for (const [code, { message, fix }] of Object.entries(deviceErrors)) {
    add({ code, ...withoutFacts(message, fix), exit_code: exitCodes[deviceExits[code] ?? 'unexpected'].code })
  }
  for (const [code, { status, message, fix }] of Object.entries(errors)) {
    add({ code, ...withoutFacts(message, fix), exit_code: exitCodes[exitOfStatus(status)].code })
  }
  for (const [code, { explanation, fix }] of Object.entries(packageErrors))
    add({ code, what: explanation, fix, exit_code: exitCodes.invalid.code })
  for (const { code, explanation, fix, severity } of rules) {
    add({ code, what: explanation, fix, severity, ...(severity === 'error' && { exit_code: exitCodes.invalid.code }) })
  }
  for (const [code, { about, fix }] of Object.entries(testFailures))
    add({ code, what: about, fix, exit_code: exitCodes.unexpected.code })
  for (const [code, { exit, about }] of Object.entries(failures))
    add({ code, what: about, exit_code: exitCodes[exit].code })
  return known
}

/** A message has places for the facts of one case; paths such as `/v1/apps/{app_id}` stay as they are. */
function withoutFacts(message: string, advice: string): { what: string; fix?: string } {
  const [what, fix] = [message, advice].map((text) => text.replace(/(?<!\/)\{[a-z_]+\}/g, '…'))
  return { what: what ?? message, ...(fix !== undefined && fix !== '…' && { fix }) }
}

async function unknown(code: string, codes: string[]): Promise<Failure> {
  const { closest } = await import('../closest.ts')
  const near = closest(code, codes)
  return new Failure('code.unknown', `There is no code "${code}"`, {
    fix: near ? `Did you mean ${near}? mosis explain ${near}` : 'See all of them: mosis explain',
  })
}

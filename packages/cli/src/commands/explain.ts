import { command } from '../command.ts'
import { exitCodes, exitOfStatus, failures } from '../exits.ts'
import { Failure } from '../failure.ts'
import { wrap } from '../output.ts'

interface Explanation {
  code: string
  what: string
  fix?: string
  exit_code?: number
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
    const { what, fix, exit_code } = found
    const lines = [io.color.bold(code), wrap(what, io.columns, '  ')]
    if (fix) lines.push('', wrap(`What to do: ${fix}`, io.columns, '  '))
    if (exit_code !== undefined) lines.push('', io.color.dim(`  exit code ${exit_code}`))
    return { data: { ...found }, text: lines.join('\n') }
  },
})

/** Every code of every part, from the tables that the parts themselves use. */
async function readExplanations(): Promise<Map<string, Explanation>> {
  const [{ errors }, { packageErrors }, { rules }, { deviceErrors }] = await Promise.all([
    import('@mosis/api'),
    import('@mosis/format'),
    import('@mosis/review'),
    import('@mosis/device'),
  ])
  const known = new Map<string, Explanation>()
  const add = (explanation: Explanation) => known.set(explanation.code, explanation)
  for (const [code, { message, fix }] of Object.entries(deviceErrors)) add({ code, what: message, fix })
  for (const [code, { status, message, fix }] of Object.entries(errors)) {
    add({ code, what: message, fix, exit_code: exitCodes[exitOfStatus(status)].code })
  }
  for (const [code, { explanation, fix }] of Object.entries(packageErrors))
    add({ code, what: explanation, fix, exit_code: 3 })
  for (const { code, explanation, fix } of rules) add({ code, what: explanation, fix })
  for (const [code, { exit, about }] of Object.entries(failures))
    add({ code, what: about, exit_code: exitCodes[exit].code })
  return known
}

async function unknown(code: string, codes: string[]): Promise<Failure> {
  const { closest } = await import('../closest.ts')
  const near = closest(code, codes)
  return new Failure('code.unknown', `There is no code "${code}"`, {
    fix: near ? `Did you mean ${near}? mosis explain ${near}` : 'See all of them: mosis explain',
  })
}

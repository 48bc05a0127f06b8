import type { InspectQuestion } from '@mosis/device'
import { SimulatorError } from '../errors.ts'
import { choiceOf, findNumber, numberOf, textOf } from './arguments.ts'
import type { Args } from './arguments.ts'
import type { Verb } from './verb.ts'

/** What is looked up. */
export const lookVerbs = {
  status: ({ phone }) => phone.view(),
  log: ({ phone }, args) => phone.console.since(findNumber(args, 'since') ?? 0),
  'clear-log': ({ phone }) => phone.console.clear(),
  text: async ({ phone }) => ({ text: await phone.app().screenText() }),
  inspect: ({ phone }, args) => phone.app().inspect(toQuestion(args)),
  async eval({ phone }, args) {
    const code = textOf(args, 'code')
    phone.console.add({ kind: 'input', text: code })
    const answer = await phone.app().inspect({ kind: 'eval', code })
    if (answer.ok) phone.console.add({ kind: 'answer', text: answer.text })
    else phone.console.add({ kind: 'error', text: answer.message, trace: answer.traceback })
    return answer
  },
  screenshot: async ({ drawScreen }) => ({ png: Buffer.from(await drawScreen()).toString('base64') }),
} satisfies Record<string, Verb>

const plainKinds = ['tree', 'audit', 'budget', 'storage', 'databases', 'events', 'network'] as const

function toQuestion(args: Args): InspectQuestion {
  const kind = choiceOf(args, 'kind', [...plainKinds, 'styles', 'file', 'rows'])
  switch (kind) {
    case 'styles':
      return { kind, id: numberOf(args, 'id') }
    case 'file':
      return { kind, path: textOf(args, 'path') }
    case 'rows': {
      const [offset, limit] = [findNumber(args, 'offset') ?? 0, findNumber(args, 'limit') ?? 100]
      if (offset < 0 || limit < 1 || limit > 1000) throw new SimulatorError('simulator.wrong_argument', 'Wrong rows')
      return { kind, database: textOf(args, 'database'), table: textOf(args, 'table'), offset, limit }
    }
    default:
      return { kind }
  }
}

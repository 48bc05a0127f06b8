import { globals, removedGlobals } from '../lua-api.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const undefinedGlobal: Rule = {
  code: 'undefined-global',
  tier: 2,
  severity: 'info',
  version: 1,
  explanation: 'A global that neither Mosis has nor any script of the app sets is nil: most often a misspelt name.',
  fix: 'Correct the name, or set it before it is used',
  check: ({ mentions, assignments }) =>
    mentions.flatMap(({ script, name, node }) => {
      const root = name.split('.')[0]!
      if (globals.has(root) || removedGlobals.has(root) || assignments.has(root)) return []
      return [{ message: `${quote(root)} is set nowhere`, ...placeOf(script, node) }]
    }),
}

import { removedGlobals } from '../lua-api.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const removedGlobal: Rule = {
  code: 'removed-global',
  tier: 3,
  severity: 'error',
  version: 1,
  explanation:
    'Functions that load code, reach the system or look behind the sandbox do not exist in Mosis. Code that names them ' +
    'fails on every phone, or was written for something else.',
  fix: 'Use what Mosis has instead',
  check: ({ mentions, assignments }) =>
    mentions.flatMap(({ script, name, node }) => {
      const [root = '', field] = name.split('.')
      const removed = removedGlobals.has(root) ? root : `${root}.${field}`
      const fix = removedGlobals.get(removed)
      // An app may well have a function of its own called "load".
      if (!fix || assignments.has(root)) return []
      return [{ message: `Cannot use ${quote(removed)}: it does not exist in Mosis`, fix, ...placeOf(script, node) }]
    }),
}

import { isStatement } from '../lua-statements.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

const maxStatements = 25

export const oneLineCode: Rule = {
  code: 'one-line-code',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'Code pressed into one line cannot be read by a reviewer. A package is small without it: its files are compressed.',
  fix: 'Ship the code as it was written',
  check: ({ scripts }) =>
    scripts.flatMap((script) => {
      const counts = new Map<number, number>()
      return script.nodes.filter(isStatement).flatMap((node) => {
        const place = placeOf(script, node)
        const count = (counts.get(place.line) ?? 0) + 1
        counts.set(place.line, count)
        return count === maxStatements + 1
          ? [{ message: `More than ${maxStatements} statements stand in this line`, ...place }]
          : []
      })
    }),
}

import { endlessLoops } from '../endless-loops.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const endlessLoop: Rule = {
  code: 'endless-loop',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'A handler in a loop without an end is cut off after a million instructions; five such handlers stop the app.',
  fix: 'Give the loop an end, or use timer.every for work that comes again',
  check: (sources) =>
    endlessLoops(sources)
      .filter(({ loop }) => !sources.atLoad.has(loop))
      .map(({ script, loop }) => ({ message: 'This loop has no end', ...placeOf(script, loop) })),
}

import { endlessLoops } from '../endless-loops.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const endlessLoopAtLoad: Rule = {
  code: 'endless-loop-at-load',
  tier: 3,
  severity: 'error',
  version: 1,
  explanation: 'A loop without an end that runs while a screen loads is cut off; the screen, or the app, never starts.',
  fix: 'Give the loop an end, or use timer.every for work that comes again',
  check: (sources) =>
    endlessLoops(sources)
      .filter(({ loop }) => sources.atLoad.has(loop))
      .map(({ script, loop }) => ({
        message: 'This loop has no end and runs while the screen loads',
        ...placeOf(script, loop),
      })),
}

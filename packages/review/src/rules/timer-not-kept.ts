import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const timerNotKept: Rule = {
  code: 'timer-not-kept',
  tier: 3,
  severity: 'info',
  version: 1,
  explanation:
    'Timers go on when the person leaves the screen. One whose number is not kept cannot be cancelled, and each visit of the ' +
    'screen adds another.',
  fix: 'Keep what timer.every returns and give it to timer.cancel when the screen is left',
  check: ({ scripts, mentions }) => {
    const discarded = new Set(
      scripts.flatMap(({ nodes }) => nodes.flatMap((node) => (node.kind === 'call-statement' ? [node.call] : []))),
    )
    return mentions.flatMap(({ script, name, node, call }) =>
      name === 'timer.every' && call && discarded.has(call)
        ? [{ message: 'This repeating timer can never be cancelled', ...placeOf(script, node) }]
        : [],
    )
  },
}

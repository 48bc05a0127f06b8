import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'
import { timersInTimers } from '../timers.ts'

export const timerMultiplies: Rule = {
  code: 'timer-multiplies',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'A repeating timer that starts another repeating timer makes more of them each time, until the limit of 256 stops the app.',
  fix: 'Start the timer once, or use timer.after inside of it',
  check: (sources) =>
    timersInTimers(sources).map(({ script, node }) => ({
      message: 'This repeating timer is started again each time a repeating timer runs',
      ...placeOf(script, node),
    })),
}

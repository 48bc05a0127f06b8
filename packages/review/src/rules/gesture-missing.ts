import { permissions } from '@mosis/format'
import { textOf } from '../lua-names.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const gestureMissing: Rule = {
  code: 'gesture-missing',
  tier: 3,
  severity: 'info',
  version: 1,
  explanation:
    'Camera, microphone and location are asked for only within five seconds of a touch. A request while a screen loads is ' +
    'refused without being shown.',
  fix: 'Ask in the handler of a button',
  check: ({ mentions, assignments, atLoad }) =>
    mentions.flatMap(({ script, name, node, call }) => {
      if (name !== 'permissions.request' || !call?.args[0] || !atLoad.has(call)) return []
      const asked = textOf(call.args[0], assignments)
      const isRefused = permissions.some(({ name, needsGesture }) => name === asked && needsGesture)
      return isRefused
        ? [{ message: `The request for ${quote(asked ?? '')} runs while the screen loads`, ...placeOf(script, node) }]
        : []
    }),
}

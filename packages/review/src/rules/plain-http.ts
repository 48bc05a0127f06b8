import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const plainHttp: Rule = {
  code: 'plain-http',
  tier: 3,
  severity: 'error',
  version: 1,
  explanation:
    'http:// and ws:// can be read and changed by anybody on the way; calls are refused unless manifest.json allows them.',
  fix: 'Write https:// or wss://',
  check: ({ manifest, networkCalls }) => {
    if (manifest.network?.allow_http) return []
    return networkCalls
      .filter(({ scheme }) => scheme !== 'https' && scheme !== 'wss')
      .map(({ mention: { script }, url, scheme, host }) => ({
        message: `The call to ${quote(`${scheme}://${host}`)} is not encrypted`,
        ...placeOf(script, url),
      }))
  },
}

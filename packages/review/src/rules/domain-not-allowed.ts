import { isAllowed } from '../network-calls.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const domainNotAllowed: Rule = {
  code: 'domain-not-allowed',
  tier: 3,
  severity: 'error',
  version: 1,
  explanation: 'Calls to hosts that network.allowed_domains does not list are refused on every phone.',
  fix: 'Add the host to network.allowed_domains in manifest.json, or remove the call',
  check: ({ manifest, networkCalls }) => {
    const allowed = manifest.network?.allowed_domains ?? []
    if (allowed.length === 0) return []
    return networkCalls
      .filter((call) => !isAllowed(call, allowed))
      .map(({ mention: { script }, url, host, port }) => ({
        message: `The host ${quote(port ? `${host}:${port}` : host)} is not in allowed_domains`,
        ...placeOf(script, url),
      }))
  },
}

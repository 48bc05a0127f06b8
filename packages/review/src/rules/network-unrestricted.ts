import type { Rule } from '../rule.ts'

export const networkUnrestricted: Rule = {
  code: 'network-unrestricted',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'Without network.allowed_domains an app may talk to every host of the internet. A list keeps it to the hosts it needs, ' +
    'and shows people where their data goes.',
  fix: 'List the hosts under "network": { "allowed_domains": [ … ] } in manifest.json',
  check: ({ manifest: { permissions, network } }) => {
    const isOnline = permissions.some((name) => name === 'network.internet' || name === 'network.websocket')
    if (!isOnline || (network?.allowed_domains ?? []).length > 0) return []
    return [{ message: 'The app may talk to every host of the internet', path: 'manifest.json' }]
  },
}

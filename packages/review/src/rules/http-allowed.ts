import type { Rule } from '../rule.ts'

export const httpAllowed: Rule = {
  code: 'http-allowed',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation: 'With network.allow_http everybody on the way can read and change what the app sends and receives.',
  fix: 'Remove "allow_http" from manifest.json and use https://',
  check: ({ manifest }) =>
    manifest.network?.allow_http
      ? [{ message: 'The app may use connections that are not encrypted', path: 'manifest.json' }]
      : [],
}

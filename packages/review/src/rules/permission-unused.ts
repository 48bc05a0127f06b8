import { riskOf } from '../lua-api.ts'
import { reportPermissions } from '../permission-report.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const permissionUnused: Rule = {
  code: 'permission-unused',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'An app asks for the dangerous permissions it needs and for no other: each one is a reason to mistrust it.',
  fix: 'Remove the permission from manifest.json until the app needs it',
  check: (sources) =>
    reportPermissions(sources)
      .unused.filter((name) => riskOf(name) === 'dangerous')
      .map((name) => ({ message: `No code uses the permission ${quote(name)}`, path: 'manifest.json' })),
}

import { riskOf } from '../lua-api.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const permissionSignature: Rule = {
  code: 'permission-signature',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation: "Some permissions are only given to apps that are signed with the platform's own key.",
  fix: 'Remove the permission from manifest.json',
  check: ({ manifest }) =>
    manifest.permissions
      .filter((name) => riskOf(name) === 'signature')
      .map((name) => ({
        message: `The permission ${quote(name)} is only for apps of the platform`,
        path: 'manifest.json',
      })),
}

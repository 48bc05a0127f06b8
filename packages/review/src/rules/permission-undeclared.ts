import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const permissionUndeclared: Rule = {
  code: 'permission-undeclared',
  tier: 3,
  severity: 'error',
  version: 1,
  explanation:
    'A call that needs a permission is refused on every phone unless manifest.json declares it; people see the declared ' +
    'permissions before they install.',
  fix: 'Add the permission to "permissions" in manifest.json, or remove the call',
  check: ({ manifest, permissionUses }) =>
    permissionUses.flatMap(({ mention: { script, name, node }, anyOf }) => {
      if (anyOf.some((permission) => manifest.permissions.includes(permission))) return []
      const wanted = anyOf.map(quote).join(' or ')
      return [{ message: `${quote(name)} needs the permission ${wanted}`, ...placeOf(script, node) }]
    }),
}

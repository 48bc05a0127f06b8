import type { LuaLocal, LuaNode } from '@mosis/syntax'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

export const computedGlobal: Rule = {
  code: 'computed-global',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'Names that are put together at run time, handed-on tables of globals and replaced environments hide from any reader ' +
    'what the code uses. Honest code has little reason to.',
  fix: 'Name globals and functions of Mosis directly',
  check: ({ mentions, scripts }) => [
    ...mentions.flatMap(({ script, name, node }) => {
      if (name === '_G' || name === '_ENV') {
        return [{ message: `The table of globals is used as a value`, ...placeOf(script, node) }]
      }
      const isPutTogether = node.kind === 'member' && node.key.kind !== 'string'
      return isPutTogether ? [{ message: `The name ${quote(name)} is put together`, ...placeOf(script, node) }] : []
    }),
    ...scripts.flatMap((script) =>
      script.nodes.flatMap(localsOf).flatMap((local) => {
        if (local.name !== '_ENV') return []
        return [{ message: 'The environment of the code is replaced', ...placeOf(script, local) }]
      }),
    ),
  ],
}

function localsOf(node: LuaNode): LuaLocal[] {
  if (node.kind === 'local' || node.kind === 'generic-for') return node.locals
  if (node.kind === 'function') return node.parameters
  return node.kind === 'local-function' || node.kind === 'numeric-for' ? [node.local] : []
}

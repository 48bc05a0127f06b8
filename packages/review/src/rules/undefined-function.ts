import { membersOf } from '../lua-api.ts'
import { nameOf } from '../lua-names.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'
import type { Sources } from '../sources.ts'

export const undefinedFunction: Rule = {
  code: 'undefined-function',
  tier: 2,
  severity: 'info',
  version: 1,
  explanation:
    'What a module of Mosis or of Lua does not have is nil: most often a misspelt name, which fails when it is called.',
  fix: 'Correct the name; docs/reference/lua lists what each module has',
  check: (sources) => {
    const own = membersSet(sources)
    return sources.mentions.flatMap(({ script, name, node }) => {
      const [module = '', member] = name.split('.')
      const members = membersOf(module)
      if (member === undefined || !members || members.has(member)) return []
      // An app may put functions of its own there, or have a global of this name.
      if (own.has(`${module}.${member}`) || sources.assignments.has(module)) return []
      return [{ message: `${quote(module)} has no ${quote(member)}`, ...placeOf(script, node) }]
    })
  },
}

/** What scripts set in tables of the platform: `function string.trim(text)`. */
function membersSet({ scripts, assignments }: Sources): Set<string> {
  const set = new Set<string>()
  for (const { nodes } of scripts) {
    for (const node of nodes) {
      const targets = node.kind === 'assign' ? node.targets : node.kind === 'function-statement' ? [node.target] : []
      for (const target of targets) {
        const name = target.kind === 'member' ? nameOf(target, assignments) : null
        if (name !== null) set.add(name.split('.').slice(0, 2).join('.'))
      }
    }
  }
  return set
}

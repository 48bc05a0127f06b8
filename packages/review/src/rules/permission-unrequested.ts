import { riskOf } from '../lua-api.ts'
import { textOf } from '../lua-names.ts'
import { reportPermissions } from '../permission-report.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const permissionUnrequested: Rule = {
  code: 'permission-unrequested',
  tier: 3,
  severity: 'info',
  version: 1,
  explanation:
    'A dangerous permission holds only after permissions.request("…") was answered with yes. Code that never asks is ' +
    'refused unless the person granted it in the settings.',
  fix: 'Call permissions.request("…") where the person starts what needs it',
  check: (sources) => {
    const requests = sources.mentions.filter(({ name, call }) => name === 'permissions.request' && call)
    const asked = new Set(requests.map(({ call }) => call?.args[0] && textOf(call.args[0], sources.assignments)))
    // A name that is put together could be any.
    if (asked.has(null)) return []
    return reportPermissions(sources)
      .used.filter((name) => riskOf(name) === 'dangerous' && !asked.has(name))
      .map((name) => ({ message: `No code asks for the permission ${quote(name)}`, path: 'manifest.json' }))
  },
}

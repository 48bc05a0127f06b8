import type { Rule } from '../rule.ts'
import { reachedPaths } from '../reach.ts'

export const fileUnreachable: Rule = {
  code: 'file-unreachable',
  tier: 2,
  severity: 'info',
  version: 2,
  explanation: 'A file that no other file of the app names makes the download larger and is never seen.',
  fix: 'Remove the file, or link it',
  check: (sources) => {
    const reached = reachedPaths(sources)
    return [...sources.pkg.files.keys()]
      .filter((path) => !reached.has(path))
      .map((path) => ({ message: 'Nothing in the app names this file', path }))
  },
}

import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

const minBytes = 1024

export const assetDuplicate: Rule = {
  code: 'asset-duplicate',
  tier: 3,
  severity: 'info',
  version: 1,
  explanation: 'The same file under two names is downloaded and kept twice.',
  fix: 'Keep one of the files and name it in both places',
  check: ({ pkg }) => {
    const first = new Map<string, string>()
    return [...pkg.files.values()].flatMap(({ path, sha256, sizeBytes }) => {
      if (sizeBytes < minBytes) return []
      const known = first.get(sha256)
      if (known === undefined) first.set(sha256, path)
      return known === undefined ? [] : [{ message: `This file is the same as ${quote(known)}`, path }]
    })
  },
}

import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const pathOutside: Rule = {
  code: 'path-outside',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation: 'An app reaches the files of its own package and those under /system/, nothing else.',
  fix: 'Put the file into the package and name it without leaving the package',
  check: ({ references }) =>
    references.flatMap(({ kind, written, target, path, at }) =>
      target === null
        ? [{ message: `Cannot use ${kind} ${quote(written)}: it leads out of the package`, path, ...at }]
        : [],
    ),
}

import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const fileMissing: Rule = {
  code: 'file-missing',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'A style sheet, template, script, image, font or screen that the app names must be in the package. Links count from ' +
    'their own file, navigateTo and import from assets/, a leading "/" from the top of the package.',
  fix: 'Add the file, or correct its name; upper and lower case count',
  check: ({ references, pkg }) =>
    references.flatMap(({ kind, written, target, path, at }) => {
      if (target === null || pkg.files.has(target)) return []
      return [
        { message: `Cannot find ${kind} ${quote(written)}: the package has no file ${quote(target)}`, path, ...at },
      ]
    }),
}

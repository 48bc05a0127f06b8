import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const localeMissing: Rule = {
  code: 'locale-missing',
  tier: 2,
  severity: 'error',
  version: 1,
  explanation: 'Each locale that manifest.json lists has its texts in locales/CODE.json.',
  fix: 'Add the file, or remove the locale from manifest.json',
  check: ({ manifest, pkg }) =>
    (manifest.locales ?? [])
      .filter((locale) => !pkg.files.has(`locales/${locale}.json`))
      .map((locale) => ({
        message: `Cannot find the texts of locale ${quote(locale)}: the package has no file "locales/${locale}.json"`,
        path: 'manifest.json',
      })),
}

import { localesOf } from '../locales.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const localeUnlisted: Rule = {
  code: 'locale-unlisted',
  tier: 2,
  severity: 'info',
  version: 1,
  explanation: 'Texts in locales/ are shown only when manifest.json lists their locale.',
  fix: 'Add the locale to "locales" in manifest.json, or remove the file',
  check: (sources) =>
    localesOf(sources)
      .filter(({ code }) => !sources.manifest.locales?.includes(code))
      .map(({ code, path }) => ({ message: `Locale ${quote(code)} is not listed in manifest.json`, path })),
}

import { defaultLocaleOf, keysOf, translationsUsed } from '../locales.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const translationMissing: Rule = {
  code: 'translation-missing',
  tier: 2,
  severity: 'warning',
  version: 1,
  explanation:
    'A text that the default locale does not have is shown as its key, such as "app.title", to everybody whose language ' +
    'does not have it either.',
  fix: 'Add the key to the file of the default locale, or correct it',
  check: (sources) => {
    const locale = defaultLocaleOf(sources)
    const known = locale ? keysOf(locale) : new Set<string>()
    return translationsUsed(sources)
      .filter(({ key }) => !known.has(key))
      .map(({ key, path, at }) => ({
        message: locale ? `Text ${quote(key)} is not in ${locale.path}` : `Text ${quote(key)} is in no file of texts`,
        path,
        ...at,
      }))
  },
}

import { defaultLocaleOf, keysOf, localesOf } from '../locales.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const translationIncomplete: Rule = {
  code: 'translation-incomplete',
  tier: 2,
  severity: 'info',
  version: 1,
  explanation: 'A text that a locale does not have is shown in the default locale.',
  fix: 'Translate the texts',
  check: (sources) => {
    const base = defaultLocaleOf(sources)
    if (!base) return []
    const wanted = [...keysOf(base)]
    return localesOf(sources).flatMap((locale) => {
      const known = keysOf(locale)
      const missing = wanted.filter((key) => !known.has(key))
      if (missing.length === 0 || !locale.node) return []
      const examples = missing.slice(0, 3).map(quote).join(', ')
      return [
        { message: `${missing.length} of ${wanted.length} texts are missing, such as ${examples}`, path: locale.path },
      ]
    })
  },
}

import type { JsonNode } from '../json.ts'
import { localesOf } from '../locales.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

const pluralForms = new Set(['zero', 'one', 'two', 'few', 'many', 'other'])

export const localeFormat: Rule = {
  code: 'locale-format',
  tier: 2,
  severity: 'error',
  version: 2,
  explanation:
    'A file of texts is one flat object: each key has a text, or an object of plural forms (zero, one, two, few, many, ' +
    'other) with at least "other".',
  fix: 'Write "key": "text", or "key": { "one": "…", "other": "…" }',
  check: (sources) =>
    localesOf(sources).flatMap(({ path, node, placeAt }) => {
      if (!node) return []
      if (node.kind !== 'object') return [{ message: 'Write one object of texts', path, ...placeAt(node.offset) }]
      const keys = new Set<string>()
      return node.members.flatMap(({ key, offset, value }) => {
        const fault = keys.has(key) ? 'it is there twice' : faultOf(value)
        keys.add(key)
        return fault ? [{ message: `Cannot use text ${quote(key)}: ${fault}`, path, ...placeAt(offset) }] : []
      })
    }),
}

function faultOf(value: JsonNode): string | null {
  if (value.kind === 'string') return null
  if (value.kind !== 'object') return 'it is neither a text nor an object of plural forms'
  const wrong = value.members.find(({ key, value }) => !pluralForms.has(key) || value.kind !== 'string')
  if (wrong) return `${quote(wrong.key)} is no plural form with a text`
  return value.members.some(({ key }) => key === 'other') ? null : 'the plural form "other" is missing'
}

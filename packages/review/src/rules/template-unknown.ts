import type { Document } from '../documents.ts'
import { quote } from '../quote.ts'
import type { Rule } from '../rule.ts'

export const templateUnknown: Rule = {
  code: 'template-unknown',
  tier: 2,
  severity: 'error',
  version: 1,
  explanation:
    'The template that a body asks for by name must be defined by a <template name="…"> file of the package.',
  fix: 'Link a file that begins with <template name="…">, or correct the name',
  check: ({ documents }) => {
    const names = new Set(
      documents.flatMap(({ elements }) => (elements[0]?.tag === 'template' ? namesIn(elements[0]) : [])),
    )
    return documents.filter(usesOwnTemplates).flatMap(({ path, elements }) =>
      elements.flatMap(({ tag, attributes }) => {
        const template = attributes.find(({ name }) => name === 'template')
        if (tag !== 'body' || !template || names.has(template.value)) return []
        return [{ message: `Cannot find template ${quote(template.value)}`, path, ...template.valueAt }]
      }),
    )
  },
}

function namesIn({ attributes }: Document['elements'][number]): string[] {
  return attributes.filter(({ name }) => name === 'name').map(({ value }) => value)
}

/** Templates of the platform, linked from /system/, are not part of the package. */
function usesOwnTemplates({ elements }: Document): boolean {
  return !elements.some(
    ({ tag, attributes }) =>
      tag === 'link' && attributes.some(({ name, value }) => name === 'href' && value.startsWith('/system/')),
  )
}

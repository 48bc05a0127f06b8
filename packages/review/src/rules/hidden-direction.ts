import { positionsOf } from '@mosis/syntax'
import type { Rule } from '../rule.ts'

const controls = /[\u202a-\u202e\u2066-\u2069]/g

export const hiddenDirection: Rule = {
  code: 'hidden-direction',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'Invisible characters that turn the direction of text make code look other than it runs: what seems to be a comment can ' +
    'be a command.',
  fix: 'Remove the character, or write it as "\\u{202E}" in a string',
  check: ({ written }) =>
    written
      .filter(({ path }) => path.endsWith('.lua') || path.endsWith('.rml'))
      .flatMap(({ path, text }) => {
        const placeAt = positionsOf(text)
        return [...text.matchAll(controls)].map(({ index, 0: char }) => ({
          message: `The invisible character U+${char.charCodeAt(0).toString(16).toUpperCase()} turns the direction of this line`,
          path,
          ...placeAt(index),
        }))
      }),
}

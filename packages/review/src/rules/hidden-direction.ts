import { remarksIn } from '../matches.ts'
import type { Rule } from '../rule.ts'

const controls = /[\u202a-\u202e\u2066-\u2069]/g

export const hiddenDirection: Rule = {
  code: 'hidden-direction',
  tier: 3,
  severity: 'warning',
  version: 2,
  explanation:
    'Invisible characters that turn the direction of text make code look other than it runs: what seems to be a comment can ' +
    'be a command.',
  fix: 'Remove the character, or write it as "\\u{202E}" in a string',
  check: ({ written }) =>
    written
      .filter(({ path }) => path.endsWith('.lua') || path.endsWith('.rml'))
      .flatMap(({ path, text }) =>
        remarksIn(path, text, controls, (char) => {
          const code = char.charCodeAt(0).toString(16).toUpperCase()
          return `The invisible character U+${code} turns the direction of this line`
        }),
      ),
}

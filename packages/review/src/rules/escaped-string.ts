import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

const minEscapes = 16
const escape = /\\(?:x[0-9a-fA-F]{2}|[0-9]{1,3}|u\{[0-9a-fA-F]+\})/g

export const escapedString: Rule = {
  code: 'escaped-string',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation: 'A text written mostly as numbers, such as "\\104\\116\\116\\112", hides what it says.',
  fix: 'Write the text as it is',
  check: ({ scripts }) =>
    scripts.flatMap((script) =>
      script.nodes.flatMap((node) => {
        if (node.kind !== 'string' || node.isLong || node.end - node.offset < minEscapes * 2) return []
        const written = script.text.slice(node.offset, node.end)
        if (!written.includes('\\')) return []
        const escapes = written.match(escape) ?? []
        if (escapes.length < minEscapes || escapes.join('').length < written.length / 2) return []
        return [
          { message: `${escapes.length} characters of this text are written as numbers`, ...placeOf(script, node) },
        ]
      }),
    ),
}

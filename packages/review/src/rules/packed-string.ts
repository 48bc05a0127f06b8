import type { Rule } from '../rule.ts'
import { placeOf } from '../scripts.ts'

const minLength = 512

export const packedString: Rule = {
  code: 'packed-string',
  tier: 3,
  severity: 'warning',
  version: 1,
  explanation:
    'Long texts of base64, hexadecimal digits or bytes can hide anything from a reader: code, addresses, data.',
  fix: 'Ship images, fonts and data as files of their own kind',
  check: ({ scripts }) =>
    scripts.flatMap((script) =>
      script.nodes.flatMap((node) => {
        if (node.kind !== 'string' || node.value.length < minLength || !isPacked(node.value)) return []
        return [{ message: `This text of ${node.value.length} characters cannot be read`, ...placeOf(script, node) }]
      }),
    ),
}

function isPacked(text: string): boolean {
  if (/^[A-Za-z0-9+/=_-]+$/.test(text)) return true
  let unprintable = 0
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if ((unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) || (unit >= 127 && unit < 160)) unprintable++
  }
  return unprintable > text.length / 5
}

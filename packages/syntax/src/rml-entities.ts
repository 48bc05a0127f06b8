const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['amp', '&'],
  ['nbsp', '\u00a0'],
])
const names = new Map([...named].map(([name, char]) => [char, name]))
const entity = /&(#[0-9]{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{0,31});/gi

/** Replaces the entities of RML in a piece of text; what is not one stays as written and is told to `onBad` with its index. */
export function decodeEntities(text: string, onBad: (index: number, written: string) => void): string {
  if (!text.includes('&')) return text
  return text.replace(entity, (written: string, body: string, index: number) => {
    const decoded = body.startsWith('#') ? decodeNumber(body.slice(1)) : (named.get(body) ?? null)
    if (decoded === null) onBad(index, written)
    return decoded ?? written
  })
}

/** Writes text so that it reads back as the same text between tags and inside double-quoted attribute values. */
export function encodeEntities(text: string): string {
  return text.replace(/[&<>"\u00a0]/g, (char) => `&${names.get(char)};`)
}

function decodeNumber(digits: string): string | null {
  const code = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10)
  // Half a surrogate pair and code 0 cannot be drawn and break text that is later cut or sent as UTF-8.
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null
  return String.fromCodePoint(code)
}

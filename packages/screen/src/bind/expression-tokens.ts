/** A piece of an expression and where it begins in its text. */
export type Token =
  | { kind: 'name'; text: string; at: number }
  | { kind: 'number'; value: number; at: number }
  | { kind: 'string'; value: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; at: number }

/** Why an expression cannot be used, in words for the developer. */
export class ExpressionError extends Error {}

/** Characters of one expression; a longer one is code and belongs into a function. */
const maxChars = 4000

const signs = ['==', '!=', '<=', '>=', '&&', '||', ...Array.from('!*/+-<>?:|()[].,=;')]

/** Reads the pieces of an expression; the last one is always `end`. */
export function readTokens(text: string): Token[] {
  if (text.length > maxChars)
    throw new ExpressionError(`it has ${text.length} characters, at most ${maxChars} are allowed`)
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    if (' \t\r\n'.includes(text[at]!)) {
      at += 1
      continue
    }
    const token =
      readName(text, at) ?? readNumber(text, at, tokens.at(-1)) ?? readString(text, at) ?? readSign(text, at)
    tokens.push(token.token)
    at = token.end
  }
  return [...tokens, { kind: 'end', at: text.length }]
}

interface Found {
  token: Token
  end: number
}

function readName(text: string, at: number): Found | undefined {
  const found = matchAt(/[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*/y, text, at)
  return found === undefined ? undefined : { token: { kind: 'name', text: found, at }, end: at + found.length }
}

function readNumber(text: string, at: number, before: Token | undefined): Found | undefined {
  // In `a.0` the point belongs to the address, not to a number.
  if (text[at] === '.' && (before?.kind === 'name' || (before?.kind === 'sign' && before.text === ']')))
    return undefined
  const found = matchAt(/(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?/y, text, at)
  return found === undefined
    ? undefined
    : { token: { kind: 'number', value: Number(found), at }, end: at + found.length }
}

function readString(text: string, at: number): Found | undefined {
  const quote = text[at]
  if (quote !== "'" && quote !== '"') return undefined
  let value = ''
  for (let index = at + 1; index < text.length; index += 1) {
    const char = text[index]!
    if (char === quote) return { token: { kind: 'string', value, at }, end: index + 1 }
    if (char === '\\' && index + 1 < text.length) {
      index += 1
      value += text[index] === 'n' ? '\n' : text[index]!
    } else value += char
  }
  throw new ExpressionError(`the text that begins with ${text.slice(at, at + 12)} has no end`)
}

function readSign(text: string, at: number): Found {
  const sign = signs.find((one) => text.startsWith(one, at))
  if (sign === undefined) throw new ExpressionError(`"${text[at]}" has no meaning here`)
  return { token: { kind: 'sign', text: sign, at }, end: at + sign.length }
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

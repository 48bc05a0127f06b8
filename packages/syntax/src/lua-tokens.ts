/** What a Lua token is: a keyword or a mark stands as itself. */
export interface LuaToken {
  kind: string
  /** The text of a name, the decoded text of a string, the written text of a number. */
  text: string
  isLong: boolean
  offset: number
  end: number
}

/** Told about a mistake inside a token; reading goes on after it. */
export type OnBadToken = (code: string, offset: number, message: string) => void

const keywords = new Set(
  'and break do else elseif end false for function goto if in local nil not or repeat return then true until while'.split(
    ' ',
  ),
)
const marks = /\.\.\.|<<|>>|\/\/|==|~=|<=|>=|::|\.\.|[-+*/%^#&~|<>=(){}[\];:,.]/y
const simpleEscapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
}
const nameRun = /[A-Za-z_][A-Za-z0-9_]*/y
// Each digit has one place in these forms: where it could stand before or behind a missing point, a long number takes hours.
const decimalNumber = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/
const hexNumber = /^0[xX](?:[0-9a-fA-F]+(?:\.[0-9a-fA-F]*)?|\.[0-9a-fA-F]+)(?:[pP][+-]?[0-9]+)?$/
// Lua's own scanner takes all of this as one number and then looks whether it is one, so `3..2` is a bad number.
const decimalRun = /(?:[eE][+-]?|[0-9a-fA-F.])*/y
const hexRun = /0[xX](?:[pP][+-]?|[0-9a-fA-F.])*/y
const longOpening = /\[(=*)\[/y
const codePoint = /\{[0-9a-fA-F]+\}/y

/** Answers a function that reads one token after the other; after the last comes `<eof>` for ever. */
export function readLuaTokens(text: string, onBad: OnBadToken): () => LuaToken {
  let at = 0

  return function nextToken() {
    skipSpaceAndComments()
    const offset = at
    if (at >= text.length) return token('<eof>', offset)
    const char = text[at]!
    if (isLetter(text.charCodeAt(at))) {
      const name = match(nameRun)
      return keywords.has(name) ? token(name, offset) : token('name', offset, name)
    }
    if (isDigit(char) || (char === '.' && isDigit(text[at + 1]))) return readNumber(offset)
    if (char === '"' || char === "'") return token('string', offset, readString(char))
    if (char === '[') {
      const level = longLevel()
      if (level !== null) return token('string', offset, readLong(level, 'string'), true)
      if (text[at + 1] === '=') {
        onBad('lua-bad-long-bracket', offset, 'Write "[[" or "[=[" to begin a long string: a "[" is missing after "[="')
      }
    }
    const mark = match(marks)
    if (mark) return token(mark, offset)
    at += text.codePointAt(at)! > 0xffff ? 2 : 1
    return token('unknown', offset, text.slice(offset, at))
  }

  function token(kind: string, offset: number, text = kind, isLong = false): LuaToken {
    return { kind, text, isLong, offset, end: at }
  }

  function skipSpaceAndComments(): void {
    for (;;) {
      while (isSpace(text.charCodeAt(at))) at++
      if (text.charCodeAt(at) !== 45 || text.charCodeAt(at + 1) !== 45) return
      at += 2
      const level = longLevel()
      if (level !== null) readLong(level, 'comment')
      else at = lineEnd(at)
    }
  }

  function readNumber(offset: number): LuaToken {
    const written = match(hexRun) || match(decimalRun)
    if (/[A-Za-z_]/.test(text[at] ?? '')) at++
    const all = text.slice(offset, at)
    if (!decimalNumber.test(all) && !hexNumber.test(all)) {
      onBad('lua-bad-number', offset, `Correct the number "${all.slice(0, 40)}": Lua cannot read it`)
    }
    return token('number', offset, written)
  }

  /** The number of "=" when a long bracket begins here, else null. */
  function longLevel(): number | null {
    longOpening.lastIndex = at
    const found = longOpening.exec(text)
    return found ? found[1]!.length : null
  }

  function readLong(level: number, what: 'string' | 'comment'): string {
    const start = at
    const closing = `]${'='.repeat(level)}]`
    const end = text.indexOf(closing, at + level + 2)
    at = end === -1 ? text.length : end + closing.length
    if (end === -1) onBad(`lua-unfinished-${what}`, start, `Close this long ${what} with "${closing}"`)
    const body = text.slice(start + level + 2, end === -1 ? text.length : end)
    return body.replace(/\r\n|\n\r|\r/g, '\n').replace(/^\n/, '')
  }

  function readString(quote: string): string {
    const start = at++
    const pieces: string[] = []
    for (;;) {
      const run = at
      while (at < text.length && !isStringStop(text.charCodeAt(at), quote)) at++
      if (at > run) pieces.push(text.slice(run, at))
      const char = text[at]
      if (char === quote) {
        at++
        return pieces.join('')
      }
      if (char !== '\\') {
        onBad('lua-unfinished-string', start, `Close the string with ${quote}: it ends with its line`)
        return pieces.join('')
      }
      pieces.push(readEscape())
    }
  }

  function readEscape(): string {
    const start = at
    const char = text[at + 1] ?? ''
    at += 2
    if (char in simpleEscapes) return simpleEscapes[char]!
    if (char === '\n' || char === '\r') {
      const next = text[at]
      if ((next === '\n' || next === '\r') && next !== char) at++
      return '\n'
    }
    if (char === 'z') {
      while (isSpace(text.charCodeAt(at))) at++
      return ''
    }
    if (char === 'x') return readHexEscape(start)
    if (char === 'u') return readUnicodeEscape(start)
    if (isDigit(char)) {
      while (at < start + 4 && isDigit(text[at])) at++
      const code = Number(text.slice(start + 1, at))
      if (code <= 255) return String.fromCharCode(code)
      onBad('lua-bad-escape', start, `Write a number up to 255 after "\\": it is ${code}`)
      return ''
    }
    at = Math.min(start + 1, text.length)
    onBad('lua-bad-escape', start, `Write "\\\\" for a backslash: "\\${char}" means nothing in Lua`)
    return ''
  }

  function readHexEscape(start: number): string {
    const digits = text.slice(at, at + 2)
    if (/^[0-9a-fA-F]{2}$/.test(digits)) {
      at += 2
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    onBad('lua-bad-escape', start, 'Write two hexadecimal digits after "\\x"')
    return ''
  }

  function readUnicodeEscape(start: number): string {
    const written = match(codePoint)
    const code = Number.parseInt(written.slice(1), 16)
    if (code < 0x80000000) {
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd'
    }
    onBad('lua-bad-escape', start, 'Write a code point as "\\u{20AC}", below 80000000')
    return ''
  }

  function lineEnd(from: number): number {
    const found = /[\r\n]/g
    found.lastIndex = from
    return found.exec(text)?.index ?? text.length
  }

  function match(run: RegExp): string {
    const start = at
    run.lastIndex = at
    if (run.test(text)) at = run.lastIndex
    return text.slice(start, at)
  }
}

/** Whether the token is set apart from what follows; used to find where to go on after a mistake. */
export function startsOnNewLine(text: string, token: LuaToken): boolean {
  for (let index = token.offset - 1; index >= 0 && isSpace(text.charCodeAt(index)); index--) {
    if (text[index] === '\n' || text[index] === '\r') return true
  }
  return token.offset === 0
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

function isSpace(unit: number): boolean {
  return unit === 32 || (unit >= 9 && unit <= 13)
}

function isLetter(unit: number): boolean {
  return (unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 95
}

function isStringStop(unit: number, quote: string): boolean {
  return unit === 92 || unit === 10 || unit === 13 || unit === quote.charCodeAt(0)
}

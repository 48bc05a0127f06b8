import { PackageError, type PackageErrorCode } from './errors.ts'
import { limits } from './limits.ts'
import { quote } from './quote.ts'
import { reportFault, type Report } from './report.ts'

/** A JSON value that knows where it stands. */
export type JsonNode = { pointer: string; line: number; column: number } & (
  | { type: 'object'; members: ReadonlyMap<string, JsonNode> }
  | { type: 'array'; items: readonly JsonNode[] }
  | { type: 'string'; value: string }
  | { type: 'number'; text: string }
  | { type: 'boolean'; value: boolean }
  | { type: 'null' }
)

/**
 * Reads the JSON of a manifest. JSON.parse keeps the last of two equal keys, turns 1e3 into an integer, rounds
 * large numbers and says no line: here every such text is refused with its place. Throws at a fault of syntax.
 */
export function readJson(text: string, report: Report): JsonNode {
  return new JsonReader(text, report).read()
}

/** The plain value of a node. */
export function toValue(node: JsonNode): unknown {
  switch (node.type) {
    case 'object':
      return Object.fromEntries([...node.members].map(([name, member]) => [name, toValue(member)]))
    case 'array':
      return node.items.map(toValue)
    case 'number':
      return Number(node.text)
    case 'null':
      return null
    default:
      return node.value
  }
}

const whitespace = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const plainText = /[^"\\\u0000-\u001f]*/y
/** Field names that change how JavaScript objects behave. */
export const reservedKeys = ['__proto__', 'constructor', 'prototype']
const escapes: Record<string, string | undefined> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class JsonReader {
  readonly #text: string
  readonly #report: Report
  readonly #lineStarts: readonly number[]
  #at = 0

  constructor(text: string, report: Report) {
    this.#text = text
    this.#report = report
    this.#lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
  }

  read(): JsonNode {
    const node = this.#readValue('', 0)
    this.#match(whitespace)
    if (this.#at < this.#text.length) throw this.#refuse('the end')
    return node
  }

  #readValue(pointer: string, depth: number): JsonNode {
    this.#match(whitespace)
    const place = { pointer, ...this.#place(this.#at) }
    const first = this.#text[this.#at]
    if (first === '{') return { ...place, type: 'object', members: this.#readMembers(pointer, depth + 1) }
    if (first === '[') return { ...place, type: 'array', items: this.#readItems(pointer, depth + 1) }
    if (first === '"') return { ...place, type: 'string', value: this.#readString(pointer) }
    if (this.#take('true')) return { ...place, type: 'boolean', value: true }
    if (this.#take('false')) return { ...place, type: 'boolean', value: false }
    if (this.#take('null')) return { ...place, type: 'null' }
    return { ...place, type: 'number', text: this.#readNumber() }
  }

  #readNumber(): string {
    const start = this.#at
    const text = this.#match(number)
    if (text === '') throw this.#refuse('a value')
    if (!Number.isFinite(Number(text))) throw this.#refuse('a number within the range of doubles', start)
    return text
  }

  #readMembers(pointer: string, depth: number): Map<string, JsonNode> {
    const members = new Map<string, JsonNode>()
    this.#open(depth, pointer)
    if (this.#takeAfterSpace('}')) return members
    do {
      this.#match(whitespace)
      if (this.#text[this.#at] === '}' && members.size > 0) throw this.#refuseLastComma()
      if (this.#text[this.#at] !== '"') throw this.#refuse('a field name in double quotes')
      const keyAt = this.#at
      const key = this.#readString(pointer)
      const child = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
      if (members.has(key)) this.#note('manifest-duplicate-key', keyAt, child, key)
      if (reservedKeys.includes(key)) this.#note('manifest-reserved-key', keyAt, child, key)
      if (!this.#takeAfterSpace(':')) throw this.#refuse('":"')
      members.set(key, this.#readValue(child, depth))
    } while (this.#takeAfterSpace(','))
    if (!this.#takeAfterSpace('}')) throw this.#refuse('"," or "}"')
    return members
  }

  #readItems(pointer: string, depth: number): JsonNode[] {
    const items: JsonNode[] = []
    this.#open(depth, pointer)
    if (this.#takeAfterSpace(']')) return items
    do {
      this.#match(whitespace)
      if (this.#text[this.#at] === ']' && items.length > 0) throw this.#refuseLastComma()
      items.push(this.#readValue(`${pointer}/${items.length}`, depth))
    } while (this.#takeAfterSpace(','))
    if (!this.#takeAfterSpace(']')) throw this.#refuse('"," or "]"')
    return items
  }

  #open(depth: number, pointer: string): void {
    if (depth > limits.maxManifestDepth) {
      const details = { path: 'manifest.json', pointer, ...this.#place(this.#at) }
      throw new PackageError('manifest-too-deep', {
        ...details,
        is: `level ${depth}`,
        should: `at most ${limits.maxManifestDepth}`,
      })
    }
    this.#at += 1
  }

  #readString(pointer: string): string {
    const start = this.#at
    let value = ''
    this.#at += 1
    for (;;) {
      value += this.#match(plainText)
      if (this.#take('"')) break
      if (!this.#take('\\'))
        throw this.#refuse(
          this.#at < this.#text.length ? 'an escape such as \\n instead of a control character' : 'a closing quote',
        )
      value += this.#readEscape()
    }
    if (!value.isWellFormed()) this.#note('manifest-surrogate', start, pointer, value)
    return value
  }

  #readEscape(): string {
    const letter = this.#text[this.#at] ?? ''
    const plain = escapes[letter]
    const hex = letter === 'u' ? this.#text.slice(this.#at + 1, this.#at + 5) : ''
    if (plain === undefined && !/^[0-9a-fA-F]{4}$/.test(hex)) throw this.#refuse('a valid escape after "\\"')
    this.#at += plain === undefined ? 5 : 1
    return plain ?? String.fromCharCode(Number.parseInt(hex, 16))
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const text = pattern.exec(this.#text)?.[0] ?? ''
    this.#at += text.length
    return text
  }

  #take(literal: string): boolean {
    if (!this.#text.startsWith(literal, this.#at)) return false
    this.#at += literal.length
    return true
  }

  #takeAfterSpace(literal: string): boolean {
    this.#match(whitespace)
    return this.#take(literal)
  }

  #note(code: PackageErrorCode, at: number, pointer: string, text: string): void {
    reportFault(this.#report, code, { path: 'manifest.json', pointer, ...this.#place(at), is: quote(text) })
  }

  /** The commonest mistake of all is told at the comma, not at the bracket behind it. */
  #refuseLastComma(): PackageError {
    const at = this.#text.lastIndexOf(',', this.#at)
    const should = `no comma before "${this.#text[this.#at]}"`
    const details = { path: 'manifest.json', ...this.#place(at), is: 'a comma behind the last item', should }
    return new PackageError('manifest-syntax', details, { fix: 'Remove this comma' })
  }

  #refuse(should: string, at: number = this.#at): PackageError {
    const found = /^.{0,20}/.exec(this.#text.slice(at, at + 40))?.[0] ?? ''
    const details = {
      path: 'manifest.json',
      ...this.#place(at),
      is: found === '' ? describeNothing(this.#text, at) : quote(found),
      should,
    }
    return new PackageError('manifest-syntax', details, { fix: findFix(this.#text.slice(at, at + 2)) })
  }

  #place(at: number): { line: number; column: number } {
    let [low, high] = [0, this.#lineStarts.length - 1]
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((this.#lineStarts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: at - (this.#lineStarts[low] ?? 0) + 1 }
  }
}

function findFix(found: string): string | undefined {
  if (found === '//' || found === '/*' || found.startsWith('#')) return 'Remove the comment: JSON has none'
  return found.startsWith("'") ? 'Write double quotes' : undefined
}

function describeNothing(text: string, at: number): string {
  return at < text.length ? 'the end of the line' : 'the end'
}

import { LuaError } from '../errors.ts'
import type { Thread } from './lua-api.ts'
import { registryIndex } from './lua-api.ts'
import { decodeText, pushBytes, viewBytes } from './strings.ts'
import { charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** Text that is no JSON, or says what Lua cannot hold exactly. */
export class JsonFault extends Error {}

const valueCost = 40
const quote = 34
const backslash = 92
const minInteger = -(2n ** 63n)
const maxInteger = 2n ** 63n - 1n
const simpleEscapes = new Map<number, number>([
  [quote, quote],
  [backslash, backslash],
  [47, 47],
  [98, 8],
  [102, 12],
  [110, 10],
  [114, 13],
  [116, 9],
])
const encoder = new TextEncoder()

/** Reads JSON text and leaves its value on the Lua stack. */
export class JsonReader {
  readonly #vm: Vm
  readonly #thread: Thread
  readonly #listMark: number
  readonly #pushNull: () => void
  /** A copy: Lua's memory may move while values are made. */
  readonly #text: Uint8Array
  #at = 0
  #depth = 0

  constructor(vm: Vm, thread: Thread, index: number, listMark: number, pushNull: () => void) {
    this.#vm = vm
    this.#thread = thread
    this.#listMark = listMark
    this.#pushNull = pushNull
    this.#text = viewBytes(vm, thread, index).slice()
  }

  read(): void {
    charge(this.#vm, this.#text.length >> 2)
    if (typeof decodeText(this.#text) !== 'string') throw new JsonFault('it is not valid UTF-8')
    this.#skipSpace()
    this.#readValue()
    this.#skipSpace()
    if (this.#at < this.#text.length) this.#fail('the text should end here')
  }

  #readValue(): void {
    const { lua } = this.#vm
    const thread = this.#thread
    charge(this.#vm, valueCost)
    switch (this.#text[this.#at]) {
      case 123: // {
        return this.#readObject()
      case 91: // [
        return this.#readList()
      case quote:
        return this.#readString()
      case 116:
        this.#readWord('true')
        return lua.lua_pushboolean(thread, 1)
      case 102:
        this.#readWord('false')
        return lua.lua_pushboolean(thread, 0)
      case 110:
        this.#readWord('null')
        return this.#pushNull()
      default:
        return this.#readNumber()
    }
  }

  #readWord(word: string): void {
    for (let offset = 0; offset < word.length; offset++) {
      if (this.#text[this.#at + offset] !== word.charCodeAt(offset)) this.#fail('a value should stand here')
    }
    this.#at += word.length
  }

  #enter(): void {
    if (++this.#depth > this.#vm.limits.nesting) this.#fail(`it is nested more than ${this.#vm.limits.nesting} deep`)
    this.#at++
    if (this.#vm.lua.lua_checkstack(this.#thread, 20) === 0) throw new LuaError('limit.stack', 'calls too deep')
    this.#vm.lua.lua_createtable(this.#thread, 0, 0)
    this.#skipSpace()
  }

  #readObject(): void {
    this.#enter()
    let count = 0
    if (this.#text[this.#at] === 125) this.#at++
    else {
      do {
        this.#skipSpace()
        if (this.#text[this.#at] !== quote) this.#fail('a name in quotes should stand here')
        if (++count > this.#vm.limits.tableEntries) this.#failTooMany()
        this.#readString()
        this.#skipSpace()
        if (this.#text[this.#at] !== 58) this.#fail('a colon should stand here')
        this.#at++
        this.#skipSpace()
        this.#readValue()
        this.#vm.lua.lua_rawset(this.#thread, -3)
      } while (this.#goesOn(125, '}'))
    }
    this.#depth--
  }

  #readList(): void {
    const { guard, lua } = this.#vm
    const thread = this.#thread
    this.#enter()
    let count = 0
    if (this.#text[this.#at] === 93) this.#at++
    else {
      do {
        if (++count > this.#vm.limits.tableEntries) this.#failTooMany()
        this.#skipSpace()
        this.#readValue()
        guard.set_element(thread, -2, count)
      } while (this.#goesOn(93, ']'))
    }
    // So that it is written as a list again, even when it is empty.
    guard.get_element(thread, registryIndex, this.#listMark)
    lua.lua_setmetatable(thread, -2)
    this.#depth--
  }

  /** After an element: whether another one follows. */
  #goesOn(end: number, endText: string): boolean {
    this.#skipSpace()
    const byte = this.#text[this.#at]
    if (byte !== 44 && byte !== end) this.#fail(`"," or "${endText}" should stand here`)
    this.#at++
    return byte === 44
  }

  #readString(): void {
    const text = this.#text
    const from = ++this.#at
    let at = from
    let byte = text[at]
    while (byte !== quote && byte !== backslash && byte !== undefined && byte >= 32) byte = text[++at]
    this.#at = at
    if (byte !== quote) return this.#readLongString(from)
    this.#at++
    pushBytes(this.#vm, this.#thread, text.subarray(from, at))
  }

  /** A string with escapes in it. */
  #readLongString(from: number): void {
    const text = this.#text
    const result = new Uint8Array(text.length - from)
    let length = this.#at - from
    result.set(text.subarray(from, this.#at))
    for (;;) {
      const byte = text[this.#at]
      if (byte === quote) break
      if (byte === undefined) this.#fail('the string is not closed')
      if (byte < 32) this.#fail('a control character in a string must be escaped')
      this.#at++
      if (byte !== backslash) result[length++] = byte
      else {
        const bytes = this.#readEscape()
        result.set(bytes, length)
        length += bytes.length
      }
    }
    this.#at++
    pushBytes(this.#vm, this.#thread, result.subarray(0, length))
  }

  /** The UTF-8 of an escape; the reader stands behind the backslash. */
  #readEscape(): Uint8Array {
    const letter = this.#text[this.#at]
    const simple = simpleEscapes.get(letter ?? 0)
    if (simple !== undefined) {
      this.#at++
      return Uint8Array.of(simple)
    }
    if (letter !== 117) this.#fail('this escape does not exist')
    const start = this.#at - 1
    const first = this.#readUnit()
    if (first < 0xd800 || first > 0xdfff) return encoder.encode(String.fromCharCode(first))
    const hasSecond = this.#text[this.#at] === backslash && this.#text[this.#at + 1] === 117
    if (hasSecond) this.#at++
    const second = first < 0xdc00 && hasSecond ? this.#readUnit() : 0
    if (second < 0xdc00 || second > 0xdfff)
      this.#failAt(start, 'half of a character (a lone surrogate) cannot be stored')
    return encoder.encode(String.fromCharCode(first, second))
  }

  /** `uXXXX`. */
  #readUnit(): number {
    let unit = 0
    for (let offset = 1; offset <= 4; offset++) {
      const digit = hexValue(this.#text[this.#at + offset])
      if (digit === undefined) this.#fail('four hexadecimal digits should follow "\\u"')
      unit = unit * 16 + digit
    }
    this.#at += 5
    return unit
  }

  #readNumber(): void {
    const { lua, guard } = this.#vm
    const text = this.#text
    const from = this.#at
    let at = from
    if (text[at] === 45) at++
    const whole = at
    while (isDigit(text[at])) at++
    if (at === whole) this.#fail('a value should stand here')
    if (text[whole] === 48 && at > whole + 1) this.#fail('a number has no leading zeros')
    let isFloat = false
    if (text[at] === 46) {
      isFloat = true
      const digits = ++at
      while (isDigit(text[at])) at++
      if (at === digits) this.#failAt(at, 'a digit should stand here')
    }
    if (text[at] === 101 || text[at] === 69) {
      isFloat = true
      at++
      if (text[at] === 43 || text[at] === 45) at++
      const digits = at
      while (isDigit(text[at])) at++
      if (at === digits) this.#failAt(at, 'a digit should stand here')
    }
    const digits = String.fromCharCode(...text.subarray(from, Math.min(at, from + 1000)))
    if (at - from > 1000) this.#fail('this number is too long')
    this.#at = at
    const value = Number(digits)
    if (isFloat || Object.is(value, -0)) {
      if (!Number.isFinite(value)) this.#failAt(from, 'this number is too large')
      lua.lua_pushnumber(this.#thread, value)
    } else if (Number.isSafeInteger(value)) guard.push_integer(this.#thread, value)
    else {
      const integer = BigInt(digits)
      if (integer < minInteger || integer > maxInteger) {
        this.#failAt(from, 'this integer has more than 64 bits and would not be exact')
      }
      lua.lua_pushinteger(this.#thread, integer)
    }
  }

  #skipSpace(): void {
    for (;;) {
      const byte = this.#text[this.#at]
      if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return
      this.#at++
    }
  }

  #failTooMany(): never {
    return this.#fail(`a list or object has at most ${this.#vm.limits.tableEntries} elements`)
  }

  #fail(what: string): never {
    return this.#failAt(this.#at, what)
  }

  #failAt(at: number, what: string): never {
    const before = this.#text.subarray(0, at)
    const line = before.reduce((lines, byte) => (byte === 10 ? lines + 1 : lines), 1)
    const column = at - before.lastIndexOf(10)
    throw new JsonFault(`line ${line}, column ${column}: ${what}`)
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57
}

function hexValue(byte: number | undefined): number | undefined {
  const digit = byte === undefined ? NaN : Number.parseInt(String.fromCharCode(byte), 16)
  return Number.isNaN(digit) ? undefined : digit
}

import { LuaError } from '../errors.ts'
import { findObject } from './classes.ts'
import type { Thread } from './lua-api.ts'
import { luaType, registryIndex } from './lua-api.ts'
import { decodeText, readString, stringTooLong } from './strings.ts'
import { pushValue, readNumber } from './transfer.ts'
import { charge } from './vm.ts'
import type { Vm } from './vm.ts'

/** What one value costs, in instructions, besides its bytes. */
const valueCost = 40
const quote = 34
const backslash = 92
/** The escapes of control characters, of the quote and of the backslash, by byte. */
const escapes = Array.from({ length: backslash + 1 }, (_, byte) => {
  const short = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', [quote]: '"', [backslash]: '\\' }[byte]
  const text = short === undefined ? `\\u${byte.toString(16).padStart(4, '0')}` : `\\${short}`
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
})

/** Writes one Lua value as JSON. What JSON cannot say exactly is refused. */
export class JsonWriter {
  readonly #vm: Vm
  readonly #thread: Thread
  readonly #listMark: number
  /** Where the box of `json.null` lies. */
  readonly #nullBox: number
  /** The tables being written, outermost first. */
  readonly #open: number[] = []
  #bytes = new Uint8Array(1024)
  #length = 0

  constructor(vm: Vm, thread: Thread, listMark: number, nullBox: number) {
    this.#vm = vm
    this.#thread = thread
    this.#listMark = listMark
    this.#nullBox = nullBox
  }

  /** The JSON of the value at this place. */
  write(index: number): Uint8Array {
    this.#writeValue(index)
    charge(this.#vm, this.#length >> 3)
    if (this.#length > this.#vm.limits.stringBytes) throw stringTooLong(this.#vm)
    return this.#bytes.subarray(0, this.#length)
  }

  #writeValue(index: number): void {
    const vm = this.#vm
    const thread = this.#thread
    const { lua } = vm
    charge(vm, valueCost)
    switch (lua.lua_type(thread, index)) {
      case luaType.boolean:
        return this.#addText(lua.lua_toboolean(thread, index) === 0 ? 'false' : 'true')
      case luaType.number:
        return this.#addText(writeNumber(readNumber(vm, thread, index)))
      case luaType.string:
        return this.#addString(index)
      case luaType.table:
        return this.#writeTable(index)
      case luaType.userdata:
        if (lua.lua_touserdata(thread, index) === this.#nullBox) return this.#addText('null')
        return this.#writeObjectOfHost(index)
      case luaType.nil:
        throw refusal('nil; use json.null')
      default:
        throw refusal('a function')
    }
  }

  #writeObjectOfHost(index: number): void {
    const { lua } = this.#vm
    const found = findObject(this.#vm, this.#thread, index)
    const plain = found?.hostClass.definition.plain
    if (!found || !plain) throw refusal('an object of the platform')
    if (lua.lua_checkstack(this.#thread, 20) === 0) throw new LuaError('limit.stack', 'calls too deep')
    const top = lua.lua_gettop(this.#thread)
    pushValue(this.#vm, this.#thread, plain(found.object))
    this.#writeValue(-1)
    lua.lua_settop(this.#thread, top)
  }

  #writeTable(index: number): void {
    const { lua, guard, limits } = this.#vm
    const thread = this.#thread
    const address = lua.lua_topointer(thread, index)
    if (this.#open.includes(address)) throw refusal('a table that contains itself')
    if (this.#open.length >= limits.nesting) throw refusal(`tables nested more than ${limits.nesting} deep`)
    if (lua.lua_checkstack(thread, 20) === 0) throw new LuaError('limit.stack', 'calls too deep')
    this.#open.push(address)
    const place = lua.lua_gettop(thread)
    const isMarked = this.#isMarked(place)
    lua.lua_pushnil(thread)
    if (lua.lua_next(thread, place) === 0) this.#addText(isMarked ? '[]' : '{}')
    else {
      const isList = isMarked || lua.lua_type(thread, -2) === luaType.number
      lua.lua_settop(thread, place)
      if (isList) this.#writeList(place, guard.length(thread, place))
      else this.#writeObject(place)
    }
    this.#open.pop()
  }

  #isMarked(index: number): boolean {
    const { lua, guard } = this.#vm
    const thread = this.#thread
    if (lua.lua_getmetatable(thread, index) === 0) return false
    guard.get_element(thread, registryIndex, this.#listMark)
    const isMarked = lua.lua_rawequal(thread, -1, -2) !== 0
    lua.lua_settop(thread, -3)
    return isMarked
  }

  #writeList(place: number, length: number): void {
    const { lua, guard, limits } = this.#vm
    const thread = this.#thread
    // Any key besides 1 … length would be lost.
    let count = 0
    lua.lua_pushnil(thread)
    while (lua.lua_next(thread, place) !== 0) {
      if (lua.lua_isinteger(thread, -2) === 0) throw refusal('a list with other keys than 1, 2, 3 …')
      const key = lua.lua_tonumberx(thread, -2, 0)
      if (key < 1 || key > length) throw refusal('a list with holes')
      count++
      lua.lua_settop(thread, -2)
    }
    if (count !== length) throw refusal('a list with holes')
    if (count > limits.tableEntries) throw refusal(`a list of more than ${limits.tableEntries} elements`)
    charge(this.#vm, count * 4)
    this.#addText('[')
    for (let at = 1; at <= length; at++) {
      if (at > 1) this.#addText(',')
      guard.get_element(thread, place, at)
      this.#writeValue(-1)
      lua.lua_settop(thread, place)
    }
    this.#addText(']')
  }

  /** Writes the members in the order Lua gives them, then puts them in the order of their names. */
  #writeObject(place: number): void {
    const { lua, limits } = this.#vm
    const thread = this.#thread
    const members: { name: string; from: number; to: number }[] = []
    const start = this.#length
    lua.lua_pushnil(thread)
    while (lua.lua_next(thread, place) !== 0) {
      if (lua.lua_type(thread, -2) !== luaType.string) throw refusal('a table with both names and other keys')
      if (members.length >= limits.tableEntries) throw refusal(`an object of more than ${limits.tableEntries} members`)
      const name = readString(this.#vm, thread, -2)
      if (typeof name !== 'string') throw refusal('a string that is not valid UTF-8')
      const from = this.#length
      this.#addString(-2)
      this.#addText(':')
      this.#writeValue(-1)
      members.push({ name, from, to: this.#length })
      lua.lua_settop(thread, -2)
    }
    charge(this.#vm, members.length * 10 + ((this.#length - start) >> 4))
    members.sort((first, second) => (first.name < second.name ? -1 : 1))
    const written = this.#bytes.slice(start, this.#length)
    this.#length = start
    this.#addText('{')
    for (const [index, { from, to }] of members.entries()) {
      if (index > 0) this.#addText(',')
      this.#addBytes(written, from - start, to - start)
    }
    this.#addText('}')
  }

  #addText(text: string): void {
    this.#reserve(text.length)
    for (let at = 0; at < text.length; at++) this.#bytes[this.#length++] = text.charCodeAt(at)
  }

  #addBytes(source: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from)
    if (to - from > 64) this.#bytes.set(source.subarray(from, to), this.#length)
    else for (let at = from; at < to; at++) this.#bytes[this.#length + at - from] = source[at]!
    this.#length += to - from
  }

  #addString(index: number): void {
    const { lua, engine, cell } = this.#vm
    const from = lua.lua_tolstring(this.#thread, index, cell)
    const source = engine.bytes
    const end = from + engine.words[cell >> 2]!
    // Six bytes is the longest escape: with room for it everywhere, no byte needs to ask.
    this.#reserve((end - from) * 6 + 2)
    const target = this.#bytes
    let length = this.#length
    let isAscii = true
    target[length++] = quote
    for (let at = from; at < end; at++) {
      const byte = source[at]!
      if (byte > 127) isAscii = false
      if (byte >= 32 && byte !== quote && byte !== backslash) target[length++] = byte
      else for (const letter of escapes[byte]!) target[length++] = letter
    }
    target[length++] = quote
    this.#length = length
    if (!isAscii && typeof decodeText(source.subarray(from, end)) !== 'string') {
      throw refusal('a string that is not valid UTF-8')
    }
  }

  #reserve(moreBytes: number): void {
    if (this.#length > this.#vm.limits.stringBytes) throw stringTooLong(this.#vm)
    const needed = this.#length + moreBytes
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(needed * 2)
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

/** A whole number is written without a fraction, also when Lua holds it as a float: other programs take 3.0 for no integer. */
function writeNumber(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value)
  if (!Number.isFinite(value)) throw refusal(Number.isNaN(value) ? 'a number that is none (nan)' : 'an infinite number')
  return Object.is(value, -0) ? '-0' : String(value)
}

function refusal(what: string): LuaError {
  return new LuaError('json.invalid_value', `Cannot encode ${what}`)
}

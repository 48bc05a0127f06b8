import { LuaError, SandboxError } from '../errors.ts'
import { HostObject, LuaFloat } from '../values.ts'
import type { LuaInput, LuaKey, LuaTable, LuaValue } from '../values.ts'
import { findObject, pushObject } from './classes.ts'
import type { Thread } from './lua-api.ts'
import { luaType } from './lua-api.ts'
import { isReference, keepFunction, pushReference } from './references.ts'
import { pushBytes, pushText, readString } from './strings.ts'
import type { Vm } from './vm.ts'
import { charge } from './vm.ts'

/** What one entry of a table costs to carry over, in instructions. */
const entryCost = 20
const minInteger = -(2n ** 63n)
const maxInteger = 2n ** 63n - 1n

/** Pushes a value of the host. What has no form in Lua is refused: nothing of JavaScript gets through by accident. */
export function pushValue(vm: Vm, thread: Thread, value: LuaInput, depth = 0): void {
  const { lua } = vm
  switch (typeof value) {
    case 'undefined':
      return lua.lua_pushnil(thread)
    case 'boolean':
      return lua.lua_pushboolean(thread, value ? 1 : 0)
    case 'number':
      return pushNumber(vm, thread, value)
    case 'string':
      return pushText(vm, thread, value)
    case 'bigint':
      if (value < minInteger || value > maxInteger) throw unsupported('a whole number outside of 64 bits')
      return lua.lua_pushinteger(thread, value)
    case 'object':
      return value === null ? lua.lua_pushnil(thread) : pushObjectValue(vm, thread, value, depth)
    default:
      throw unsupported(`a JavaScript ${typeof value}`)
  }
}

/** Pushes a whole number as an integer, any other as a float. */
export function pushNumber(vm: Vm, thread: Thread, value: number): void {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) vm.guard.push_integer(thread, value)
  else vm.lua.lua_pushnumber(thread, value)
}

function pushObjectValue(vm: Vm, thread: Thread, value: object, depth: number): void {
  if (value instanceof Uint8Array) return pushBytes(vm, thread, value)
  if (value instanceof HostObject) return pushObject(vm, thread, value)
  if (value instanceof LuaFloat) return vm.lua.lua_pushnumber(thread, value.value)
  if (isReference(value)) return pushReference(vm, thread, value)
  if (depth >= vm.limits.nesting) throw unsupported(`a table nested more than ${vm.limits.nesting} deep`)
  if (vm.lua.lua_checkstack(thread, 20) === 0) throw new LuaError('limit.stack', 'calls too deep')
  if (Array.isArray(value)) return pushList(vm, thread, value, depth)
  if (value instanceof Map) return pushEntries(vm, thread, value.size, value, depth)
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) throw unsupported('an object of a JavaScript class')
  const entries = Object.entries(value)
  return pushEntries(vm, thread, entries.length, entries, depth)
}

function pushList(vm: Vm, thread: Thread, list: readonly LuaInput[], depth: number): void {
  if (list.length > vm.limits.tableEntries) throw tooManyEntries(vm)
  charge(vm, list.length * entryCost)
  vm.lua.lua_createtable(thread, list.length, 0)
  for (const [index, value] of list.entries()) {
    pushValue(vm, thread, value, depth + 1)
    vm.guard.set_element(thread, -2, index + 1)
  }
}

function pushEntries(
  vm: Vm,
  thread: Thread,
  size: number,
  entries: Iterable<readonly [LuaKey, LuaInput]>,
  depth: number,
): void {
  if (size > vm.limits.tableEntries) throw tooManyEntries(vm)
  charge(vm, size * entryCost)
  vm.lua.lua_createtable(thread, 0, size)
  for (const [key, value] of entries) {
    if (typeof key === 'number' && Number.isNaN(key)) throw unsupported('a key that is not a number')
    pushValue(vm, thread, key, depth + 1)
    pushValue(vm, thread, value, depth + 1)
    vm.lua.lua_rawset(thread, -3)
  }
}

/** Reads the value at this place. Functions are kept for the host; what cannot cross is refused. */
export function readValue(vm: Vm, thread: Thread, index: number): LuaValue {
  return new Reader(vm, thread, true).read(index)
}

/** Reads the table at this place. */
export function readTable(vm: Vm, thread: Thread, index: number): LuaTable {
  return new Reader(vm, thread, true).readTable(index)
}

/** Reads a result that may be of no interest: what cannot cross is undefined, functions too unless they shall be kept. */
export function readResult(vm: Vm, thread: Thread, index: number, keepFunctions: boolean): LuaValue {
  const reader = new Reader(vm, thread, keepFunctions)
  try {
    return reader.read(index)
  } catch (error) {
    if (error instanceof LuaError || error instanceof SandboxError) return undefined
    throw error
  }
}

class Reader {
  readonly #vm: Vm
  readonly #thread: Thread
  readonly #keepFunctions: boolean
  /** The tables being read, outermost first, so that a table inside itself is found. */
  readonly #open: number[] = []
  /** Kept so far: given back if the whole cannot be read. */
  readonly #kept: { release(): void }[] = []
  #entries = 0

  constructor(vm: Vm, thread: Thread, keepFunctions: boolean) {
    this.#vm = vm
    this.#thread = thread
    this.#keepFunctions = keepFunctions
  }

  read(index: number): LuaValue {
    const top = this.#vm.lua.lua_gettop(this.#thread)
    try {
      return this.#readAny(index)
    } catch (error) {
      for (const kept of this.#kept) kept.release()
      // After an error of Lua itself the stack is Lua's to clean.
      if (error instanceof LuaError || error instanceof SandboxError) this.#vm.lua.lua_settop(this.#thread, top)
      throw error
    }
  }

  readTable(index: number): LuaTable {
    return this.read(index) as LuaTable
  }

  #readAny(index: number): LuaValue {
    const vm = this.#vm
    const thread = this.#thread
    const { lua } = vm
    switch (lua.lua_type(thread, index)) {
      case luaType.none:
      case luaType.nil:
        return undefined
      case luaType.boolean:
        return lua.lua_toboolean(thread, index) !== 0
      case luaType.number:
        return readNumber(vm, thread, index)
      case luaType.string: {
        const text = readString(vm, thread, index)
        if (text.length > 256) charge(vm, text.length >> 4)
        return text
      }
      case luaType.table:
        return this.#readEntries(index)
      case luaType.function: {
        if (!this.#keepFunctions) return undefined
        const kept = keepFunction(vm, thread, index)
        this.#kept.push(kept)
        return kept
      }
      case luaType.userdata: {
        const found = findObject(vm, thread, index)
        if (found === undefined) throw unsupported('an opaque value')
        return found.object === vm.classes.jsonNull ? null : new HostObject(found.hostClass.name, found.object)
      }
      default:
        throw unsupported('an opaque value')
    }
  }

  #readEntries(index: number): LuaTable {
    const { lua, limits } = this.#vm
    const thread = this.#thread
    const address = lua.lua_topointer(thread, index)
    if (this.#open.includes(address)) throw unsupported('a table that contains itself')
    if (this.#open.length >= limits.nesting) throw unsupported(`a table nested more than ${limits.nesting} deep`)
    if (lua.lua_checkstack(thread, 20) === 0) throw new LuaError('limit.stack', 'calls too deep')
    this.#open.push(address)
    const table: LuaTable = new Map()
    const place = index < 0 ? lua.lua_gettop(thread) + 1 + index : index
    lua.lua_pushnil(thread)
    while (lua.lua_next(thread, place) !== 0) {
      if (++this.#entries > limits.tableEntries) throw tooManyEntries(this.#vm)
      charge(this.#vm, entryCost)
      const key = this.#readKey()
      table.set(key, this.#readAny(-1))
      lua.lua_settop(thread, -2)
    }
    this.#open.pop()
    return table
  }

  #readKey(): LuaKey {
    const { lua } = this.#vm
    const thread = this.#thread
    switch (lua.lua_type(thread, -2)) {
      case luaType.boolean:
        return lua.lua_toboolean(thread, -2) !== 0
      case luaType.number:
        return readNumber(this.#vm, thread, -2)
      case luaType.string: {
        const key = readString(this.#vm, thread, -2)
        if (typeof key === 'string') return key
        throw unsupported('a key that is not valid UTF-8')
      }
      default:
        throw unsupported('a key that is neither a string, a number nor a boolean')
    }
  }
}

/** The number at this place: a bigint where a JavaScript number would not be exact. */
export function readNumber(vm: Vm, thread: Thread, index: number): number | bigint {
  const value = vm.lua.lua_tonumberx(thread, index, 0)
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER || vm.lua.lua_isinteger(thread, index) === 0) return value
  return vm.lua.lua_tointegerx(thread, index, 0)
}

function unsupported(what: string): SandboxError {
  return new SandboxError('value.unsupported', `Cannot carry over ${what}`)
}

function tooManyEntries(vm: Vm): LuaError {
  return new LuaError('limit.table', `table too large (${vm.limits.tableEntries.toLocaleString('en')} entries)`)
}
